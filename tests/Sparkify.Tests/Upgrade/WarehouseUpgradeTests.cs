using Sparkify.Functions;
using Sparkify.Functions.Schema;
using Sparkify.Functions.Tests.Schema;
using Sparkify.Ingestion.Statements;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.Reference;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.RedshiftOnDuckDb;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Upgrade;

/// <summary>A warehouse of the version before, as the stack's custom resource upgrades it.</summary>
public sealed class WarehouseUpgradeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_custom_resource_upgrades_it_and_its_rows_are_those_of_its_files()
    {
        using var home = new LocalHome();
        OldHome.Lay(home);
        await using var warehouse = await DuckDbWarehouse.OpenAsync(new DuckDbWarehouseOptions
        {
            Path = home["warehouse.duckdb"], Objects = new InMemoryObjectStore(), Time = TimeProvider.System
        });
        using var stack = new StackHost();
        using var http = new HttpClient(stack, disposeHandler: false);
        var ports = new FunctionPorts(null!, warehouse, null!, null!, TimeProvider.System, new FunctionSettings(_ => null));

        await new ApplySchema(ports, http).HandleAsync(StackHost.Change("Update"), stack);

        Assert.Equal("SUCCESS", stack.Answers[0].GetProperty("Status").GetString());
        var comparison = Comparison.Of(OldHome.Expected(home), await warehouse.StarAsync());
        Assert.True(comparison.AreEqual, comparison.ToString());
    }

    /// <summary>Its COPY was answered by the version before, which did not ask when the events happened.</summary>
    [Fact]
    public async Task A_load_that_was_staged_before_is_merged_after_it()
    {
        var file = SourceFile.OfText(
            Dataset.LogData,
            "log_data/1.json",
            """{"page":"NextSong","ts":1541121934796,"sessionId":7,"itemInSession":1,"userId":"8","level":"free","song":"a","length":1.5}""");
        await using var run = await WarehouseRun.OpenAsync();
        await run.OldAsync();
        var rows = await run.StageAsync("load", Dataset.LogData, [file]);

        await new SchemaInstaller(run.Warehouse, TimeProvider.System).InstallAsync("run", Cancel);
        await run.MergeAsync("load", Dataset.LogData, rows);

        var comparison = Comparison.Of(StarSchema.Of([file]).Tables, await run.StarAsync());
        Assert.True(comparison.AreEqual, comparison.ToString());
    }

    [Fact]
    public async Task A_load_that_comes_too_early_is_refused_in_words_that_mean_try_again()
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.OldAsync();

        var error = await run.FailsAsync([.. run.MergeStatements("load", Dataset.LogData, rows: 0)]);

        Assert.Equal(Ingestion.Failures.FailureKind.Transient, DatabaseError.KindOf(error));
    }

    /// <summary>
    /// What the earlier version can hold and its real data does not: plays of no user, of no title, and of lengths that are no lengths; two
    /// songs whose durations round to one length.
    /// </summary>
    [Fact]
    public async Task Rows_at_the_bounds_are_those_of_the_new_rules()
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.OldAsync();
        await run.MustAsync(
            "INSERT INTO dw.songplays (songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent, "
            + "item_in_session, song_title, artist_name, length) VALUES "
            + "(1, '2018-11-01 00:00:00.001', NULL, NULL, NULL, NULL, -7, NULL, NULL, 0, NULL, NULL, NULL), "
            + "(2, '1969-12-31 23:59:59.999', 8, 'free', NULL, NULL, 1, 'x', 'y', 1, 'a', 'b', -1.5), "
            + "(3, '9999-12-31 23:59:59.999', 8, 'paid', 'SO9', 'AR9', 1, NULL, NULL, 2, 'a', 'b', 1.500001), "
            + "(4, '0001-01-01 00:00:00', 8, 'paid', NULL, NULL, 1, NULL, NULL, 3, 'a', 'b', 1e10)",
            "INSERT INTO dw.song_match (title, artist_name, duration, song_id, artist_id) VALUES "
            + "('a', 'b', 1.500001, 'SO9', 'AR9'), ('a', 'b', 1.5, 'SO1', 'AR1'), ('a', 'b', -1.5, 'SO2', 'AR2'), ('c', 'd', 2, 'SO3', 'AR3')",
            "INSERT INTO dw.played_track (song_title, artist_name, length) VALUES ('a', 'b', -1.5), ('lost', 'play', 3)");

        await new SchemaInstaller(run.Warehouse, TimeProvider.System).InstallAsync("run", Cancel);

        var plays = await run.RowsAsync("SELECT start_time, session_id, user_id, song_id, artist_id FROM songplays ORDER BY start_time");
        Assert.Equal(
            [
                "0001-01-01 00:00:00.000|1|8||", "1969-12-31 23:59:59.999|1|8||", "2018-11-01 00:00:00.001|-7|||",
                "9999-12-31 23:59:59.999|1|8|SO1|AR1",
            ],
            plays.Select(row => string.Join('|', row)));
        var tracks = await run.RowsAsync("SELECT title, length, song_id FROM dw.tracks ORDER BY title, length");
        Assert.Equal(["a|150000|SO1", "a||", "c|200000|SO3", "lost|300000|", "||"], tracks.Select(row => string.Join('|', row)));
    }

    /// <summary>A play that would be lost fails the upgrade, and it has left nothing.</summary>
    [Fact]
    public async Task An_upgrade_that_would_lose_a_play_is_undone()
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.OldAsync();
        await run.MustAsync(
            "INSERT INTO dw.songplays (songplay_id, start_time, session_id, item_in_session) VALUES (1, '2018-11-01', 1, 1)");
        var batch = Assert.Single(SchemaChanges.After(Old));

        await run.FailsAsync([.. batch.Statements.Select(sql => sql.Replace(
            "FROM dw.songplays_by_session p\nJOIN", "FROM (SELECT * FROM dw.songplays_by_session WHERE 1 = 0) p\nJOIN", StringComparison.Ordinal))]);

        Assert.Equal(1L, await run.OneAsync("SELECT COUNT(*) FROM songplays"));
        Assert.Equal(21L, await run.OneAsync("SELECT COUNT(*) FROM dw.schema_changes"));
    }

    private static IReadOnlyCollection<AppliedChange> Old { get; } =
        [.. SchemaChanges.All.Take(21).Select(change => new AppliedChange(change.Name, null))];
}
