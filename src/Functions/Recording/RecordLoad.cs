using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Recording;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Recording;

/// <summary>Says what a committed load did: its execution's output, and its metrics.</summary>
/// <remarks>The metrics are told after the commit and as the last thing: only an answer that gets lost makes a load count twice.</remarks>
public sealed class RecordLoad(FunctionPorts ports)
{
    /// <summary>Files of a load that the log names one by one.</summary>
    private const int MostNamed = 20;

    public RecordLoad() : this(AwsPorts.Shared) { }

    public Task<LoadRecord> HandleAsync(RecordLoadInput input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, async cancellation =>
        {
            ports.Traces.Annotate(input.Load);
            var merged = await ports.Warehouse.DescribeAsync(input.Merging.StatementId, cancellation);
            var rows = await ports.Warehouse.ReadAsync(merged.Id, RecordBatch.OutcomeOf(merged), cancellation);
            var record = LoadRecord.Of(input.Load, input.Staging, input.Merging, rows);
            var files = await FilesAsync(input.Load, context, cancellation);
            Say(record, input.Load.TraceId, files ?? [], context);
            ports.Metrics.Emit(new LoadMetrics
            {
                Load = input.Load,
                Record = record,
                Merged = merged,
                Staging = input.Staging,
                Merging = input.Merging,
                StagingStatements = StageBatch.Size,
                LockStatement = RecordBatch.LockLoads,
                Files = files,
                Objective = ports.Settings.FreshnessObjective,
            }.Measure());
            return record;
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
    private static void Say(LoadRecord record, string? traceId, IReadOnlyList<ListedFile> files, ILambdaContext context)
    {
        context.Logger.LogInformation(
            "load {loadId} is recorded: {files} files, {rowsStaged} rows staged, {rowsRejected} refused, {quarantined} files quarantined, trace {trace}",
            record.LoadId, record.Files, record.RowsStaged, record.RowsRefused, record.FilesQuarantined, traceId ?? "-");
        foreach (var file in files.Where(file => file is { Reason: not null, Superseded: false }).Take(MostNamed))
        {
            context.Logger.LogWarning("Quarantined file: {key}: {reason} (load {loadId})", file.Version.Key, file.Reason!, record.LoadId);
        }

        if (record.RowsRefused > record.RowsRejected)
        {
            context.Logger.LogWarning(
                "Refused row: {rows} in all, by the rules of the merge; dw.rejected_rows has the reasons (load {loadId})",
                record.RowsRefused - record.RowsRejected, record.LoadId);
        }
    }
}

public sealed record RecordLoadInput
{
    [JsonPropertyName("load")]
    public required Load Load { get; init; }

    [JsonPropertyName("staging")]
    public StatementTicket? Staging { get; init; }

    [JsonPropertyName("merging")]
    public required StatementTicket Merging { get; init; }
}
