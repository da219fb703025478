using CsCheck;
using Sparkify.Ingestion;
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
            var review = Review(files, Staged(files, rows), share);

            var over = files.Where((_, n) => rows[n].Item2 > 0 && rows[n].Item2 > share * (rows[n].Item1 + rows[n].Item2))
                .Select(file => file.Version);
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

        var review = Review(files, staged with { FilesRead = [read, staged.FilesRead[1]] }, 0.01);

        Assert.Equal(
            [
                (files[0].Version.ETag, LedgerStatus.Superseded),
                (read.ETag, LedgerStatus.Loaded),
                (files[1].Version.ETag, LedgerStatus.Loaded)
            ],
            review.Outcomes.Select(outcome => (outcome.ETag, outcome.Status)));
    }

    [Fact]
    public void What_was_refused_of_a_newer_version_is_not_laid_at_the_older_ones_door()
    {
        var files = Files.Numbered(2);
        var staged = Overwritten(files, Staged(files, [(0, 5), (5, 0)]), new string('f', 32));

        var offender = Assert.Single(Review(files, staged, 0.01).Offenders);

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
            Review(files, staged, 0.01).Offenders.Select(file => (file.Version, file.Superseded)));
    }

    [Fact]
    public void Of_two_versions_of_a_key_only_the_newer_can_have_been_read()
    {
        ListedFile[] files =
        [
            new() { Version = Files.Version("log_data/x.json", new string('a', 32), sequencer: "0A") },
            new() { Version = Files.Version("log_data/x.json", new string('b', 32), sequencer: "0B") },
        ];
        var staged = new LoadViews
        {
            RowsLoaded = 3, Errors = 0, FilesRead = [new FileRead(Name(files[0]), "", 3, 100)], LoadErrors = []
        };

        Assert.Equal(
            [LedgerStatus.Superseded, LedgerStatus.Loaded],
            Review(files, staged, 0.01).Outcomes.Select(outcome => outcome.Status));
    }

    [Fact]
    public void Refused_rows_of_files_whose_names_are_cut_alike_are_laid_at_no_files_door()
    {
        var stem = "song_data/" + new string('x', 300);
        ListedFile[] files = [new() { Version = Files.Version(stem + "1.json") }, new() { Version = Files.Version(stem + "2.json") }];
        var staged = new LoadViews
        {
            RowsLoaded = 1,
            Errors = 1,
            FilesRead = [new FileRead(Name(files[0])[..256], "", 7, 100)],
            LoadErrors = [new LoadError(Name(files[0])[..256], 1, null, 1216, "bad")],
        };

        var review = Review(files, staged, 0.01);

        Assert.False(review.CanMerge);
        Assert.Empty(review.Offenders);
        Assert.Equal("1 refused rows name no single file of the load", review.WhyNotMerged);
        Assert.All(review.Outcomes, outcome => Assert.Null(outcome.RowsStaged));
    }

    [Fact]
    public void What_became_of_a_file_states_its_rows_and_why_some_were_refused()
    {
        var files = Files.Numbered(2);

        var review = Review(files, Staged(files, [(9, 1), (5, 0)]), 0.1);

        Assert.True(review.CanMerge);
        Assert.Equal(
            [(9L, 1L, "1 of 10 rows refused; first: line 1, column ts: Invalid digit"), (5L, 0L, null)],
            review.Outcomes.Select(outcome => (outcome.RowsStaged!.Value, outcome.RowsRejected, outcome.Reason)));
        Assert.Equal(files[0].Version.Key, Assert.Single(review.Rejects).Key);
    }

    /// <summary>Refused or unusable: either way, a row is in no table.</summary>
    [Fact]
    public void A_file_is_judged_by_its_refused_and_its_unusable_rows_together()
    {
        Gen.Select(Gen.Int[0, 300], Gen.Int[0, 9], Gen.Int[0, 9], Gen.OneOf(0d, 0.01, 0.5)).Sample((good, refused, unusable, share) =>
        {
            var files = Files.Numbered(2);
            var views = Staged(files, [(good + unusable, refused), (7, 0)]);

            var review = Review(files, views, new Dictionary<FileVersion, UnusableRows> { [files[0].Version] = Lacking(unusable) }, share);

            var isOver = refused + unusable > 0 && refused + unusable > share * (good + unusable + refused);
            Assert.Equal(isOver ? [files[0].Version] : [], review.Offenders.Select(file => file.Version));
            Assert.Equal(!isOver, review.CanMerge);
            Assert.Equal(
                [(good + unusable, refused, unusable), (7, 0, 0)],
                review.Outcomes.Select(outcome => ((int)outcome.RowsStaged!, (int)outcome.RowsRejected, (int)outcome.RowsUnusable!)));
            Assert.Equal(unusable > 0, review.Outcomes[0].Reason?.Contains("have no ts", StringComparison.Ordinal) ?? false);
        });
    }

    [Fact]
    public void Unusable_rows_of_no_known_file_stop_the_merge_and_blame_no_file()
    {
        var files = Files.Numbered(2);

        var review = Review(files, Staged(files, [(9, 0), (5, 0)]), unusable: null, 0.5);

        Assert.Equal("5 of 14 rows have no ts, and it is not known of which files", review.WhyNotMerged);
        Assert.Empty(review.Offenders);
    }

    /// <summary>Whatever of the views lags, they are not believed; and what they say too much is no silence.</summary>
    [Fact]
    public void The_load_views_are_believed_only_where_they_add_up_with_the_copy()
    {
        Gen.Select(Gen.Select(Gen.Int[0, 9], Gen.Int[0, 3]).Array[1, 6], Gen.Int[0, 5], Gen.Int[0, 100]).Sample((rows, lag, which) =>
        {
            var files = Files.Numbered(rows.Length);
            var views = Staged(files, rows);
            var staged = new StagedLoad
            {
                RowsLoaded = views.RowsLoaded!.Value, CopyId = Answer.CopyId, RowsStaged = views.RowsLoaded!.Value,
            };
            var lagging = lag switch
            {
                0 => views,
                1 => views with { RowsLoaded = null, Errors = 0 },
                2 => views with { RowsLoaded = views.RowsLoaded + 1 },
                3 => views with { FilesRead = [.. views.FilesRead.Where((_, n) => n != which % rows.Length)] },
                4 => views with { LoadErrors = [.. views.LoadErrors.Skip(1)] },
                _ => views with { RowsLoaded = null, Errors = 0, FilesRead = [], LoadErrors = [] },
            };

            var doubt = StagingReview.WhyNotBelieved(files, staged, lagging);

            Assert.Equal(lag == 0 || (lag == 4 && views.Errors == 0), doubt is null);
            var twice = views with { LoadErrors = [.. views.LoadErrors, .. views.LoadErrors] };
            Assert.Null(StagingReview.WhyNotBelieved(files, staged, twice));
        });
    }

    [Fact]
    public void What_the_load_views_leave_out_is_said()
    {
        var files = Files.Numbered(2);
        var views = Staged(files, [(9, 1), (5, 0)]);
        var staged = new StagedLoad { RowsLoaded = 14, CopyId = Answer.CopyId, RowsStaged = 14 };

        Assert.Equal(
            "COPY 4711 loaded 14 rows, and the load history says nothing of it",
            StagingReview.WhyNotBelieved(files, staged, views with { RowsLoaded = null }));
        Assert.Equal(
            "COPY 4711 loaded 14 rows, and the load history says 13",
            StagingReview.WhyNotBelieved(files, staged, views with { RowsLoaded = 13 }));
        Assert.Equal(
            "the load history counts 1 errors of COPY 4711, and 0 are shown",
            StagingReview.WhyNotBelieved(files, staged, views with { LoadErrors = [] }));
        Assert.Equal(
            $"nothing is said of {files[1].Version.Key} among the files that COPY 4711 read",
            StagingReview.WhyNotBelieved(files, staged, views with { FilesRead = [views.FilesRead[0]] }));
        var empty = files[1] with { Version = files[1].Version with { Size = 0 } };
        Assert.Null(StagingReview.WhyNotBelieved([files[0], empty], staged, views with { FilesRead = [views.FilesRead[0]] }));
    }

    /// <summary>A share is accepted up to and with the limit.</summary>
    [Theory]
    [InlineData(90, 10, true)]
    [InlineData(89, 11, false)]
    public void A_file_is_at_fault_only_where_more_than_the_accepted_share_was_refused(int good, int bad, bool isMerged)
    {
        var files = Files.Numbered(1);

        Assert.Equal(isMerged, Review(files, Staged(files, [(good, bad)]), 0.1).CanMerge);
    }

    [Fact]
    public void A_file_that_the_warehouse_does_not_speak_of_is_loaded_with_no_count_and_at_fault_where_rows_of_it_were_refused()
    {
        var files = Files.Numbered(1);
        var silent = new LoadViews { RowsLoaded = 1, Errors = 0, FilesRead = [], LoadErrors = [] };

        var good = Review(files, silent, 0.1);
        var bad = Review(files, silent with { LoadErrors = [new LoadError(Name(files[0]), 1, null, 1207, "bad")] }, 0.1);

        Assert.Equal((LedgerStatus.Loaded, null, null), (good.Outcomes[0].Status, good.Outcomes[0].RowsStaged, good.Outcomes[0].Reason));
        Assert.Equal("1 of ? rows refused; first: line 1: bad", Assert.Single(bad.Offenders).Reason);
    }

    [Fact]
    public void A_version_that_nobody_listed_is_stated_as_the_warehouse_read_it()
    {
        var files = Files.Numbered(1).Select(
            file => file with { Version = file.Version with { VersionId = "v1", TraceId = "t" } }).ToList();
        var staged = Overwritten(files, Staged(files, [(5, 0)]), new string('F', 32));

        var outcomes = Review(files, staged with { FilesRead = [staged.FilesRead[0] with { Bytes = 77 }] }, 0.1).Outcomes;

        Assert.Equal(
            (LedgerStatus.Superseded, "v1", FileOutcome.SupersededReason), (outcomes[0].Status, outcomes[0].VersionId, outcomes[0].Reason));
        Assert.Null(outcomes[0].RowsStaged);
        Assert.Equal(
            (LedgerStatus.Loaded, null, 77L, 5L), (outcomes[1].Status, outcomes[1].VersionId, outcomes[1].Size, outcomes[1].RowsStaged));
        Assert.Equal(new string('F', 32), outcomes[1].ETag);
    }

    /// <summary>A tag that is no MD5, and none at all, says nothing of which version was read.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("0123456789abcdef0123456789abcde")]
    public void Only_a_whole_entity_tag_that_differs_says_that_another_version_was_read(string read)
    {
        var files = Files.Numbered(1);

        Assert.Equal(
            files[0].Version.ETag,
            Assert.Single(Review(files, Overwritten(files, Staged(files, [(5, 0)]), read), 0.1).Outcomes).ETag);
        Assert.Single(
            Review(files, Overwritten(files, Staged(files, [(5, 0)]), files[0].Version.ETag.ToUpperInvariant()), 0.1).Outcomes);
    }

    [Fact]
    public void A_listed_version_without_a_whole_entity_tag_is_taken_for_the_one_that_was_read()
    {
        ListedFile[] files = [new() { Version = Files.Version("log_data/x.json", "short") }];

        Assert.Equal(
            "short",
            Assert.Single(Review(files, Overwritten(files, Staged(files, [(5, 0)]), new string('f', 32)), 0.1).Outcomes).ETag);
    }

    [Fact]
    public void Of_the_listed_versions_of_a_key_the_one_that_was_read_is_loaded_though_it_is_the_older()
    {
        ListedFile[] files =
        [
            new() { Version = Files.Version("log_data/x.json", new string('a', 32), sequencer: "0A") },
            new() { Version = Files.Version("log_data/x.json", new string('b', 32), sequencer: "0B") },
        ];
        var staged = Staged([files[0]], [(5, 0)]);

        Assert.Equal(
            [(new string('b', 32), LedgerStatus.Superseded), (new string('a', 32), LedgerStatus.Loaded)],
            Review(files, staged, 0.1).Outcomes.Select(outcome => (outcome.ETag, outcome.Status)));
    }

    /// <summary>The warehouse cuts names and fills them up with blanks.</summary>
    [Fact]
    public void A_name_is_known_by_what_a_view_leaves_of_it()
    {
        ListedFile[] files =
        [
            new() { Version = Files.Version("log_data/" + new string('x', 300) + ".json") },
            new() { Version = Files.Version("log_data/y.json") },
        ];
        var staged = Staged(files, [(5, 0), (6, 0)]);
        var shown = staged.FilesRead.Select(file => file with { FileName = file.FileName.PadRight(400, ' ')[..256] });

        Assert.Equal(
            [5L, 6L],
            Review(files, staged with { FilesRead = [.. shown] }, 0.1).Outcomes.Select(outcome => outcome.RowsStaged!.Value));
    }

    [Fact]
    public void Names_that_differ_in_the_last_byte_that_is_compared_are_two_names()
    {
        var stem = new string('x', 252 - "s3://sparkify/log_data/".Length - 1);
        ListedFile[] files =
        [
            new() { Version = Files.Version($"log_data/{stem}1.json") },
            new() { Version = Files.Version($"log_data/{stem}2.json") },
        ];

        var review = Review(files, Staged(files, [(5, 5), (6, 0)]), 0.1);

        Assert.Equal(files[0].Version, Assert.Single(review.Offenders).Version);
        Assert.Equal([5L, 6L], review.Outcomes.Select(outcome => outcome.RowsStaged!.Value));
    }

    private static StagingReview Review(IReadOnlyList<ListedFile> files, LoadViews views, double share) =>
        Review(files, views, new Dictionary<FileVersion, UnusableRows>(), share);

    private static StagingReview Review(
        IReadOnlyList<ListedFile> files, LoadViews views, IReadOnlyDictionary<FileVersion, UnusableRows>? unusable, double share)
    {
        var rows = views.RowsLoaded!.Value;
        var staged = new StagedLoad
        {
            RowsLoaded = rows,
            CopyId = Answer.CopyId,
            RowsStaged = rows,
            Unusable = unusable is null ? Lacking(5) : UnusableRows.None,
        };
        return StagingReview.Of(Dataset.LogData, files, staged, views, unusable, share);
    }

    private static UnusableRows Lacking(long ts) => new() { Count = ts, Lacks = [ts, 0, 0, 0] };

    private static LoadViews Staged(IReadOnlyList<ListedFile> files, (int Good, int Bad)[] rows) => new()
    {
        RowsLoaded = rows.Sum(row => row.Good),
        Errors = rows.Sum(row => row.Bad),
        FilesRead = [.. files.Select(
            (file, n) => new FileRead(Name(file), file.Version.ETag, rows[n].Good + rows[n].Bad, file.Version.Size))],
        LoadErrors = [.. files.SelectMany(
            (file, n) => Enumerable.Range(1, rows[n].Bad).Select(line => new LoadError(Name(file), line, "ts", 1207, "Invalid digit")))],
    };

    /// <summary>The first file was overwritten by a version with this entity tag before COPY read it.</summary>
    private static LoadViews Overwritten(IReadOnlyList<ListedFile> files, LoadViews staged, string etag) =>
        staged with
        {
            FilesRead = [.. staged.FilesRead.Select(file => file.FileName == Name(files[0]) ? file with { ETag = etag } : file)]
        };
}
