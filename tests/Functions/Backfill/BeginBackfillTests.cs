using System.Text.Json;
using Sparkify.Functions.Backfill;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Failures;

namespace Sparkify.Functions.Tests.Backfill;

public sealed class BeginBackfillTests
{
    private readonly Surroundings around = new();

    [Fact]
    public async Task A_backfill_begins_with_its_input_filled_in_and_nothing_listed()
    {
        var plan = await RunAsync("backfill-1", Inputs.Now);

        Assert.Equal(("log_data", "sparkify", Inputs.NowMs), (plan.Backfill.Dataset.Name, plan.Backfill.Bucket, plan.Backfill.StartedAt));
        Assert.Equal(new BackfillProgress(), plan.Progress);
    }

    [Fact]
    public async Task A_start_with_the_same_input_goes_on_with_a_whole_plan_that_has_not_ended()
    {
        var died = await DiedAsync();

        var plan = await RunAsync("backfill-2", Inputs.Now.AddHours(23));

        Assert.Equal((died.Backfill, died.Progress), (plan.Backfill, plan.Progress));
        Assert.Equal(
            $"Information: backfill {died.Backfill.Id} goes on with the 7 loads of a start before this one",
            Assert.Single(around.Context.Lines));
    }

    [Fact]
    public async Task A_plan_of_a_day_ago_is_made_anew()
    {
        var died = await DiedAsync();

        Assert.NotEqual(died.Backfill.Id, (await RunAsync("backfill-2", Inputs.Now.AddDays(1))).Backfill.Id);
        Assert.Equal(died.Backfill.Id, (await RunAsync("backfill-2", Inputs.Now.AddDays(1).AddMilliseconds(-1))).Backfill.Id);
    }

    [Fact]
    public async Task A_plan_that_has_ended_or_is_gone_is_made_anew()
    {
        var died = await DiedAsync();
        around.Objects.Put(died.Backfill.Summary, "{}");
        Assert.NotEqual(died.Backfill.Id, (await RunAsync("backfill-2", Inputs.Now)).Backfill.Id);

        around.Objects.Remove(died.Backfill.Summary.Key);
        around.Objects.Remove(died.Backfill.Plan.Key);
        Assert.NotEqual(died.Backfill.Id, (await RunAsync("backfill-2", Inputs.Now)).Backfill.Id);
    }

    [Fact]
    public async Task Another_input_and_a_dry_run_go_on_with_nothing()
    {
        var died = await DiedAsync();

        Assert.NotEqual(
            died.Backfill.Id, (await RunAsync("backfill-2", Inputs.Now, new BackfillInput { Dataset = "song_data" })).Backfill.Id);
        Assert.NotEqual(
            died.Backfill.Id,
            (await RunAsync("backfill-2", Inputs.Now, new BackfillInput { Dataset = "log_data", DryRun = true })).Backfill.Id);
    }

    [Fact]
    public async Task An_input_that_makes_no_sense_begins_nothing() =>
        await Assert.ThrowsAsync<BackfillRefusedException>(
            () => RunAsync("backfill-1", Inputs.Now, new BackfillInput { Dataset = "play_data" }));

    /// <summary>A start whose plan was whole, and that came to no end.</summary>
    private async Task<BackfillPlan> DiedAsync()
    {
        var begun = await RunAsync("backfill-1", Inputs.Now);
        var plan = begun with { Progress = new BackfillProgress { Chunk = 1, Loads = 7, IsListed = true, IsPlanned = true } };
        around.Objects.Put(plan.Backfill.Plan, JsonSerializer.SerializeToUtf8Bytes(plan, IngestionJson.Default.BackfillPlan));
        around.Objects.Put(
            BackfillRun.Open("sparkify", plan.Backfill.Fingerprint),
            JsonSerializer.SerializeToUtf8Bytes(new OpenBackfill { Id = plan.Backfill.Id }, IngestionJson.Default.OpenBackfill));
        return plan;
    }

    private Task<BackfillPlan> RunAsync(string execution, DateTimeOffset at, BackfillInput? input = null) =>
        new BeginBackfill(around.Ports).HandleAsync(
            new BeginBackfillInput { Input = input ?? new BackfillInput { Dataset = "log_data" }, ExecutionId = execution, StartTime = at },
            around.Context);
}
