using Sparkify.Functions.Backfill;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Backfill;

public sealed class CompareListingTests
{
    private readonly Surroundings around = new();

    /// <summary>3 leaves out what is loaded, 4 nothing: the numbers of compare_listing.sql.</summary>
    [Theory]
    [InlineData(false, "<= 3")]
    [InlineData(true, "<= 4")]
    public async Task The_ledger_is_asked_for_the_files_of_the_chunk_that_are_to_be_loaded(bool force, string most)
    {
        var ticket = await RunAsync(force, null);

        var batch = Assert.Single(around.Warehouse.Submitted);
        Assert.Equal("compare 2 log-data-a1b2c3d4e5f6 #1", batch.Name);
        Assert.Equal(3, batch.Statements.Count);
        Assert.Contains(
            "'s3://sparkify/_ingest/backfills/log-data-a1b2c3d4e5f6/listing/000002.jsonl'", batch.Statements[1], StringComparison.Ordinal);
        Assert.Contains($"IAM_ROLE '{Inputs.CopyRole}'", batch.Statements[1], StringComparison.Ordinal);
        Assert.Contains(most, batch.Statements[2], StringComparison.Ordinal);
        Assert.Equal(("compare 2", 1), (ticket.Step, ticket.Attempt));
    }

    [Theory]
    [InlineData("compare 2", 3)]
    [InlineData("compare 1", 1)]
    public async Task Only_an_attempt_at_the_same_chunk_counts_as_one(string step, int attempt) =>
        Assert.Equal(attempt, (await RunAsync(false, Inputs.Ticket(step, attempt: 2))).Attempt);

    private Task<StatementTicket> RunAsync(bool force, StatementTicket? comparing) => new CompareListing(around.Ports).HandleAsync(
        new CompareListingInput
        {
            Backfill = Inputs.Run with { Force = force }, Progress = new BackfillProgress { Chunk = 2 }, ExecutionId = Inputs.ExecutionId,
            Comparing = comparing,
        },
        around.Context);
}
