using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Functions.Staging;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Reporting;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Reporting;

/// <summary>Says what a committed load did: its execution's output, and its metrics.</summary>
/// <remarks>
/// The metrics are written after the commit and as the last thing: only an answer that gets lost makes a load count twice.
/// </remarks>
public sealed class ReportLoad(FunctionPorts ports)
{
    /// <summary>Files of a load that the log names one by one.</summary>
    private const int MostNamed = 20;

    public ReportLoad() : this(AwsPorts.Shared) { }

    public Task<LoadReport> HandleAsync(ReportLoadInput input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, async cancellation =>
        {
            ports.Traces.Annotate(input.Load);
            var merged = await ports.Warehouse.DescribeAsync(input.Merging.StatementId, cancellation);
            var rows = await ports.Warehouse.ReadAsync(merged.Id, RecordBatch.OutcomeOf(merged), cancellation);
            var report = LoadReport.Of(input.Load, input.Staging, input.Merging, rows);
            var files = await FilesAsync(input.Load, context, cancellation);
            Say(report, input.Load.TraceId, files ?? [], context);
            ports.Metrics.Emit(new LoadMetrics
            {
                Load = input.Load,
                Report = report,
                Merged = merged,
                Staging = input.Staging,
                Merging = input.Merging,
                StagingStatements = Enumerable.Range(1, input.Staging?.Attempt ?? 0)
                    .Sum(attempt => StagingBatch.Batch(input.Load, attempt, copyRole: "").Size),
                LockStatement = RecordBatch.LockLoads,
                Files = files,
                Objective = ports.Settings.FreshnessObjective,
            }.Measure());
            return report;
        });

    /// <summary>Null where the list can't be read: the load is committed, and what is measured of it must not undo that.</summary>
    private async Task<IReadOnlyList<ListedFile>?> FilesAsync(Load load, ILambdaContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await FileList.ReadAsync(ports.Objects, load, cancellationToken);
        }
        catch (IngestionException e) when (e.Kind is FailureKind.Terminal)
        {
            context.Events().FilesNotMeasured(load.LoadId, e.Message);
            return null;
        }
    }

    private static void Say(LoadReport report, string? traceId, IReadOnlyList<ListedFile> files, ILambdaContext context)
    {
        context.Events().LoadCommitted(
            report.LoadId, report.Files, report.RowsStaged, report.RowsRejected, report.FilesQuarantined, traceId ?? "-");
        foreach (var file in files.Where(file => file is { Reason: not null, Superseded: false }).Take(MostNamed))
        {
            context.Events().FileQuarantined(file.Version.Key, file.Reason!, report.LoadId);
        }

        if (report.RowsUnusable > 0)
        {
            context.Events().RowsUnusable(report.RowsUnusable, report.LoadId);
        }
    }
}

public sealed record ReportLoadInput
{
    [JsonPropertyName("load")]
    public required Load Load { get; init; }

    [JsonPropertyName("staging")]
    public StatementTicket? Staging { get; init; }

    [JsonPropertyName("merging")]
    public required StatementTicket Merging { get; init; }
}
