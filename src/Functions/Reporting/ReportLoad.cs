using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Reporting;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Reporting;

/// <summary>Says what a committed load did: its execution's output, and its metrics.</summary>
/// <remarks>The metrics are told after the commit and as the last thing: only an answer that gets lost makes a load count twice.</remarks>
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
            var rows = await ports.Warehouse.ReadAsync(merged.Id, merged.SubStatements.Count, cancellation);
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
                StagingStatements = StageBatch.Size,
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
            context.Logger.LogWarning("load {loadId}: its list can't be read, so nothing is measured of its files: {why}", load.LoadId, e.Message);
            return null;
        }
    }

    /// <summary>The dashboard looks for the lines that start with "Quarantined file" and "Refused row".</summary>
    private static void Say(LoadReport report, string? traceId, IReadOnlyList<ListedFile> files, ILambdaContext context)
    {
        context.Logger.LogInformation(
            "load {loadId} is committed: {files} files, {rowsStaged} rows staged, {rowsRejected} refused, {quarantined} files quarantined, trace {trace}",
            report.LoadId, report.Files, report.RowsStaged, report.RowsRefused, report.FilesQuarantined, traceId ?? "-");
        foreach (var file in files.Where(file => file is { Reason: not null, Superseded: false }).Take(MostNamed))
        {
            context.Logger.LogWarning("Quarantined file: {key}: {reason} (load {loadId})", file.Version.Key, file.Reason!, report.LoadId);
        }

        if (report.RowsRefused > report.RowsRejected)
        {
            context.Logger.LogWarning(
                "Refused row: {rows} in all, by the rules of the merge; dw.rejected_rows has the reasons (load {loadId})",
                report.RowsRefused - report.RowsRejected, report.LoadId);
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
