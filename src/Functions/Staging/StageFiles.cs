using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Staging;

/// <summary>Submits the COPY of a load's files into a staging table of the load's own.</summary>
public sealed class StageFiles(FunctionPorts ports)
{
    public StageFiles() : this(AwsPorts.Shared) { }

    public Task<StatementTicket> HandleAsync(StageFilesInput input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, cancellation => Submission.SendAsync(
            ports, input.Load, input.ExecutionId, Steps.Stage, input.Staging, Batch(input.Load), cancellation));

    private IReadOnlyList<string> Batch(Load load) => new StageBatch
    {
        Staging = load.StagingTable,
        Dataset = load.Dataset,
        Manifest = load.Manifest.Url,
        CopyRole = ports.Settings.CopyRoleArn,
        IsGzip = load.Gzip,
    }.Statements();
}

public sealed record StageFilesInput
{
    [JsonPropertyName("load")]
    public required Load Load { get; init; }

    [JsonPropertyName("executionId")]
    public required string ExecutionId { get; init; }

    /// <summary>The attempt before this one; null before the first.</summary>
    [JsonPropertyName("staging")]
    public StatementTicket? Staging { get; init; }
}
