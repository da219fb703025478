using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Quarantine;

/// <summary>Asks the load error views why a COPY failed: they outlive its transaction.</summary>
public sealed class ExplainFailure(FunctionPorts ports)
{
    /// <summary>The warehouse's clock and ours may differ by so much.</summary>
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(2);

    public ExplainFailure() : this(AwsPorts.Shared) { }

    public Task<StatementTicket> HandleAsync(ExplainFailureInput input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, cancellation => Submission.SendAsync(
            ports, input.Load, input.ExecutionId, Steps.Explain, previous: null, [Question(input.Staging)], cancellation));

    private static string Question(StatementTicket staging) => SqlCatalog.Stage.ExplainFailure.Render(
        SqlArgument.Number("pid", staging.Pid),
        SqlArgument.Timestamp("since", DateTimeOffset.FromUnixTimeMilliseconds(staging.SubmittedAt) - ClockSkew));
}

public sealed record ExplainFailureInput
{
    [JsonPropertyName("load")]
    public required Load Load { get; init; }

    [JsonPropertyName("executionId")]
    public required string ExecutionId { get; init; }

    /// <summary>The staging that failed.</summary>
    [JsonPropertyName("staging")]
    public required StatementTicket Staging { get; init; }
}
