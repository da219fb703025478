using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Recording;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Recording;

/// <summary>Says what a committed load did: its execution's output.</summary>
public sealed class RecordLoad(FunctionPorts ports)
{
    public RecordLoad() : this(AwsPorts.Shared) { }

    public Task<LoadRecord> HandleAsync(RecordLoadInput input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, async cancellation =>
        {
            ports.Traces.Annotate(input.Load);
            var merged = await ports.Warehouse.DescribeAsync(input.Merging.StatementId, cancellation);
            var rows = await ports.Warehouse.ReadAsync(merged.Id, merged.SubStatements.Count, cancellation);
            var record = LoadRecord.Of(input.Load, input.Staging, input.Merging, rows);
            context.Logger.LogInformation(
                "load {loadId} is recorded: {files} files, {rowsStaged} rows staged, {rowsRejected} refused, {quarantined} files quarantined, trace {trace}",
                record.LoadId, record.Files, record.RowsStaged, record.RowsRejected, record.FilesQuarantined, input.Load.TraceId ?? "-");
            return record;
        });
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
