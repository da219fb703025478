using Sparkify.Functions;
using Sparkify.Functions.Schema;
using Sparkify.Functions.Tests.Schema;
using Sparkify.Ingestion.Statements;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.Reference;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.RedshiftOnDuckDb;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Upgrades;

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
        await run.MustAsync(OldWarehouse.Schema);
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
        await run.MustAsync(OldWarehouse.Schema);

        var error = await run.FailsAsync([.. run.MergeStatements("load", Dataset.LogData, rows: 0)]);

        Assert.Equal(DatabaseFault.Transient, DatabaseError.FaultOf(error));
    }

    [Fact]
    public async Task Rows_at_the_bounds_are_those_of_the_new_rules()
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.MustAsync(OldWarehouse.Schema);
        await run.MustAsync(OldWarehouse.Rows);

        await new SchemaInstaller(run.Warehouse, TimeProvider.System).InstallAsync("run", Cancel);

        Assert.Equal(OldWarehouse.ExpectedPlays, (await run.RowsAsync(OldWarehouse.Plays)).Select(row => (string)row[0]!));
        Assert.Equal(OldWarehouse.ExpectedTracks, (await run.RowsAsync(OldWarehouse.Tracks)).Select(row => (string)row[0]!));
    }

    /// <summary>A play that would be lost fails the upgrade, and it has left nothing.</summary>
    [Fact]
    public async Task An_upgrade_that_would_lose_a_play_is_undone()
    {
        await using var run = await WarehouseRun.OpenAsync();
        await run.MustAsync(OldWarehouse.Schema);
        await run.MustAsync(
            "INSERT INTO dw.songplays (songplay_id, start_time, session_id, item_in_session) VALUES (1, '2018-11-01', 1, 1)");
        const string all = "FROM dw.songplays_by_session p\nJOIN",
            none = "FROM (SELECT * FROM dw.songplays_by_session WHERE 1 = 0) p\nJOIN";
        var upgrade = Assert.Single(SchemaChanges.After(OldWarehouse.Applied)).Statements;
        Assert.Contains(upgrade, sql => sql.Contains(all, StringComparison.Ordinal));

        await run.FailsAsync([.. upgrade.Select(sql => sql.Replace(all, none, StringComparison.Ordinal))]);

        Assert.Equal(1L, await run.OneAsync("SELECT COUNT(*) FROM songplays"));
        Assert.Equal(21L, await run.OneAsync("SELECT COUNT(*) FROM dw.schema_changes"));
    }
}
