using Sparkify.Cli;
using Sparkify.Tests.Aws;
using Sparkify.Tests.Backfill;

namespace Sparkify.Tests.Operated;

/// <summary>The same situation, made in a home and in a deployed stack: every command says the same of both.</summary>
[Collection(MotoServer.Collection)]
public sealed class BothWorldsTests(MotoServer moto) : IAsyncLifetime
{
    /// <summary>Each with what it ends with: two failures alike would be no agreement.</summary>
    private static readonly (string Sql, int Exit)[] Queries =
    [
        ("SELECT key, status FROM dw.file_ledger", ExitCode.AllWell),
        ("""
        SELECT n, n / 4.0 AS quarter, CAST(n AS DOUBLE PRECISION) / 3 AS third, CAST(n AS DECIMAL(9, 2)) AS money, SUM(n) OVER (ORDER BY n) AS total, n > 2 AS large,
               CASE WHEN n > 1 THEN 'text ' || n END AS words, TIMESTAMP '2018-11-01 10:00:00' + n * INTERVAL '0.5 second' AS moment,
               TIMESTAMP '2018-11-01 10:00:00.123456' AS fine, DATE '2018-11-01' AS day
        FROM (SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5) AS numbers ORDER BY n
        """, ExitCode.AllWell),
        ("SELECT CAST(NULL AS INTEGER) AS nothing", ExitCode.AllWell),
        ("SELECT missing FROM dw.file_ledger", ExitCode.Failed),
        ("DELETE FROM dw.file_ledger", ExitCode.Failed),
        ("-- a comment\n(SELECT 1 AS one)", ExitCode.AllWell),
    ];

    private static readonly string[] Keys =
        [
            "song_data/0 ü.json",
            "song_data/broken.json",
            "song_data/readme.txt",
            "log_data/2018/11/unseen.json",
            "song_data/none.json",
            "other/song.json",
            "song_data/",
            "song_data/borken.json",
            "other/broken.json",
            "/song_data/broken.json",
            "song_data/re",
            "song_dat/",
        ];

    private HomeWorld? home;
    private DeployedWorld? deployed;

    private HomeWorld Home => home!;

    private DeployedWorld Deployed => deployed!;

    public async ValueTask InitializeAsync()
    {
        var url = moto.Url;
        home = await HomeWorld.OpenAsync();
        deployed = await DeployedWorld.OpenAsync(url);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var world in (OperatedWorld?[])[home, deployed])
        {
            if (world is not null)
            {
                await world.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task A_query_prints_every_type_null_and_page_alike()
    {
        foreach (var (sql, exit, json) in from query in Queries from json in (bool[])[false, true] select (query.Sql, query.Exit, json))
        {
            var said = await AssertSameAsync(["query", sql, .. json ? ["--json"] : Array.Empty<string>()]);
            Assert.True(said.Exit == exit, $"{sql} ended with {said.Exit}: {said.Error}");
        }
    }

    [Fact]
    public async Task Files_and_backfill_show_the_same_stories()
    {
        await BothAsync(async world =>
        {
            for (var number = 0; number < 5; number++)
            {
                await world.LayAsync($"song_data/{number} ü.json", BackfillHome.Song(number));
            }

            await world.LayAsync("song_data/broken.json", "no song at all");
            await world.LayAsync("song_data/readme.txt", "read me");
            await world.LayAsync("log_data/2018/11/unseen.json", "{}");
            await world.LayAsync("other/song.json", BackfillHome.Song(9));
        });
        var dry = await AssertSameAsync("backfill", "song_data", "--dry-run");
        Assert.Contains("6 missing", dry.Output, StringComparison.Ordinal);

        var loaded = await AssertSameAsync("backfill", "song_data");
        Assert.Equal(ExitCode.DoneWithLosses, loaded.Exit);
        await BothAsync(world => world.LayAsync("song_data/0 ü.json", BackfillHome.Song(0, "Another title")));

        await AssertSameAsync("files");
        await AssertSameAsync("files", "--json");
        foreach (var key in Keys)
        {
            await AssertSameAsync("files", key);
        }

        await AssertSameAsync("backfill", "song_data", "--dry-run", "--force", "--json");
        await AssertSameAsync("query", "SELECT song_id, title, artist_id, year, duration FROM songs ORDER BY song_id");
    }

    [Fact]
    public async Task A_failed_load_is_reported_and_redriven_alike()
    {
        Assert.Equal("Nothing has failed that is not mended.\n", (await AssertSameAsync("failures")).Output);
        await BothAsync(async world =>
        {
            await world.LayAsync("song_data/1.json", BackfillHome.Song(1));
            await world.FailToLoadAsync("song_data/1.json");
        });

        await AssertSameAsync("failures");
        Assert.Matches("ended FAILED.*once the cause is gone: ./sparkify redrive song-data-", (await AssertSameAsync("files")).Output);
        Assert.Equal(ExitCode.Failed, (await AssertSameAsync("redrive", "nothing")).Exit);
        Assert.Contains("Did you mean song-data-", (await AssertSameAsync("redrive", "song-data")).Error, StringComparison.Ordinal);
        Assert.Contains("-again1: SUCCEEDED", (await AssertSameAsync("redrive", "--all")).Output, StringComparison.Ordinal);
        Assert.Equal("Nothing has failed that is not mended.\n", (await AssertSameAsync("failures")).Output);
        await AssertSameAsync("files");
    }

    [Fact]
    public async Task Dead_letters_are_reported_alike_and_stay()
    {
        await BothAsync(async world =>
        {
            await world.DieAsync("SongDataQueue", "no notice");
            await world.DieAsync("LogDataQueue", """{"Records":[]}""");
            await world.DieAsync("ArrivalsQueue", world.Notice("_ingest/arrivals/log_data/1+%C3%BC.jsonl", "1"));
            await world.DieAsync("SongDataQueue", world.Notice("song_data/a+b.json", "1"));
            await world.LayAsync("song_data/1.json", BackfillHome.Song(1));
        });

        var first = await AssertSameAsync("failures");
        Assert.Contains("./sparkify redrive SongDataQueue", first.Output, StringComparison.Ordinal);
        Assert.Equal(first, await AssertSameAsync("failures"));
        Assert.Contains("its list of files is gone (_ingest/arrivals/log_data/1 ü.jsonl)", first.Output, StringComparison.Ordinal);
        await AssertSameAsync("failures", "--json");
        Assert.Contains("no notice of it came that can be read (3 dead letters can't: ",
            (await AssertSameAsync("files", "song_data/1.json")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_letters_of_a_deployed_stack_go_back_to_their_queue()
    {
        for (var number = 0; number < 12; number++)
        {
            await Deployed.DieAsync("SongDataQueue", $"letter {number}");
        }

        var said = await Deployed.RunAsync("redrive", "SongDataQueue");

        Assert.Equal(
            new Said(
                ExitCode.AllWell,
                "12 messages went back to their queues.\n"
                + "Those that die again do so in some hours: ./sparkify failures lists them then.\n",
                ""),
            said);
        Assert.Equal((12, 0), (await Deployed.MessagesAsync("SongDataQueue"), await Deployed.MessagesAsync("SongDataDeadLetterQueue")));
    }

    private async Task BothAsync(Func<OperatedWorld, Task> make)
    {
        await make(Home);
        await make(Deployed);
    }

    private async Task<Said> AssertSameAsync(params string[] command)
    {
        var said = await Deployed.RunAsync(command);
        Assert.Equal(await Home.RunAsync(command), said);
        return said;
    }
}
