using Sparkify.Reference;
using Sparkify.Warehouse;

namespace Sparkify.Tests.RedshiftOnDuckDb;

public sealed class ProductSqlTests
{
    [Fact]
    public async Task The_product_s_schema_is_made_and_made_again()
    {
        await using var run = await WarehouseRun.OpenAsync();

        await run.PrepareAsync();
        await run.PrepareAsync();

        Assert.Equal((long)SchemaChanges.All.Count, await run.OneAsync("SELECT COUNT(*) FROM dw.schema_changes"));
    }

    [Fact]
    public async Task Real_files_loaded_by_the_product_s_statements_give_the_expected_rows()
    {
        var files = SourceFile.InFolder(SharedData.Require("data/sparkify-71"));
        var expected = SharedData.Require("data/expected-2/sparkify-71");
        await using var run = await WarehouseRun.OpenAsync();
        await run.PrepareAsync();

        await run.LoadAsync("first", files.Reverse().Where((_, i) => i % 2 == 0));
        await run.LoadAsync("second", files.Where((_, i) => i % 3 != 0));
        await run.LoadAsync("third", files);

        var comparison = Comparison.Of(
            StarTable.Names.Select(table => StarTable.FromJsonLines(table, File.ReadLines(Path.Combine(expected, $"{table}.jsonl")))),
            await run.StarAsync());
        Assert.True(comparison.AreEqual, comparison.ToString());
    }

    [Fact]
    public async Task Loads_that_run_at_once_give_what_they_give_one_after_another()
    {
        var files = SourceFile.InFolder(SharedData.Require("data/sparkify-71"));
        await using var run = await WarehouseRun.OpenAsync();
        await run.PrepareAsync();

        await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(load => Task.Run(() => run.LoadAsync($"load{load}", files.Where((_, i) => i % 6 == load || i % 5 == load)))));

        var comparison = Comparison.Of(StarSchema.Of(files).Tables, await run.StarAsync());
        Assert.True(comparison.AreEqual, comparison.ToString());
    }
}
