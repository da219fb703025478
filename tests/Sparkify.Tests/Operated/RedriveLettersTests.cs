using System.Text;
using System.Text.Json.Nodes;
using Sparkify.Cli;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Intake;
using Sparkify.Tests.Backfill;

namespace Sparkify.Tests.Operated;

/// <summary>Dead letters of a home go back one by one: one that dies again takes none with it, and is not lost.</summary>
public sealed class RedriveLettersTests : IAsyncLifetime
{
    private const string Unreadable = """{"Records":[null]}""";

    private HomeWorld? home;

    private HomeWorld Home => home!;

    public async ValueTask InitializeAsync() => home = await HomeWorld.OpenAsync();

    public async ValueTask DisposeAsync()
    {
        if (home is not null)
        {
            await home.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_good_ones_load_and_each_that_dies_again_says_why_and_stays()
    {
        await DieWithAsync("song_data/1.json", notice => notice);
        await Home.DieAsync("SongDataQueue", Unreadable);
        await Home.DieAsync("SongDataQueue", "no JSON");
        await DieWithAsync("song_data/2.json", Enveloped);

        var redriven = await Home.RunAsync("redrive", "--all");

        Assert.Equal(ExitCode.Failed, redriven.Exit);
        Assert.StartsWith(
            "2 messages went back to their queues.\n"
            + "<id> is a dead letter of SongDataQueue again: it can't be read: not an S3 event: a record is null, not an object\n"
            + " what to do: put back, it comes here again: find out who sends such messages. "
            + "If it was of a file, ./sparkify backfill song_data loads that\n"
            + "<id> is a dead letter of SongDataQueue again: it can't be read: not an S3 event: ",
            redriven.Output,
            StringComparison.Ordinal);
        Assert.Equal(
            "[\n{\"key\":\"song_data/1.json\"},\n{\"key\":\"song_data/2.json\"}\n]\n",
            (await Home.RunAsync("query", "SELECT key FROM dw.file_ledger ORDER BY key", "--json")).Output);

        var failures = await Home.RunAsync("failures");
        Assert.Contains("SongDataQueue: 2 dead letters", failures.Output, StringComparison.Ordinal);
        Assert.Contains(
            "<id>: it can't be read: not an S3 event: a record is null, not an object\n"
            + $" {Unreadable}\n what to do: put back, it comes here again", failures.Output, StringComparison.Ordinal);

        var again = await Home.RunAsync("redrive", "SongDataQueue", "--json");
        Assert.Equal(ExitCode.Failed, again.Exit);
        var report = JsonNode.Parse(again.Output)!;
        Assert.Equal((0, 2), ((int)report["takenBack"]!, report["diedAgain"]!.AsArray().Count));
        Assert.Equal(failures, await Home.RunAsync("failures"));
    }

    [Fact]
    public async Task When_none_dies_again_all_is_well()
    {
        await DieWithAsync("song_data/1.json", notice => notice);
        await Home.DieAsync("LogDataQueue", """{"Service":"Amazon S3","Event":"s3:TestEvent"}""");

        Assert.Equal(new Said(ExitCode.AllWell, "2 messages went back to their queues.\n", ""), await Home.RunAsync("redrive", "--all"));
        Assert.Equal("Nothing has failed that is not mended.\n", (await Home.RunAsync("failures")).Output);
        Assert.Contains(" loaded ", (await Home.RunAsync("files")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_that_is_gone_or_damaged_holds_back_no_other()
    {
        await LayListAsync();
        await Home.LayAsync("_ingest/arrivals/song_data/damaged.jsonl", "null\n");
        foreach (var list in (string[])["damaged", "good", "gone"])
        {
            await Home.DieAsync("ArrivalsQueue", Home.Notice($"_ingest/arrivals/song_data/{list}.jsonl", "e"));
        }

        var redriven = await Home.RunAsync("redrive", "ArrivalsQueue");

        Assert.Equal(ExitCode.Failed, redriven.Exit);
        Assert.Equal(
            "1 message went back to its queue.\n"
            + "<id> is a dead letter of ArrivalsQueue again: its list of files is damaged "
            + "(_ingest/arrivals/song_data/damaged.jsonl): a line says null\n"
            + " what to do: ./sparkify backfill song_data lists its files again\n"
            + "<id> is a dead letter of ArrivalsQueue again: its list of files is gone (_ingest/arrivals/song_data/gone.jsonl)\n"
            + " what to do: ./sparkify backfill song_data lists its files again\n",
            redriven.Output);
        Assert.Contains(" loaded ", (await Home.RunAsync("files")).Output, StringComparison.Ordinal);
    }

    /// <summary>Folders where the load's list would be let no load start.</summary>
    [Fact]
    public async Task What_dies_in_the_next_queue_is_reported_too()
    {
        await DieWithAsync("song_data/1.json", notice => notice);
        var version = new FileVersion
        {
            Bucket = Home.Bucket, Key = "song_data/1.json", ETag = ETag(BackfillHome.Song(1)), Size = 100, Sequencer = "01", EventTime = 1
        };
        var list = Assert.Single(LoadPlan.For(Dataset.SongData, Home.Bucket, [version])).Load.FileList.Key;
        await Home.LayAsync($"{list}/in the way", "");
        await Home.LayAsync($"{Path.GetDirectoryName(list)}/%!{Path.GetFileName(list)}%=/in the way", "");

        var redriven = await Home.RunAsync("redrive", "SongDataQueue");

        Assert.StartsWith(
            "1 message went back to its queue.\n<id> is a dead letter of ArrivalsQueue again: it came as often as its queue allows",
            redriven.Output,
            StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, redriven.Exit);
    }

    [Fact]
    public async Task A_file_whose_notice_is_a_dead_letter_is_not_one_without_a_notice()
    {
        await DieWithAsync("song_data/1.json", Enveloped);
        await Home.LayAsync("song_data/2.json", BackfillHome.Song(2));

        Assert.Contains(
            "its notice is a dead letter of SongDataQueue ./sparkify failures says why, and what to do",
            (await Home.RunAsync("files", "song_data/1.json")).Output,
            StringComparison.Ordinal);
        Assert.Contains(
            "no notice of it came ./sparkify backfill",
            (await Home.RunAsync("files", "song_data/2.json")).Output,
            StringComparison.Ordinal);

        await Home.DieAsync("SongDataQueue", Unreadable);

        Assert.Contains(
            "no notice of it came that can be read (1 dead letter can't: ./sparkify failures) ./sparkify backfill song_data --prefix ",
            (await Home.RunAsync("files", "song_data/2.json")).Output,
            StringComparison.Ordinal);
    }

    /// <summary>The key is not in the letter, but in the list that the letter names.</summary>
    [Fact]
    public async Task A_file_is_found_in_the_list_of_a_dead_letter()
    {
        await LayListAsync();
        await Home.DieAsync("ArrivalsQueue", Home.Notice("_ingest/arrivals/song_data/good.jsonl", "e"));

        Assert.Contains(
            "its notice is a dead letter of ArrivalsQueue",
            (await Home.RunAsync("files", "song_data/1.json")).Output,
            StringComparison.Ordinal);
    }

    private async Task DieWithAsync(string key, Func<string, string> form)
    {
        var song = BackfillHome.Song(key[^6] - '0');
        await Home.LayAsync(key, song);
        await Home.DieAsync("SongDataQueue", form(Home.Notice(key, ETag(song))));
    }

    /// <summary>A file, and the arrival list that has it.</summary>
    private async Task LayListAsync()
    {
        await Home.LayAsync("song_data/1.json", BackfillHome.Song(1));
        var listed = new JsonObject
        {
            ["bucket"] = Home.Bucket, ["key"] = "song_data/1.json", ["etag"] = ETag(BackfillHome.Song(1)), ["size"] = 1, ["event_time"] = 1
        };
        await Home.LayAsync("_ingest/arrivals/song_data/good.jsonl", listed.ToJsonString());
    }

    private static string ETag(string content) => InMemoryObjectStore.ETagOf(Encoding.UTF8.GetBytes(content));

    private static string Enveloped(string message) => new JsonObject
    {
        ["Type"] = "Notification", ["TopicArn"] = "arn:aws:sns:eu-west-1:123456789012:t", ["Message"] = message,
    }.ToJsonString();
}
