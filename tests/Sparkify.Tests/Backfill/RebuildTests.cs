using System.Globalization;
using System.Text;
using Sparkify.Ingestion;
using Sparkify.Local.Operations;
using Sparkify.Local.Run;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Backfill;

public sealed class RebuildTests
{
    [Fact]
    public async Task After_a_change_of_rules_the_rebuilt_tables_are_those_of_the_new_rule_and_no_reader_sees_a_mixture()
    {
        await using var home = await BackfillHome.OpenAsync();
        for (var number = 0; number < 40; number++)
        {
            home.Lay(string.Create(CultureInfo.InvariantCulture, $"song_data/{number}.json"), Encoding.UTF8.GetBytes(BackfillHome.Song(number)));
        }

        await home.RunAsync(Dataset.SongData);
        var byTheNewRule = await DigestAsync(home);
        // As a rule before it had made them: other rows in two tables.
        await home.Stack.RunBatchAsync("an older rule", ["UPDATE dw.songs SET title = 'as it was'", "UPDATE dw.artists SET name = 'as it was'"], TestContext.Current.CancellationToken);
        var byTheOldRule = await DigestAsync(home);
        Assert.NotEqual(byTheNewRule, byTheOldRule);
        Assert.Equal((0, 0), await MixedAsync(home));

        using var reading = new CancellationTokenSource();
        var readers = Task.Run(() => ReadAsync(home, reading.Token), TestContext.Current.CancellationToken);
        var report = await new LocalRebuild(home.Stack).RunAsync(swap: true, _ => { }, TestContext.Current.CancellationToken);
        await reading.CancelAsync();
        var seen = await readers;

        Assert.Equal(byTheNewRule, await DigestAsync(home));
        Assert.Equal(40, report.Files);
        Assert.Equal([0, 0, 40, 7, 0], report.Tables.Select(table => table.Come));
        Assert.All(seen, state => Assert.True(state is "40/7" or "0/0", state));
        Assert.NotEmpty(seen);
        Assert.Empty((await home.Stack.AskAsync("SELECT 1 FROM information_schema.tables WHERE table_schema = 'dw_next'", TestContext.Current.CancellationToken)).Rows);
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

        Assert.Equal([0, 0, 1, 0, 0], report.Tables.Select(table => table.Gone));
        Assert.Equal(tables, await DigestAsync(home));
        Assert.Equal(ledger, await home.LedgerAsync());
    }

    [Fact]
    public void A_statement_on_the_fresh_tables_is_the_same_but_for_the_schema()
    {
        Assert.Equal(
            "COPY dw_next.staging FROM 's3://dw/dw.json' WHERE x = 'it''s dw' AND dwx = dw_next.y",
            RebuildBatch.Next("COPY dw.staging FROM 's3://dw/dw.json' WHERE x = 'it''s dw' AND dwx = dw.y"));
        Assert.InRange(RebuildBatch.Swap(DateTimeOffset.UnixEpoch).Count, 1, Sparkify.Ingestion.Statements.StatementBatch.MostStatements);
        Assert.InRange(RebuildBatch.Prepare().Count, 1, Sparkify.Ingestion.Statements.StatementBatch.MostStatements);
    }

    private static Task<string> DigestAsync(BackfillHome home) => StarTables.DigestAsync(home.Stack, TestContext.Current.CancellationToken);

    /// <summary>Rows of the new rule in two tables, read by one statement: a reader's view of the schema.</summary>
    private static async Task<(long Songs, long Artists)> MixedAsync(BackfillHome home)
    {
        var row = (await home.Stack.AskAsync(
            "SELECT (SELECT COUNT(*) FROM songs WHERE title <> 'as it was') AS songs, (SELECT COUNT(*) FROM artists WHERE name <> 'as it was') AS artists", CancellationToken.None)).Rows[0];
        return ((long)row[0]!, (long)row[1]!);
    }

    private static async Task<HashSet<string>> ReadAsync(BackfillHome home, CancellationToken cancellationToken)
    {
        var seen = new HashSet<string>();
        while (!cancellationToken.IsCancellationRequested)
        {
            var (songs, artists) = await MixedAsync(home);
            seen.Add(string.Create(CultureInfo.InvariantCulture, $"{songs}/{artists}"));
        }

        return seen;
    }
}
