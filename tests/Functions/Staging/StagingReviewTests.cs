using CsCheck;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Staging;

namespace Sparkify.Functions.Tests.Staging;

public sealed class StagingReviewTests
{
    private static string Name(ListedFile file) => new ObjectLocation(file.Version.Bucket, file.Version.Key).Url;

    [Fact]
    public void Each_file_is_judged_by_its_own_share_of_refused_rows()
    {
        Gen.Select(Gen.Select(Gen.Int[0, 300], Gen.Int[0, 10]).Array[1, 8], Gen.OneOf(0d, 0.01, 0.5)).Sample((rows, share) =>
        {
            var files = Files.Numbered(rows.Length);
            var review = StagingReview.Of(files, Staged(files, rows), share);

            var over = files.Where((_, n) => rows[n].Item2 > 0 && rows[n].Item2 > share * (rows[n].Item1 + rows[n].Item2)).Select(file => file.Version);
            Assert.Equal(over, review.Offenders.Select(file => file.Version));
            Assert.Equal(over.Any(), !review.CanMerge);
            Assert.Equal(rows.Sum(row => row.Item2), review.Rejects.Count);
            Assert.Equal(rows.Sum(row => (long)row.Item1), review.Outcomes.Sum(outcome => outcome.RowsStaged));
        });
    }

    [Fact]
    public void A_file_overwritten_before_it_was_read_is_not_called_loaded_and_the_version_that_was_read_is()
    {
        var files = Files.Numbered(2);
        var staged = Staged(files, [(5, 0), (5, 0)]);
        var read = staged.FilesRead[0] with { ETag = new string('f', 32) };

        var review = StagingReview.Of(files, staged with { FilesRead = [read, staged.FilesRead[1]] }, 0.01);

        Assert.Equal(
            [(files[0].Version.ETag, FileOutcome.Superseded), (read.ETag, FileOutcome.Loaded), (files[1].Version.ETag, FileOutcome.Loaded)],
            review.Outcomes.Select(outcome => (outcome.ETag, outcome.Status)));
    }

    [Fact]
    public void What_was_refused_of_a_newer_version_is_not_laid_at_the_older_ones_door()
    {
        var files = Files.Numbered(2);
        var staged = Overwritten(files, Staged(files, [(0, 5), (5, 0)]), new string('f', 32));

        var offender = Assert.Single(StagingReview.Of(files, staged, 0.01).Offenders);

        Assert.Equal((files[0].Version, true), (offender.Version, offender.Superseded));
    }

    [Fact]
    public void Of_a_key_with_too_many_refused_rows_every_version_leaves_the_load()
    {
        ListedFile[] files =
        [
            new() { Version = Files.Version("log_data/x.json", new string('a', 32), sequencer: "0A") },
            new() { Version = Files.Version("log_data/x.json", new string('b', 32), sequencer: "0B") },
        ];
        var staged = Staged([files[1]], [(0, 5)]);

        Assert.Equal(
            [(files[0].Version, true), (files[1].Version, false)],
            StagingReview.Of(files, staged, 0.01).Offenders.Select(file => (file.Version, file.Superseded)));
    }

    [Fact]
    public void Of_two_versions_of_a_key_only_the_newer_can_have_been_read()
    {
        ListedFile[] files =
        [
            new() { Version = Files.Version("log_data/x.json", new string('a', 32), sequencer: "0A") },
            new() { Version = Files.Version("log_data/x.json", new string('b', 32), sequencer: "0B") },
        ];
        var staged = new StagedLoad { RowsLoaded = 3, RowsStaged = 3, FilesRead = [new FileRead(Name(files[0]), "", 3, 100)], RejectedRows = [] };

        Assert.Equal([FileOutcome.Superseded, FileOutcome.Loaded], StagingReview.Of(files, staged, 0.01).Outcomes.Select(outcome => outcome.Status));
    }

    [Fact]
    public void Refused_rows_of_files_whose_names_are_cut_alike_are_laid_at_no_files_door()
    {
        var stem = "song_data/" + new string('x', 300);
        ListedFile[] files = [new() { Version = Files.Version(stem + "1.json") }, new() { Version = Files.Version(stem + "2.json") }];
        var staged = new StagedLoad
        {
            RowsLoaded = 1,
            RowsStaged = 1,
            FilesRead = [],
            RejectedRows = [new RejectedRow(Name(files[0])[..256], 1, null, 1216, "bad")],
        };

        var review = StagingReview.Of(files, staged, 0.01);

        Assert.False(review.CanMerge);
        Assert.Empty(review.Offenders);
        Assert.Equal(1, review.UnplacedRejects);
    }

    private static StagedLoad Staged(IReadOnlyList<ListedFile> files, (int Good, int Bad)[] rows) => new()
    {
        RowsLoaded = rows.Sum(row => row.Good),
        RowsStaged = rows.Sum(row => row.Good),
        FilesRead = [.. files.Select((file, n) => new FileRead(Name(file), file.Version.ETag, rows[n].Good + rows[n].Bad, file.Version.Size))],
        RejectedRows = [.. files.SelectMany((file, n) => Enumerable.Range(1, rows[n].Bad).Select(line => new RejectedRow(Name(file), line, "ts", 1207, "Invalid digit")))],
    };

    /// <summary>The first file was overwritten by a version with this entity tag before COPY read it.</summary>
    private static StagedLoad Overwritten(IReadOnlyList<ListedFile> files, StagedLoad staged, string etag) =>
        staged with { FilesRead = [.. staged.FilesRead.Select(file => file.FileName == Name(files[0]) ? file with { ETag = etag } : file)] };
}
