using Sparkify.Ingestion.Reporting;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Reporting;

public sealed class LoadReportTests
{
    private static readonly StatementTicket Merging = Inputs.Ticket(Steps.Merge) with { DurationMs = 20 };

    [Fact]
    public void Every_count_is_its_own_column_and_the_totals_stand_in_each_row()
    {
        var answer = Answer.LoadOutcome(
            [["songplays", 1L, 2L, 3L, 4L, 5L, "6"], ["users", 11L, 12L, 13L, 14L, 15L, 6L]],
            9L, 101L, 102L, "103", "105", 104L, "2018-11-02 00:00:00.123", "2018-11-01 00:00:00", "2018-11-01 23:59:59.999");

        var record = answer.Record(Inputs.Load, Inputs.Ticket(Steps.Stage) with { DurationMs = 10 }, Merging);

        Assert.Equal((Inputs.Load.LoadId, "log_data", 2, 0), (record.LoadId, record.Dataset.Name, record.Files, record.FilesQuarantined));
        Assert.Equal(
            (101, 102, 103, 104, 105),
            (record.RowsRead, record.RowsStaged, record.RowsRejected, record.TracksResolved, record.RowsUnusable));
        Assert.Equal("loaded", record.Outcome);
        Assert.Equal((10, 20), (record.StagingMs, record.MergingMs));
        Assert.Equal(Inputs.NowMs + 123, record.RecordedAt);
        Assert.Equal((Inputs.NowMs - 86_400_000, Inputs.NowMs - 1), (record.OldestEvent, record.NewestEvent));
        Assert.Equal(
            [
                new TableCounts { Table = "songplays", Staged = 1, Inserted = 2, Updated = 3, Unchanged = 4, Filtered = 5, Duplicate = 6 },
                new() { Table = "users", Staged = 11, Inserted = 12, Updated = 13, Unchanged = 14, Filtered = 15, Duplicate = 6 },
            ],
            record.Tables);
    }

    [Fact]
    public void A_quarantined_load_has_no_table_and_no_event()
    {
        var answer = Answer.LoadOutcome([], 2L, 0L, 0L, 0L, 0L, 0L, "2018-11-02 00:00:00", null, null);

        var record = answer.Record(Inputs.Load with { Quarantine = true }, null, Merging);

        Assert.Equal(("quarantined", 2, 2, 0L), (record.Outcome, record.Files, record.FilesQuarantined, record.StagingMs));
        Assert.Empty(record.Tables);
        Assert.Equal((null, null), (record.OldestEvent, record.NewestEvent));
    }

    [Fact]
    public void Without_a_row_every_total_is_nothing()
    {
        var record = Answer.None().Record(Inputs.Load, null, Merging);

        Assert.Equal(
            (0, 0, 0, 0, 0, 0),
            (record.RowsRead, record.RowsStaged, record.RowsRejected, record.RowsUnusable, record.TracksResolved, record.RecordedAt));
        Assert.Null(record.OldestEvent);
    }
}
