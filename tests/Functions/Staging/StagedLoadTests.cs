using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Staging;

namespace Sparkify.Functions.Tests.Staging;

public sealed class StagedLoadTests
{
    [Fact]
    public async Task What_a_copy_says_of_itself_is_read_by_the_batchs_positions_whatever_type_a_number_comes_in()
    {
        var warehouse = new ScriptedWarehouse()
            .Answers("s", 1, Answer.RowsLoaded(11))
            .Answers("s", 2, Answer.RowsStaged(12))
            .Answers(
                "s", 3, Answer.FilesRead(["s3://b/1", "\"aa\"", "3", 30L], ["s3://b/2", null, 4L, "40"], ["s3://b/3", "cc", 5.0, null]))
            .Answers("s", 4, Answer.LoadErrors(
                ["s3://b/1", 7L, "ts", 1207L, "bad"], ["s3://b/2", "8", "", 1214L, null], [null, null, null, null, null]));

        var staged = await StagedLoad.ReadAsync(warehouse, "s", (1, 2, 3, 4), TestContext.Current.CancellationToken);

        Assert.Equal((11, 12), (staged.RowsLoaded, staged.RowsStaged));
        Assert.Equal([new FileRead("s3://b/1", "aa", 3, 30), new("s3://b/2", "", 4, 40), new("s3://b/3", "cc", 5, 0)], staged.FilesRead);
        Assert.Equal(
            [new LoadError("s3://b/1", 7, "ts", 1207, "bad"), new("s3://b/2", 8, null, 1214, ""), new("", 0, null, 0, "")],
            staged.LoadErrors);
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
