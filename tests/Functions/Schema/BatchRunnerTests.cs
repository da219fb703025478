using Sparkify.Functions.Schema;
using Sparkify.Ingestion.Failures;

namespace Sparkify.Functions.Tests.Schema;

public sealed class BatchRunnerTests
{
    private const string Conflict = "ERROR: could not complete because of conflict with concurrent transaction";

    private readonly JumpingTime time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_stays_until_the_statement_has_ended_and_asks_ever_less_often()
    {
        var warehouse = new FakeWarehouse { Polls = 8 };

        await new BatchRunner(warehouse, time).RunAsync("work", "run", ["SELECT 1"], Cancel);

        Assert.Equal(8, time.Waits.Count);
        Assert.Equal(time.Waits.Order(), time.Waits);
        Assert.True(time.Waits[0] < time.Waits[^1]);
    }

    [Theory]
    [InlineData(Conflict)]
    [InlineData(FakeWarehouse.Lost)]
    public async Task What_was_in_the_way_of_another_or_lost_is_submitted_anew_and_not_the_same_again(string first)
    {
        var warehouse = new FakeWarehouse(first);

        await new BatchRunner(warehouse, time).RunAsync("work", "run", ["SELECT 1"], Cancel);

        Assert.Equal(2, warehouse.Submitted.Select(batch => batch.ClientToken).Distinct().Count());
    }

    [Theory]
    [InlineData("ERROR: permission denied for database sparkify")]
    [InlineData("ERROR: nobody has heard of this")]
    [InlineData(FakeWarehouse.Aborted)]
    public async Task What_the_database_refuses_or_a_person_stops_is_not_tried_again(string error)
    {
        var warehouse = new FakeWarehouse(error);

        var failure = await Assert.ThrowsAsync<WarehouseRefusedException>(() => new BatchRunner(warehouse, time).RunAsync("work", "run", ["SELECT 1"], Cancel));

        Assert.Contains("'work'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(error, failure.Message, StringComparison.Ordinal);
        Assert.Single(warehouse.Submitted);
    }

    [Fact]
    public async Task It_does_not_try_for_ever()
    {
        var warehouse = new FakeWarehouse([.. Enumerable.Repeat(Conflict, 99)]);

        await Assert.ThrowsAsync<WarehouseRefusedException>(() => new BatchRunner(warehouse, time).RunAsync("work", "run", ["SELECT 1"], Cancel));

        Assert.Equal(BatchRunner.MostAttempts, warehouse.Submitted.Count);
    }

    [Fact]
    public async Task A_busy_data_api_is_asked_again()
    {
        var warehouse = new FakeWarehouse { ThrottleEvery = 2 };

        await new BatchRunner(warehouse, time).RunAsync("work", "run", ["SELECT 1"], Cancel);

        Assert.Single(warehouse.Submitted);
    }
}
