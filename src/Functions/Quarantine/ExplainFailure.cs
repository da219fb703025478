using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Functions.Staging;
using Sparkify.Functions.Statements;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Staging;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Quarantine;

/// <summary>
/// Asks the load views what became of a COPY: why it failed, since they outlive its transaction; or what it refused, when inside its
/// transaction they did not say enough.
/// </summary>
public sealed class ExplainFailure(FunctionPorts ports)
{
    public ExplainFailure() : this(AwsPorts.Shared) { }

    /// <exception cref="AttemptsExhaustedException">They were asked as often as they may be.</exception>
    public Task<StatementTicket> HandleAsync(ExplainFailureInput input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, cancellation => StepBatch.RunAsync(
            ports,
            input.Load,
            input.ExecutionId,
            Steps.Explain,
            input.Explaining,
            async _ => new StepStatements(input.Staging.Outcome == StatementOutcome.Finished
                ? StageBatch.LaterStatements(await CopyIdAsync(input, cancellation))
                : [StageBatch.WhyItFailed(input.Staging.Pid, DateTimeOffset.FromUnixTimeMilliseconds(input.Staging.SubmittedAt))]),
            context,
            cancellation));

    private async Task<long> CopyIdAsync(ExplainFailureInput input, CancellationToken cancellationToken)
    {
        var positions = StagingBatch.Positions(input.Load, input.Staging);
        var staged = await StagedLoad.ReadAsync(
            ports.Warehouse,
            input.Staging.StatementId,
            input.Load.Dataset,
            (positions.RowsLoaded, positions.RowsStaged),
            cancellationToken);
        return staged.CopyId;
    }
}

public sealed record ExplainFailureInput
{
    [JsonPropertyName("load")]
    public required Load Load { get; init; }

    [JsonPropertyName("executionId")]
    public required string ExecutionId { get; init; }

    /// <summary>The staging that failed, or that finished and does not add up.</summary>
    [JsonPropertyName("staging")]
    public required StatementTicket Staging { get; init; }

    /// <summary>The question before this one, or this one while it runs; null before the first.</summary>
    [JsonPropertyName("explaining")]
    public StatementTicket? Explaining { get; init; }
}
