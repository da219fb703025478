using Sparkify.Functions.Schema;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;

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

        Assert.Equal([1, 1, 2, 2, 4, 4, 8, 8], time.Waits.Select(wait => wait.TotalSeconds));
    }

    [Theory]
    [InlineData(Conflict)]
    [InlineData(FakeWarehouse.Lost)]
    public async Task What_was_in_the_way_of_another_or_lost_is_submitted_anew_and_not_the_same_again(string first)
    {
        var warehouse = new FakeWarehouse(first);

        await new BatchRunner(warehouse, time).RunAsync("work", "run", ["SELECT 1"], Cancel);

        Assert.Equal(["work #1", "work #2"], warehouse.Submitted.Select(batch => batch.Name));
        Assert.Equal(
            [Steps.ClientToken("run", "work", 1), Steps.ClientToken("run", "work", 2)],
            warehouse.Submitted.Select(batch => batch.ClientToken));
        Assert.All(warehouse.Submitted, batch => Assert.Equal(["SELECT 1"], batch.Statements));
    }

    [Theory]
    [InlineData("ERROR: permission denied for database sparkify")]
    [InlineData("ERROR: nobody has heard of this")]
    [InlineData(FakeWarehouse.Aborted)]
    public async Task What_the_database_refuses_or_a_person_stops_is_not_tried_again(string error)
    {
        var warehouse = new FakeWarehouse(error);

        var failure = await Assert.ThrowsAsync<WarehouseRefusedException>(
            () => new BatchRunner(warehouse, time).RunAsync("work", "run", ["SELECT 1"], Cancel));

        Assert.Contains("'work'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(error, failure.Message, StringComparison.Ordinal);
        Assert.Single(warehouse.Submitted);
    }

    [Fact]
    public async Task It_does_not_try_for_ever()
    {
        var warehouse = new FakeWarehouse([.. Enumerable.Repeat(Conflict, 99)]);

        var failure = await Assert.ThrowsAsync<WarehouseRefusedException>(
            () => new BatchRunner(warehouse, time).RunAsync("work", "run", ["SELECT 1"], Cancel));

        Assert.Equal($"'work' ended as Failed at attempt 4: {Conflict}", failure.Message);
        Assert.Equal(4, warehouse.Submitted.Count);
        Assert.Equal([5, 10, 20], time.Waits.Select(wait => wait.TotalSeconds).Where(seconds => seconds >= 5));
    }

    [Fact]
    public async Task A_statement_that_is_lost_each_time_is_given_up_and_said_to_be_lost()
    {
        var warehouse = new FakeWarehouse([.. Enumerable.Repeat(FakeWarehouse.Lost, 99)]);

        var failure = await Assert.ThrowsAsync<WarehouseRefusedException>(
            () => new BatchRunner(warehouse, time).RunAsync("work", "run", ["SELECT 1"], Cancel));

        Assert.Equal("'work' ended as lost at attempt 4: no reason was given", failure.Message);
    }

    [Fact]
    public async Task A_busy_data_api_is_asked_again()
    {
        var warehouse = new FakeWarehouse { ThrottleEvery = 2 };

        await new BatchRunner(warehouse, time).RunAsync("work", "run", ["SELECT 1"], Cancel);

        Assert.Single(warehouse.Submitted);
        Assert.Contains(TimeSpan.FromSeconds(5), time.Waits);
    }

    /// <summary>Each pause is twice the one before, up to the fourth.</summary>
    [Fact]
    public async Task A_data_api_that_stays_busy_is_asked_ever_less_often()
    {
        var warehouse = new FakeWarehouse { Polls = 0, BusyAtFirst = 6 };

        var report = await new BatchRunner(warehouse, time).RunAsync("work", "run", ["SELECT 1"], Cancel);

        Assert.Equal("0", report.Id);
        Assert.Equal([5, 10, 20, 40, 40, 40], time.Waits.Select(wait => wait.TotalSeconds));
    }
}
