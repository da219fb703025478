using Sparkify.Ingestion;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Staging;

namespace Sparkify.Functions.Tests.Staging;

public sealed class StagedLoadTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_copy_says_of_itself_is_read_by_the_batchs_positions()
    {
        var warehouse = new ScriptedWarehouse()
            .Answers("s", 1, Answer.RowsLoaded(11))
            .Answers("s", 2, Answer.RowsStaged(12, 1_541_106_106_796, null, 3, 0, 1));

        var staged = await StagedLoad.ReadAsync(warehouse, "s", Dataset.LogData, (1, 2), Cancellation);

        Assert.Equal((11, 12, Answer.CopyId), (staged.RowsLoaded, staged.RowsStaged, staged.CopyId));
        Assert.Equal((1_541_106_106_796, null), (staged.FirstEvent?.ToUnixTimeMilliseconds(), staged.LastEvent));
        Assert.Equal(4, staged.Unusable.Count);
        Assert.Equal([3, 0, 1, 0], staged.Unusable.Lacks);
    }

    [Fact]
    public async Task What_the_version_before_has_staged_is_to_be_staged_again()
    {
        var warehouse = new ScriptedWarehouse().Answers("s", 1, Answer.OldRowsLoaded(11));

        var failure = await Assert.ThrowsAsync<StatementLostException>(
            () => StagedLoad.ReadAsync(warehouse, "s", Dataset.LogData, (1, 2), Cancellation));

        Assert.Equal("s was submitted by the version before, which did not ask for the COPY's name", failure.Message);
    }

    [Fact]
    public async Task What_the_load_views_say_is_read_whatever_type_a_number_comes_in()
    {
        var warehouse = new ScriptedWarehouse()
            .Answers(
                "s", 3, Answer.FilesRead(["s3://b/1", "\"aa\"", "3", 30L], ["s3://b/2", null, 4L, "40"], ["s3://b/3", "cc", 5.0, null]))
            .Answers("s", 4, Answer.LoadErrors(
                ["s3://b/1", 7L, "ts", 1207L, "bad"], ["s3://b/2", "8", "", 1214L, null], [null, null, null, null, null]))
            .Answers("s", 5, Answer.History(11, 3));

        var views = await LoadViews.ReadAsync(warehouse, "s", (3, 4, 5), Cancellation);

        Assert.Equal((11L, 3), (views.RowsLoaded, views.Errors));
        Assert.Equal([new FileRead("s3://b/1", "aa", 3, 30), new("s3://b/2", "", 4, 40), new("s3://b/3", "cc", 5, 0)], views.FilesRead);
        Assert.Equal(
            [new LoadError("s3://b/1", 7, "ts", 1207, "bad"), new("s3://b/2", 8, null, 1214, ""), new("", 0, null, 0, "")],
            views.LoadErrors);
        warehouse.Answers("s", 5, Answer.NoHistory);
        var silent = await LoadViews.ReadAsync(warehouse, "s", (3, 4, 5), Cancellation);
        Assert.Equal((null, 0), (silent.RowsLoaded, silent.Errors));
    }

    [Fact]
    public void A_refused_row_is_described_by_its_place_and_reason()
    {
        Assert.Equal("line 7, column ts: bad", Answer.LoadErrors(["f", 7L, "ts", 1207L, "bad"]).LoadError().Describe());
        Assert.Equal("line 8: no object", Answer.LoadErrors(["f", 8L, null, 1214L, "no object"]).LoadError().Describe());
    }

    [Fact]
    public void An_outcome_and_a_refused_row_are_the_versions_and_fit_their_columns()
    {
        var version = Inputs.Version(1) with { VersionId = "v", TraceId = "t" };

        var outcome = FileOutcome.Of(version, LedgerStatus.Loaded, new string('é', 2_000));
        var reject = RejectedRow.Of(version, new LoadError("whatever", 7, "ts", 1207, new string('é', 2_000)));

        Assert.Equal(
            ("sparkify", "log_data/2018/1.json", version.ETag, "v", 100L, "loaded", version.EventTime, "t"),
            (
                outcome.Bucket, outcome.Key, outcome.ETag, outcome.VersionId, outcome.Size, outcome.Status, outcome.EventTime,
                outcome.TraceId));
        Assert.Equal((new string('é', 1_024), null, 0L), (outcome.Reason, outcome.RowsStaged, outcome.RowsRejected));
        Assert.Null(FileOutcome.Of(version, LedgerStatus.Superseded).Reason);
        Assert.Equal(
            ("sparkify", "log_data/2018/1.json", 7L, "ts", 1207),
            (reject.Bucket, reject.Key, reject.LineNumber, reject.ColumnName, reject.ErrorCode));
        Assert.Equal(new string('é', 512), reject.Message);
    }
}
