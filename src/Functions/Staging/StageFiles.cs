using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Functions.Statements;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Staging;

/// <summary>Runs the COPY of a load's files into a staging table of the load's own.</summary>
public sealed class StageFiles(FunctionPorts ports)
{
    public StageFiles() : this(AwsPorts.Shared) { }

    public Task<StatementTicket> HandleAsync(StageFilesInput input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, cancellation => StepBatch.RunAsync(
            ports,
            input.Load,
            input.ExecutionId,
            Steps.Stage,
            input.Staging,
            attempt => Batch(input.Load, attempt),
            context,
            cancellation));

    private Task<StepStatements> Batch(Load load, int attempt)
    {
        var batch = StagingBatch.Batch(load, attempt, ports.Settings.CopyRoleArn);
        return Task.FromResult(new StepStatements(batch.Statements(), StagingBatch.Confirms(load), batch.ControlStatements));
    }
}

public sealed record StageFilesInput
{
    [JsonPropertyName("load")]
    public required Load Load { get; init; }

    [JsonPropertyName("executionId")]
    public required string ExecutionId { get; init; }

    /// <summary>The attempt before this one, or this one while it runs; null before the first.</summary>
    [JsonPropertyName("staging")]
    public StatementTicket? Staging { get; init; }
}
