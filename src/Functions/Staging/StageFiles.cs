using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Staging;

/// <summary>Submits the COPY of a load's files into a staging table of the load's own.</summary>
public sealed class StageFiles(FunctionPorts ports)
{
    public StageFiles() : this(AwsPorts.Shared) { }

    public Task<StatementTicket> HandleAsync(StageFilesInput input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, async cancellation =>
        {
            var load = input.Load;
            var batch = StagingBatch.Batch(load, (input.Staging?.Attempt ?? 0) + 1, ports.Settings.CopyRoleArn);
            var ticket = await Submission.SendAsync(
                ports, load, input.ExecutionId, Steps.Stage, input.Staging, batch.Statements(), cancellation);
            return ticket with { Confirm = StagingBatch.Confirms(load), ControlStatements = batch.ControlStatements };
        });
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
