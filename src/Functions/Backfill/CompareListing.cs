using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Functions.Statements;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Backfill;

/// <summary>Asks the ledger which files of the listed chunk are not loaded.</summary>
public sealed class CompareListing(FunctionPorts ports)
{
    public CompareListing() : this(AwsPorts.Shared) { }

    public Task<StatementTicket> HandleAsync(CompareListingInput input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, cancellation =>
        {
            var step = Steps.Compare(input.Progress.Chunk);
            var batch = new ListingBatch
            {
                Files = input.Backfill.Listing(input.Progress.Chunk).Url, CopyRole = ports.Settings.CopyRoleArn
            };
            var known = input.Backfill.Force ? LedgerKnowledge.Loaded : LedgerKnowledge.Quarantined;
            return StepBatch.RunAsync(
                ports,
                input.Backfill.Id,
                input.ExecutionId,
                step,
                input.Comparing?.Step == step ? input.Comparing : null,
                _ => Task.FromResult(new StepStatements(batch.Compare((int)known))),
                context,
                cancellation);
        });
}

public sealed record CompareListingInput
{
    [JsonPropertyName("backfill")]
    public required BackfillRun Backfill { get; init; }

    [JsonPropertyName("progress")]
    public required BackfillProgress Progress { get; init; }

    [JsonPropertyName("executionId")]
    public required string ExecutionId { get; init; }

    /// <summary>
    /// The question before this one: of this chunk, it is the attempt before; of another chunk, it does not count. Null before the first.
    /// </summary>
    [JsonPropertyName("comparing")]
    public StatementTicket? Comparing { get; init; }
}
