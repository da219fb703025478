using Sparkify.Functions.Backfill;
using Sparkify.Ingestion.Backfill;

namespace Sparkify.Functions.Tests.Backfill;

public sealed class CountLoadedTests
{
    private readonly Surroundings around = new();

    [Fact]
    public async Task The_ledger_is_asked_what_became_of_all_missing_files_since_the_backfill_began()
    {
        var ticket = await new CountLoaded(around.Ports).HandleAsync(
            new CountLoadedInput
            {
                Backfill = Inputs.Run,
                ExecutionId = Inputs.ExecutionId,
                Progress = new BackfillProgress(),
                Counting = Inputs.Ticket("count", attempt: 1),
            },
            around.Context);

        var batch = Assert.Single(around.Warehouse.Submitted);
        Assert.Equal("count log-data-a1b2c3d4e5f6 #2", batch.Name);
        Assert.Contains("'s3://sparkify/_ingest/backfills/log-data-a1b2c3d4e5f6/missing/'", batch.Statements[1], StringComparison.Ordinal);
        Assert.Contains($"IAM_ROLE '{Inputs.CopyRole}'", batch.Statements[1], StringComparison.Ordinal);
        Assert.Contains("f.recorded_at >= '2018-11-01 23:59:00.000'", batch.Statements[2], StringComparison.Ordinal);
        Assert.Equal(("count", 2), (ticket.Step, ticket.Attempt));
    }

    /// <summary>The warehouse's clock and Step Functions' may differ by any time.</summary>
    [Fact]
    public async Task By_the_warehouses_clock_it_began_when_the_ledger_was_first_asked()
    {
        await new CountLoaded(around.Ports).HandleAsync(
            new CountLoadedInput
            {
                Backfill = Inputs.Run,
                ExecutionId = Inputs.ExecutionId,
                Progress = new BackfillProgress { AskedAt = Inputs.NowMs - 7_200_000 },
            },
            around.Context);

        var question = Assert.Single(around.Warehouse.Submitted).Statements[2];
        Assert.Contains("f.recorded_at >= '2018-11-01 22:00:00.000'", question, StringComparison.Ordinal);
    }
}
