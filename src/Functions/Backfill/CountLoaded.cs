using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Functions.Statements;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Backfill;

/// <summary>Asks the ledger what became of the files that a backfill was to load.</summary>
public sealed class CountLoaded(FunctionPorts ports)
{
    public CountLoaded() : this(AwsPorts.Shared) { }

    public Task<StatementTicket> HandleAsync(CountLoadedInput input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, cancellation => StepBatch.RunAsync(
            ports,
            input.Backfill.Id,
            input.ExecutionId,
            Steps.Count,
            input.Counting,
            _ => Task.FromResult(new StepStatements(Question(input))),
            context,
            cancellation));

    private IReadOnlyList<string> Question(CountLoadedInput input) =>
        new ListingBatch { Files = input.Backfill.AllMissing.Url, CopyRole = ports.Settings.CopyRoleArn }
            .Count(DateTimeOffset.FromUnixTimeMilliseconds(input.Progress.AskedAt ?? input.Backfill.StartedAt));
}

public sealed record CountLoadedInput
{
    [JsonPropertyName("backfill")]
    public required BackfillRun Backfill { get; init; }

    [JsonPropertyName("executionId")]
    public required string ExecutionId { get; init; }

    [JsonPropertyName("progress")]
    public required BackfillProgress Progress { get; init; }

    /// <summary>The attempt before this one, or this one while it runs; null before the first.</summary>
    [JsonPropertyName("counting")]
    public StatementTicket? Counting { get; init; }
}
