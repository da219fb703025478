using Sparkify.Ingestion.Backfill;

namespace Sparkify.Functions.Tests.Backfill;

public sealed class BackfillRunTests
{
    /// <summary>Operators look into these objects, and a start reads those of a start before it.</summary>
    [Fact]
    public void A_plans_objects_lie_in_its_own_folder()
    {
        const string folder = "s3://sparkify/_ingest/backfills/log-data-a1b2c3d4e5f6/";
        var run = Inputs.Run;

        Assert.Equal(
            [
                "listing/000001.jsonl", "missing/000012.jsonl", "missing/", "quarantined/000003.jsonl", "carried/000004.jsonl",
                "loads/123456.jsonl", "loads.json", "plan.json", "summary.json", "",
            ],
            new[]
            {
                run.Listing(1), run.Missing(12), run.AllMissing, run.Quarantined(3), run.Carried(4), run.Loads(123_456), run.AllLoads,
                run.Plan, run.Summary, run.Place,
            }.Select(place => place.Url.Replace(folder, "", StringComparison.Ordinal)));
        Assert.Equal("s3://sparkify/_ingest/backfills/open/0123456789ab.json", BackfillRun.Open("sparkify", "0123456789ab").Url);
        Assert.Equal(folder, run.Place.Url);
    }

    [Fact]
    public void All_loads_of_a_backfill_have_the_trace_of_its_start()
    {
        Assert.StartsWith("1-5bdb9344-", Inputs.Run.TraceId, StringComparison.Ordinal); // 2018-11-01T23:59:00Z
        Assert.NotEqual(Inputs.Run.TraceId, (Inputs.Run with { Id = "another" }).TraceId);
    }
}
