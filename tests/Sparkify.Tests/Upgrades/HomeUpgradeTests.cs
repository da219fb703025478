using Sparkify.Cli;
using Sparkify.Functions.Schema;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.Reference;
using Sparkify.Tests.LocalCloud;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Upgrades;

/// <summary>A home of the version before, under the commands of this one.</summary>
public sealed class HomeUpgradeTests : IDisposable
{
    private readonly LocalHome home = new();

    public HomeUpgradeTests() => OldHome.Lay(home);

    public void Dispose() => home.Dispose();

    [Theory]
    [InlineData("query", "SELECT COUNT(*) FROM songplays")]
    [InlineData("files")]
    [InlineData("failures")]
    public async Task A_command_that_only_looks_says_what_it_needs_and_changes_nothing(params string[] command)
    {
        var (exit, output, error) = await home.RunAsync(command);

        Assert.Equal(ExitCode.Failed, exit);
        Assert.Empty(output);
        Assert.Equal(
            $"{home.Path} was made by an earlier version: its warehouse is at 021_time_view, and this version's is at "
            + $"{SchemaChanges.All[^1].Name}. A command that may change the home upgrades it. Run "
            + $"./sparkify backfill log_data --dry-run --home {home.Path}, which loads nothing, and this one again.\n",
            error.ReplaceLineEndings("\n"));
        Assert.Equal("021_time_view", await NewestChangeAsync());

        Assert.Equal(ExitCode.AllWell, (await home.RunAsync("backfill", "log_data", "--dry-run")).Exit);

        Assert.Equal(ExitCode.AllWell, (await home.RunAsync(command)).Exit);
    }

    [Fact]
    public async Task A_load_upgrades_it_and_says_so_in_a_line_and_then_no_more()
    {
        var expected = OldHome.Expected(home);
        var old = await LedgerAsync();

        var (exit, output, error) = await home.RunAsync("load", Nothing(home), "--json");

        Assert.Equal(ExitCode.AllWell, exit);
        Assert.Equal(
            $"{home.Path} was made by an earlier version: its warehouse is upgraded, from 021_time_view to {SchemaChanges.All[^1].Name}. "
            + $"What an earlier rule lost or refused comes back by ./sparkify rebuild --home {home.Path}.\n",
            error.ReplaceLineEndings("\n"));
        Assert.StartsWith("{", output, StringComparison.Ordinal);
        var comparison = Comparison.Of(expected, await home.TablesAsync());
        Assert.True(comparison.AreEqual, comparison.ToString());
        Assert.Equal(old, await LedgerAsync());
        Assert.Empty((await home.RunAsync("files")).Error);
    }

    [Fact]
    public async Task The_rest_of_the_real_files_gives_the_expected_rows_and_a_rebuild_finds_no_difference()
    {
        var folder = SharedData.Require("data/expected-2/sparkify-71");
        var expected = StarTable.Names.Select(
            table => StarTable.FromJsonLines(table, File.ReadLines(Path.Combine(folder, $"{table}.jsonl"))));

        await home.LoadAsync(SharedData.Require("data/sparkify-71"));

        var comparison = Comparison.Of(expected, await home.TablesAsync());
        Assert.True(comparison.AreEqual, comparison.ToString());
        var (exit, output, error) = await home.RunAsync("rebuild", "--dry-run");
        Assert.True(exit is ExitCode.AllWell, error);
        Assert.All(StarTable.Names, table => Assert.Contains($"{table}: the same", output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Its_warehouse_is_column_by_column_that_of_a_new_home()
    {
        await home.LoadAsync(Nothing(home));
        using var fresh = new LocalHome();
        await fresh.LoadAsync(Nothing(fresh));

        Assert.Equal(await ColumnsAsync(fresh), await ColumnsAsync(home));

        static async Task<string> ColumnsAsync(LocalHome home) => (await home.QueryAsync(
            "SELECT table_schema, table_name, ordinal_position, column_name, data_type, is_nullable FROM information_schema.columns "
            + "WHERE table_schema IN ('dw', 'public') ORDER BY table_schema, table_name, ordinal_position")).GetRawText();
    }

    [Fact]
    public async Task A_home_of_a_newer_version_is_refused_in_a_sentence()
    {
        await home.LoadAsync(Nothing(home));
        await using (var warehouse = await OpenAsync())
        {
            await new BatchRunner(warehouse, TimeProvider.System).RunAsync(
                "tomorrow",
                "run",
                ["INSERT INTO dw.schema_changes (change, applied_at) VALUES ('900_of_tomorrow', GETDATE())"],
                TestContext.Current.CancellationToken);
        }

        foreach (var command in (string[][])[["load", Nothing(home)], ["query", "SELECT 1"]])
        {
            var (exit, _, error) = await home.RunAsync(command);

            Assert.Equal(ExitCode.Failed, exit);
            Assert.StartsWith("The warehouse has the change 900_of_tomorrow, ", error, StringComparison.Ordinal);
            Assert.Single(error.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n'));
        }
    }

    /// <summary>A folder to load with no file in it.</summary>
    private static string Nothing(LocalHome home)
    {
        var folder = home.FolderOf([]);
        Directory.CreateDirectory(Path.Combine(folder, "log_data"));
        return folder;
    }

    private async Task<string> NewestChangeAsync()
    {
        await using var warehouse = await OpenAsync();
        var newest = await warehouse.QueryAsync("SELECT MAX(change) AS c FROM dw.schema_changes", TestContext.Current.CancellationToken);
        return (string)newest.Rows[0][0]!;
    }

    /// <summary>What became of each file, in the columns that both versions have.</summary>
    private async Task<IReadOnlyList<string>> LedgerAsync()
    {
        await using var warehouse = await OpenAsync();
        var answer = await warehouse.QueryAsync(
            "SELECT f.load_id, f.key, f.etag, f.status, f.rows_staged, f.recorded_at, l.rows_read, l.started_at, l.copy_ms, c.table_name, "
            + "c.staged, c.inserted FROM dw.file_ledger f JOIN dw.loads l ON l.load_id = f.load_id "
            + "JOIN dw.load_counts c ON c.load_id = f.load_id ORDER BY f.key, f.load_id, c.table_name",
            TestContext.Current.CancellationToken);
        Assert.NotEmpty(answer.Rows);
        return [.. answer.Rows.Select(row => string.Join('|', row))];
    }

    private Task<DuckDbWarehouse> OpenAsync() => DuckDbWarehouse.OpenAsync(new DuckDbWarehouseOptions
    {
        Path = home["warehouse.duckdb"], Objects = new InMemoryObjectStore(), Time = TimeProvider.System
    });
}
