using Sparkify.Functions.Backfill;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Backfill;

public sealed class ReportBackfillTests
{
    private static readonly BackfillProgress Progress = new() { Found = 100, AlreadyThere = 60, Missing = 40, Loads = 2 };

    private readonly Surroundings around = new();

    [Fact]
    public async Task What_became_of_the_files_is_read_column_by_column_reported_and_kept()
    {
        around.Warehouse.Answers("counted", 3, Answer.Counted("30", "4", "1", 900L, 9.0, "7"));

        var summary = await RunAsync(Inputs.Ticket(Steps.Count, "counted"));

        Assert.Equal((30, 4, 1, 5), (summary.Files.Loaded, summary.Files.Quarantined, summary.Files.Superseded, summary.Files.NotLoaded));
        Assert.Equal((900, 9, 60), (summary.Rows.Staged, summary.Rows.Rejected, summary.Seconds));
        Assert.Equal(
            """
            {"id":"log-data-a1b2c3d4e5f6","dataset":"log_data","prefix":"log_data/2018/","dryRun":false,"force":false,
            "files":{"found":100,"alreadyThere":60,"alreadyQuarantined":0,"missing":40,"neverSeen":0,"overwritten":0,
            "missingBytes":0,"loaded":30,"quarantined":4,"superseded":1,"notLoaded":5},
            "rows":{"staged":900,"rejected":9,"unusable":7},"loads":2,"seconds":60,
            "missingFiles":"s3://sparkify/_ingest/backfills/log-data-a1b2c3d4e5f6/missing/"}
            """.ReplaceLineEndings(""),
            await around.TextAsync(Inputs.Run.Summary));
        Assert.Equal(
            $"Information: backfill {Inputs.Run.Id}: 100 files found, 40 missing, 30 loaded, 4 quarantined, 5 not loaded",
            Assert.Single(around.Context.Lines));
    }

    [Fact]
    public async Task Where_nothing_was_loaded_nothing_is_read()
    {
        var summary = await RunAsync(counting: null);

        Assert.Equal((0, 40), (summary.Files.Loaded, summary.Files.NotLoaded));
    }

    private Task<BackfillSummary> RunAsync(StatementTicket? counting) =>
        new ReportBackfill(around.Ports).HandleAsync(
            new ReportBackfillInput { Backfill = Inputs.Run, Progress = Progress, Counting = counting }, around.Context);
}
