using System.Globalization;
using System.Text.RegularExpressions;
using Sparkify.Cli;
using Sparkify.Ingestion.Staging;
using Sparkify.LocalCloud.Delivering;
using Sparkify.Operations;
using Sparkify.Reference;
using Sparkify.Tests.Backfill;

namespace Sparkify.Tests.LocalCloud;

/// <summary>The counts of a delivery: each file is in one of them, so that they add up.</summary>
public sealed partial class DeliveredFilesTests
{
    private static readonly string?[] Recorded = [null, LedgerStatus.Loaded, LedgerStatus.Quarantined, LedgerStatus.Superseded];

    /// <summary>Whatever is known of each file, in numbers and in words, the parts are the whole.</summary>
    [Fact]
    public void The_parts_add_up_to_the_whole()
    {
        var fates = (from isFile in (bool[])[false, true]
                     from before in Recorded
                     from after in Recorded
                     from isReplaced in (bool[])[false, true]
                     from underWay in (string?[])[null, "waiting", "loading", "failed"]
                     select DeliveredFates.Of(isFile, before, after, isReplaced, underWay is null ? null : Story(underWay))).ToList();
        Assert.Equal(Enum.GetValues<DeliveredFate>(), fates.Distinct().Order());
        var random = new Random(1);
        for (var round = 0; round < 500; round++)
        {
            var some = Enumerable.Range(0, random.Next(3_000)).Select(_ => fates[random.Next(fates.Count)]).ToList();

            var counts = FileCounts.Of(some);

            AssertAddsUp(counts);
            AssertAddsUp(counts.ToString());
        }
    }

    [Theory]
    [InlineData(LedgerStatus.Loaded, null, false, DeliveredFate.Loaded)]
    [InlineData(LedgerStatus.Quarantined, null, false, DeliveredFate.Quarantined)]
    [InlineData(LedgerStatus.Superseded, null, true, DeliveredFate.Overwritten)]
    [InlineData(LedgerStatus.Superseded, "waiting", false, DeliveredFate.UnderWay)]
    [InlineData(null, null, true, DeliveredFate.Overwritten)]
    [InlineData(null, null, false, DeliveredFate.NotLoaded)]
    [InlineData(null, "failed", false, DeliveredFate.Failed)]
    [InlineData(null, "loading", false, DeliveredFate.UnderWay)]
    public void A_file_has_the_fate_that_ledger_bucket_and_executions_say(
        string? after, string? underWay, bool isReplaced, DeliveredFate fate)
    {
        var story = underWay is null ? null : Story(underWay);

        Assert.Equal(fate, DeliveredFates.Of(isFile: true, before: null, after, isReplaced, story));
        Assert.Equal(DeliveredFate.Ignored, DeliveredFates.Of(isFile: false, before: null, after, isReplaced, story));
        Assert.Equal(
            after is LedgerStatus.Loaded ? DeliveredFate.Unchanged : fate,
            DeliveredFates.Of(isFile: true, LedgerStatus.Loaded, after, isReplaced, story));
    }

    [Fact]
    public async Task A_delivery_of_every_kind_says_how_many_there_are_of_each()
    {
        using var home = new LocalHome();
        var (old, other) = (home.FolderOf([File("song_data/1.json", BackfillHome.Song(1))]), home.FolderOf(
        [
            File("song_data/1.json", BackfillHome.Song(1)), File("song_data/2.json", BackfillHome.Song(2)),
            File("song_data/3.json", "broken"), File("song_data/readme.txt", "read me"), File("song_data/4.json", BackfillHome.Song(4)),
        ]));
        var newer = home.FolderOf([File("song_data/4.json", BackfillHome.Song(5))]);
        await home.LoadAsync(old);

        var (exit, output, _) = await home.RunAsync("load", other, newer);

        Assert.Equal(ExitCode.DoneWithLosses, exit);
        Assert.StartsWith(
            "6 files delivered: 2 loaded, 1 unchanged, 1 quarantined, 1 overwritten before it was read, 1 no file of a dataset.\n",
            output, StringComparison.Ordinal);
        AssertAddsUp(output.Split('\n')[0]);
    }

    /// <summary>A version that was never read is as unloaded when it comes back as one that nobody has seen.</summary>
    [Fact]
    public async Task A_version_that_was_overwritten_before_it_was_read_and_is_back_is_to_be_loaded()
    {
        const string key = "song_data/4.json";
        using var home = new LocalHome();
        await home.RunAsync(
            "load", home.FolderOf([File(key, BackfillHome.Song(4))]), home.FolderOf([File(key, BackfillHome.Song(5))]));
        var before = await home.RunAsync("files", key);
        await System.IO.File.WriteAllTextAsync(
            home[$"bucket/{key}"], BackfillHome.Song(4), TestContext.Current.CancellationToken);

        var overview = await home.RunAsync("files");
        var versions = await home.RunAsync("files", key);
        var dry = await home.RunAsync("backfill", "song_data", "--dry-run");

        Assert.Contains("it was overwritten before it was read: the bucket has version", before.Output, StringComparison.Ordinal);
        Assert.Contains("it was overwritten before it was read, and is back since", versions.Output, StringComparison.Ordinal);
        Assert.Matches("not loaded.*./sparkify backfill song_data", overview.Output);
        Assert.Contains("1 missing", dry.Output, StringComparison.Ordinal);
    }

    private static void AssertAddsUp(FileCounts counts) => Assert.Equal(
        counts.Delivered,
        counts.Loaded + counts.Unchanged + counts.Quarantined + counts.Overwritten + counts.Failed + counts.UnderWay + counts.NotLoaded
            + counts.Ignored);

    private static void AssertAddsUp(string words)
    {
        var numbers = Number().Matches(words)
            .Select(number => int.Parse(number.Value, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))
            .ToList();
        Assert.Equal(numbers[0], numbers.Skip(1).Sum());
    }

    private static FileStory Story(string status) => new() { Key = "key", ETag = "tag", Size = 1, Status = status };

    private static SourceFile File(string key, string text) => SourceFile.OfText(Dataset.SongData, key, text);

    [GeneratedRegex(@"\b\d[\d,]*(?= )")]
    private static partial Regex Number();
}
