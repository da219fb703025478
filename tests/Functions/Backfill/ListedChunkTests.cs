using Sparkify.Ingestion.Backfill;

namespace Sparkify.Functions.Tests.Backfill;

public sealed class ListedChunkTests
{
    private static readonly IReadOnlyList<NumberedFile> Listing = [.. Enumerable.Range(0, 5).Select(Inputs.Numbered)];

    [Fact]
    public void Each_file_is_missing_for_what_the_ledger_knows_of_it_and_a_quarantined_one_is_left_alone()
    {
        var chunk = Answer.Compared((0, 0), (1, 1), (2, 2), (3, 3)).Chunk(force: false, Listing);

        Assert.Equal(
            [
                (0, "the ledger does not know the file: no notice of it was worked on"),
                (1, "the ledger knows other versions of the file only: it was overwritten since"),
                (2, "this version was overwritten before it was read, and is back"),
            ],
            chunk.Missing.Select(file => (file.Number, file.Why)));
        Assert.Equal(
            (3, "this version is quarantined: the ledger says why"), chunk.Quarantined.Select(file => (file.Number, file.Why)).Single());
        Assert.Equal((1, 1), (chunk.NeverSeen, chunk.Overwritten));
    }

    [Fact]
    public void By_force_every_file_is_to_be_loaded()
    {
        var chunk = Answer.Compared((2, 4), (4, 3), (1, 0), (0, 0)).Chunk(force: true, Listing);

        Assert.Equal(
            [(2, "this version is loaded"), (4, "this version is quarantined: the ledger says why")],
            chunk.Missing.Take(2).Select(file => (file.Number, file.Why)));
        Assert.Empty(chunk.Quarantined);
        Assert.Equal((2, 0), (chunk.NeverSeen, chunk.Overwritten));
    }

    [Fact]
    public void A_number_that_the_question_does_not_give_is_no_knowledge() => Assert.StartsWith(
        "compare_listing.sql gives no such number",
        Assert.Throws<ArgumentOutOfRangeException>(() => Answer.Compared((0, 5)).Chunk(force: false, Listing)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_numbered_file_is_the_version_that_was_listed()
    {
        var version = Inputs.Numbered(3).Version;

        Assert.Equal(
            ("sparkify", "log_data/2018/3.json", Inputs.ETag(3), 103L, Inputs.NowMs - 3_600_000),
            (version.Bucket, version.Key, version.ETag, version.Size, version.EventTime));
        Assert.Equal((null, null, null), (version.Sequencer, version.VersionId, version.TraceId));
    }
}
