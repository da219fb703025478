using System.Reflection;
using System.Text;
using System.Text.Json;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Staging;
using Sparkify.LocalCloud;
using Sparkify.Operations;
using Sparkify.Tests.Backfill;

namespace Sparkify.Tests.Operated;

/// <summary>What is said of a file is true of it, and what it says to do can be done.</summary>
public sealed class FileWordsTests
{
    private const string Key = "song_data/1.json";

    public static TheoryData<string, int, string?, string?> Versions => new MatrixTheoryData<string, int, string?, string?>(
        [LedgerStatus.Loaded, LedgerStatus.Quarantined, LedgerStatus.Superseded], [0, 1], [null, "one", "two"], [null, "because"]);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Only the version that the bucket has can be mended; of another it is said where it is.</summary>
    [Theory]
    [MemberData(nameof(Versions))]
    public void Only_a_file_that_is_there_is_to_be_mended(string status, int rejected, string? stored, string? reason)
    {
        var words = RecordedWords.Of("one", Entry(status, rejected, reason), stored);

        var isThere = stored is "one";
        Assert.Equal(isThere && (status is LedgerStatus.Quarantined || (status is LedgerStatus.Loaded && rejected > 0)),
            words.WhatToDo?.Contains("mend", StringComparison.Ordinal) ?? false);
        Assert.Equal(stored is null, words.Reason?.Contains("gone from the bucket", StringComparison.Ordinal) ?? false);
        Assert.Equal(stored is "two", words.Reason?.Contains("version two", StringComparison.Ordinal) ?? false);
        Assert.Equal(status is LedgerStatus.Superseded, words.Reason?.Contains("overwritten before it was read", StringComparison.Ordinal)
            ?? false);
        if (status is not LedgerStatus.Superseded && reason is not null)
        {
            Assert.StartsWith(reason, words.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_file_that_is_gone_says_so_and_its_successor_counts_where_there_is_one()
    {
        await using var home = await BackfillHome.OpenAsync();
        var stack = new LocalOperations(home.Stack);
        home.Lay("song_data/gone.json", Song(1));
        home.Lay("song_data/broken.json", "broken"u8);
        home.Lay("song_data/mended.json", "broken"u8);
        await home.RunAsync(Dataset.SongData);
        File.Delete(PathOf(home, "song_data/gone.json"));
        File.Delete(PathOf(home, "song_data/broken.json"));
        home.Lay("song_data/mended.json", Song(2));
        await home.RunAsync(Dataset.SongData);

        var stories = await FileStories.ListAsync(stack, new FilesAsked(), Cancellation)
            .ToDictionaryAsync(story => story.Key, cancellationToken: Cancellation);
        Assert.Equal(
            ("loaded", "the file is gone from the bucket since: what was loaded stays", null),
            Said(stories["song_data/gone.json"]));
        Assert.Equal(("quarantined", null), (stories["song_data/broken.json"].Status, stories["song_data/broken.json"].WhatToDo));
        Assert.Contains("there is nothing to mend", stories["song_data/broken.json"].Reason, StringComparison.Ordinal);
        Assert.Equal(("loaded", null, null), Said(stories["song_data/mended.json"]));
        var versions = await FileStories.OfAsync(stack, "song_data/mended.json", Cancellation);
        Assert.Equal(["quarantined", "loaded"], versions.Select(version => version.Status));
        Assert.EndsWith($"the bucket has version {versions[1].ETag} of the file since", versions[0].Reason, StringComparison.Ordinal);
        Assert.Null(versions[0].WhatToDo);
    }

    /// <summary>A version that is put back counts again, whatever came between.</summary>
    [Fact]
    public async Task The_version_that_the_bucket_has_is_the_one_that_is_shown()
    {
        await using var home = await BackfillHome.OpenAsync();
        home.Lay(Key, Song(1));
        await home.RunAsync(Dataset.SongData);
        home.Lay(Key, "broken"u8);
        await home.RunAsync(Dataset.SongData);
        home.Lay(Key, Song(1));

        Assert.Equal(
            ("loaded", null, null),
            Said(await FileStories.ListAsync(new LocalOperations(home.Stack), new FilesAsked(), Cancellation).SingleAsync(Cancellation)));
    }

    [Theory]
    [InlineData("song_data/1.txt", "only .json and .json.gz are loaded", "a key that ends in .json or .json.gz")]
    [InlineData("songs/1.json", "only what lies below log_data/ or song_data/ is loaded", "a key that starts with log_data/ or song_data/")]
    [InlineData("songs/1.txt", "only .json and .json.gz below log_data/ or song_data/ are loaded",
        "a key that starts with log_data/ or song_data/ and ends in .json or .json.gz")]
    public async Task A_file_that_is_ignored_says_which_part_of_its_key_is_at_fault(string key, string why, string under)
    {
        await using var home = await BackfillHome.OpenAsync();
        home.Lay(key, Song(1));

        Assert.Equal(
            ("ignored", why, $"if it is to be loaded, put it under {under}"),
            Said(Assert.Single(await FileStories.OfAsync(new LocalOperations(home.Stack), key, Cancellation))));
    }

    /// <summary>What came since the last start waits for the next. What came before has no notice.</summary>
    [Theory]
    [InlineData(Key, 60, "waiting")]
    [InlineData(Key, -60, "not loaded")]
    [InlineData("songs/1.json", 60, "ignored")]
    public async Task A_file_that_came_since_the_last_start_of_loads_waits_for_the_next(string key, int secondsAfter, string status)
    {
        await using var home = await BackfillHome.OpenAsync();
        home.Lay(key, Song(1));
        var stack = DispatchProxy.Create<IOperatedStack, ByTheClock>();
        ((ByTheClock)(object)stack).Inner = new LocalOperations(home.Stack);
        ((ByTheClock)(object)stack).GatheredSince = File.GetLastWriteTimeUtc(PathOf(home, key)).AddSeconds(-secondsAfter);

        Assert.Equal(status, Assert.Single(await FileStories.OfAsync(stack, key, Cancellation)).Status);
    }

    /// <summary>They name load, step and attempt already.</summary>
    [Fact]
    public void What_a_step_says_of_its_statement_is_shown_as_it_is() => Assert.Equal(
        "load-1: merge, attempt 1: the warehouse refuses a statement: ERROR: permission denied",
        FailureWords.Of(
            "FAILED",
            "WarehouseRefusedException",
            """{"errorMessage":"load-1: merge, attempt 1: the warehouse refuses a statement: ERROR: permission denied"}"""));

    /// <summary>Whatever is missing of a failure, its words say something and end in no colon.</summary>
    [Fact]
    public void A_failure_without_error_or_cause_has_words()
    {
        string?[] errors =
        [
            null, "", "States.Timeout", "States.TaskFailed", "States.DataLimitExceeded", "Lambda.Unknown", "BackfillIncomplete",
            "copy.refused", "copy.aborted", "copy.exhausted", "RowsNotConservedException", "WarehouseRefusedException",
            "StatementStoppedException",
        ];
        string?[] causes = [null, "", " ", "{}", "[]", "null", "plain", """{"errorMessage":""}""", """{"error":""}""", """{"files":{}}"""];
        foreach (var (status, error, cause) in from status in (string[])["FAILED", "TIMED_OUT", "ABORTED"]
                                               from error in errors
                                               from cause in causes
                                               select (status, error, cause))
        {
            var words = FailureWords.Of(status, error, cause);

            Assert.DoesNotMatch(@"^[:\s]|:\s*$|:\s*:|\s$|  ", words);
            Assert.NotEmpty(words);
        }

        Assert.Equal("it failed without a word", FailureWords.Of("FAILED", "", ""));
        Assert.Equal("States.TaskFailed: no cause was given", FailureWords.Of("FAILED", "States.TaskFailed", ""));
    }

    /// <summary>A stack whose loads start by the clock.</summary>
    public class ByTheClock : DispatchProxy
    {
        internal IOperatedStack Inner { get; set; } = null!;
        internal DateTimeOffset GatheredSince { get; set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == $"get_{nameof(IOperatedStack.GatheredSince)}" ? GatheredSince : targetMethod.Invoke(Inner, args);
    }

    private static (string, string?, string?) Said(FileStory story) => (story.Status, story.Reason, story.WhatToDo);

    private static string PathOf(BackfillHome home, string key) => Path.Combine(home.Stack.Home.Bucket, key);

    private static byte[] Song(int number) => Encoding.UTF8.GetBytes(BackfillHome.Song(number));

    private static LedgerEntry Entry(string status, int rejected, string? reason) => new()
    {
        Status = status, Reason = reason, RowsStaged = 1, RowsRejected = rejected, RowsUnusable = 0, LoadId = "load",
        RecordedAt = "2026-01-01 00:00:00",
        Size = 1, PutAt = null, TraceId = null,
    };
}
