using Sparkify.Ingestion.Backfill;

namespace Sparkify.Functions.Tests.Backfill;

public sealed class BackfillSummaryTests
{
    private static readonly BackfillProgress Progress = new()
    {
        Found = 100, AlreadyThere = 60, AlreadyQuarantined = 3, Missing = 40, NeverSeen = 30, Overwritten = 5, MissingBytes = 4_000,
        Loads = 2,
    };

    [Fact]
    public void What_was_found_is_there_already_or_missing_and_what_was_missing_came_to_some_end()
    {
        var summary = BackfillSummary.Of(Inputs.Run, Progress, new LoadedCounts(30, 4, 1, 900, 9, 7), Inputs.Now.AddMilliseconds(1_234));

        Assert.Equal(
            new BackfillFiles
            {
                Found = 100, AlreadyThere = 60, AlreadyQuarantined = 3, Missing = 40, NeverSeen = 30, Overwritten = 5, MissingBytes = 4_000,
                Loaded = 30, Quarantined = 4, Superseded = 1, NotLoaded = 5,
            },
            summary.Files);
        Assert.Equal(
            (900, 9, 7, 2, 61.23),
            (summary.Rows.Staged, summary.Rows.Rejected, summary.Rows.Unusable, summary.Loads, summary.Seconds));
        Assert.Equal((Inputs.Run.Id, Inputs.Run.Dataset, Inputs.Run.Prefix), (summary.Id, summary.Dataset, summary.Prefix));
        Assert.Equal(
            (false, false, "s3://sparkify/_ingest/backfills/log-data-a1b2c3d4e5f6/missing/"),
            (summary.DryRun, summary.Force, summary.MissingFiles));
    }

    [Fact]
    public void What_was_passed_by_is_counted_apart_and_its_names_are_found()
    {
        var summary = BackfillSummary.Of(Inputs.Run, Progress with { PassedBy = 2 }, null, Inputs.Now);

        Assert.Equal((2, 100), (summary.Files.PassedBy, summary.Files.Found));
        Assert.Equal("s3://sparkify/_ingest/backfills/log-data-a1b2c3d4e5f6/passed-by/", summary.PassedByFiles);
        Assert.Null(BackfillSummary.Of(Inputs.Run, Progress, null, Inputs.Now).PassedByFiles);
    }

    [Fact]
    public void A_dry_run_and_a_backfill_that_nothing_was_counted_of_loaded_nothing()
    {
        var dry = BackfillSummary.Of(
            Inputs.Run with { DryRun = true, Force = true }, Progress, new LoadedCounts(30, 4, 1, 900, 9, 7), Inputs.Now);
        var nothing = BackfillSummary.Of(Inputs.Run, Progress, null, Inputs.Now);

        Assert.Equal((40, true, true), (dry.Files.NotLoaded, dry.DryRun, dry.Force));
        Assert.Equal((0, 0, 0, 40), (nothing.Files.Loaded, nothing.Files.Quarantined, nothing.Files.Superseded, nothing.Files.NotLoaded));
        Assert.Equal((0, 0), (nothing.Rows.Staged, nothing.Rows.Rejected));
    }
}
