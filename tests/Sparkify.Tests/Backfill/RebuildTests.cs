using System.Globalization;
using System.Text;
using Sparkify.Cli;
using Sparkify.Cli.Commands;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;
using Sparkify.LocalCloud.Rebuild;
using Sparkify.Tests.RedshiftOnDuckDb;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Backfill;

public sealed class RebuildTests
{
    private const int Songs = 40;

    [Fact]
    public async Task After_a_change_of_rules_the_rebuilt_tables_are_those_of_the_new_rule()
    {
        await using var home = await BackfillHome.OpenAsync();
        for (var number = 0; number < Songs; number++)
        {
            home.Lay(
                string.Create(CultureInfo.InvariantCulture, $"song_data/{number}.json"), Encoding.UTF8.GetBytes(BackfillHome.Song(number)));
        }

        await home.RunAsync(Dataset.SongData);
        var byTheNewRule = await DigestAsync(home);
        // As a rule before it had made them: other rows in two tables.
        await home.Stack.RunBatchAsync(
            "an older rule",
            ["UPDATE dw.songs SET title = 'as it was'", "UPDATE dw.artists SET name = 'as it was'"],
            TestContext.Current.CancellationToken);
        var byTheOldRule = await DigestAsync(home);
        Assert.NotEqual(byTheNewRule, byTheOldRule);

        var report = await new LocalRebuild(home.Stack).RunAsync(swap: true, _ => { }, TestContext.Current.CancellationToken);

        Assert.Equal(byTheNewRule, await DigestAsync(home));
        Assert.Equal(Songs, report.Files);
        Assert.Equal(
            [("songs", Songs), ("artists", BackfillHome.Artists)],
            report.Tables.Where(table => table.Come > 0).Select(table => (table.Table, table.Come)));
        Assert.Empty((await home.Stack.AskAsync(
            "SELECT 1 FROM information_schema.tables WHERE table_schema = 'dw_next'", TestContext.Current.CancellationToken)).Rows);
    }

    [Fact]
    public async Task A_reader_between_any_two_steps_of_the_swap_sees_the_old_rows_and_after_it_the_new_never_a_mixture()
    {
        string[] Rows(string schema, string word) =>
        [
            $"INSERT INTO {schema}.songs (song_id, title) VALUES ('SO1', '{word}'), ('SO2', '{word}')",
            $"INSERT INTO {schema}.artists (artist_id, name) VALUES ('AR1', '{word}')",
        ];
        await using var both = await Interleaving.OpenAsync([.. SchemaChanges.After([])[0].Statements]);
        foreach (var batch in SchemaChanges.After([]).Skip(1))
        {
            await both.EndAsync(await both.SubmitAsync([.. batch.Statements]));
        }

        Assert.Equal(StatementStatus.Finished, (await both.EndAsync(await both.SubmitAsync([.. RebuildBatch.Prepare("one")]))).Status);
        Assert.Equal(
            StatementStatus.Finished,
            (await both.EndAsync(await both.SubmitAsync([.. Rows("dw", "old"), .. Rows("dw_next", "new")]))).Status);
        IReadOnlyList<string> swap = RebuildBatch.Swap("one", DateTimeOffset.UnixEpoch, gone: null, "role");
        var id = await both.SubmitAsync([.. swap]);
        var seen = new List<string>();

        // Its begin, its statements, its commit.
        for (var step = 0; step < swap.Count + 2; step++)
        {
            both.Step(id);
            var rows = await both.Run.RowsAsync("SELECT title AS word FROM songs UNION ALL SELECT name FROM artists ORDER BY word");
            seen.Add(string.Join(' ', rows.Select(row => row[0])));
        }

        Assert.Equal(StatementStatus.Finished, (await both.ReportAsync(id)).Status);
        Assert.Equal([.. Enumerable.Repeat("old old old", swap.Count + 1), "new new new"], seen);
    }

    [Fact]
    public async Task A_rebuild_that_only_compares_changes_nothing()
    {
        await using var home = await BackfillHome.OpenAsync();
        home.Lay("song_data/1.json", Encoding.UTF8.GetBytes(BackfillHome.Song(1)));
        await home.RunAsync(Dataset.SongData);
        await home.Stack.RunBatchAsync("an older rule", ["UPDATE dw.songs SET title = 'as it was'"], TestContext.Current.CancellationToken);
        var (tables, ledger) = (await DigestAsync(home), await home.LedgerAsync());

        var report = await new LocalRebuild(home.Stack).RunAsync(swap: false, _ => { }, TestContext.Current.CancellationToken);

        Assert.Equal([0, 0, 1, 0, 0, 0], report.Tables.Select(table => table.Gone));
        Assert.Equal(tables, await DigestAsync(home));
        Assert.Equal(ledger, await home.LedgerAsync());
    }

    [Fact]
    public async Task Of_two_rebuilds_at_once_the_second_is_refused()
    {
        await using var home = await BackfillHome.OpenAsync();
        home.Lay("song_data/1.json", Encoding.UTF8.GetBytes(BackfillHome.Song(1)));
        await home.RunAsync(Dataset.SongData);
        Task? second = null;

        await new LocalRebuild(home.Stack).RunAsync(
            swap: true,
            _ => second ??= new LocalRebuild(home.Stack).RunAsync(swap: true, _ => { }, TestContext.Current.CancellationToken),
            TestContext.Current.CancellationToken);

        Assert.Contains(
            "a rebuild of this home is running",
            (await Assert.ThrowsAsync<BackfillRefusedException>(() => second!)).Message,
            StringComparison.Ordinal);
        Assert.Equal(1, await CountSongsAsync(home, "Title"));
        Assert.True((await new LocalRebuild(home.Stack).RunAsync(swap: true, _ => { }, TestContext.Current.CancellationToken)).Swapped);
    }

    [Fact]
    public async Task The_empty_tables_of_another_rebuild_are_never_swapped_in()
    {
        await using var home = await BackfillHome.OpenAsync();
        home.Lay("song_data/1.json", Encoding.UTF8.GetBytes(BackfillHome.Song(1)));
        await home.RunAsync(Dataset.SongData);
        await home.Stack.RunBatchAsync("prepare", RebuildBatch.Prepare("another"), TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<WarehouseRefusedException>(
            () => home.Stack.RunBatchAsync(
                "swap", RebuildBatch.Swap("this", home.Stack.Clock.Now, gone: null, "role"), TestContext.Current.CancellationToken));

        Assert.Equal(1, await CountSongsAsync(home, "Title"));
    }

    [Fact]
    public async Task A_version_that_was_loaded_meanwhile_and_is_gone_from_the_bucket_does_not_stop_a_rebuild()
    {
        await using var home = await BackfillHome.OpenAsync();
        home.Lay("song_data/it's ü.json", Encoding.UTF8.GetBytes(BackfillHome.Song(1)));
        await home.RunAsync(Dataset.SongData);
        home.Lay("song_data/it's ü.json", Encoding.UTF8.GetBytes(BackfillHome.Song(1, "Another title")));
        await LoadedMeanwhileAsync(home);

        var report = await new LocalRebuild(home.Stack).RunAsync(swap: true, _ => { }, TestContext.Current.CancellationToken);

        Assert.True(report.Swapped);
        Assert.Equal(1, await CountSongsAsync(home, "Another title"));
    }

    [Fact]
    public async Task A_rebuild_that_loads_always_get_ahead_of_gives_up_in_words()
    {
        await using var home = await BackfillHome.OpenAsync();
        home.Lay("song_data/1.json", Encoding.UTF8.GetBytes(BackfillHome.Song(1)));
        home.Lay("song_data/readme.txt", "no backfill takes it"u8);
        await home.RunAsync(Dataset.SongData);
        var eTag = home.Stack.Bucket.Find("song_data/readme.txt")!.ETag;
        await home.Stack.RunBatchAsync(
            "another name",
            [$"UPDATE dw.file_ledger SET key = 'song_data/readme.txt', etag = '{eTag}'"],
            TestContext.Current.CancellationToken);
        await LoadedMeanwhileAsync(home);

        var refused = await Assert.ThrowsAsync<BackfillRefusedException>(
            () => new LocalRebuild(home.Stack).RunAsync(swap: true, _ => { }, TestContext.Current.CancellationToken));

        Assert.Contains("loads got in between 5 times, at last that of song_data/readme.txt", refused.Message, StringComparison.Ordinal);
        Assert.Equal(1, await CountSongsAsync(home, "Title"));
    }

    [Fact]
    public async Task A_rebuild_that_refused_rows_ends_with_losses_and_says_where_they_are_reported()
    {
        await using var home = await BackfillHome.OpenAsync();
        home.Lay("song_data/1.json", Encoding.UTF8.GetBytes(string.Join(
            '\n', Enumerable.Range(0, 199).Select(number => BackfillHome.Song(number)).Append("nonsense"))));
        using var writer = new StringWriter();

        var asked = SparkifyCommands.Parse(["rebuild", "--home", "here"], "/");
        var exit = await Assert.IsType<RebuildCommand>(asked.CommandResult.Command).RunAsync(
            asked, home.Stack, new CommandOutput(writer, writer, isTerminal: false, width: 0), TestContext.Current.CancellationToken);

        Assert.True(exit is ExitCode.DoneWithLosses, writer.ToString());
        Assert.Contains("1 row was rejected", writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("./sparkify files --home here says which", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_on_the_fresh_tables_is_the_same_but_for_the_schema()
    {
        Assert.Equal(
            "COPY dw_next.staging FROM 's3://dw/dw.json' WHERE x = 'it''s dw' AND dwx = dw_next.y",
            RebuildBatch.Next("COPY dw.staging FROM 's3://dw/dw.json' WHERE x = 'it''s dw' AND dwx = dw.y"));
        Assert.InRange(
            RebuildBatch.Swap("one", DateTimeOffset.UnixEpoch, "s3://bucket/gone.jsonl", "role").Count, 1, StatementBatch.MostStatements);
        Assert.InRange(RebuildBatch.Prepare("one").Count, 1, StatementBatch.MostStatements);
    }

    /// <summary>As if every load so far had committed after the rebuild began.</summary>
    private static async Task LoadedMeanwhileAsync(BackfillHome home) =>
        await home.Stack.RunBatchAsync(
            "meanwhile", ["UPDATE dw.file_ledger SET recorded_at = '2100-01-01'"], TestContext.Current.CancellationToken);

    private static async Task<long> CountSongsAsync(BackfillHome home, string title) =>
        (long)(await home.Stack.AskAsync(
            $"SELECT COUNT(*) FROM songs WHERE title = '{title}'", TestContext.Current.CancellationToken)).Rows[0][0]!;

    private static Task<string> DigestAsync(BackfillHome home) => StarTables.DigestAsync(home.Stack, TestContext.Current.CancellationToken);
}
