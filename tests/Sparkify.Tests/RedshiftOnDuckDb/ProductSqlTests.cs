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
        var expected = SharedData.Require("data/expected/sparkify-71");
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

    /// <summary>
    /// An independent text of the same rules, with idioms of its own: tables dropped first, NOT EXISTS, deltas instead of winners.
    /// </summary>
    [Fact]
    public async Task The_spike_s_statements_give_the_expected_rows()
    {
        var files = SourceFile.InFolder(SharedData.Require("data/sparkify-71"));
        var expected = SharedData.Require("data/expected/sparkify-71");
        await using var run = await WarehouseRun.OpenAsync();
        files.ToList().ForEach(file => run.Put(file.Key, file.Bytes));
        run.Objects.Put(new("bucket", "events"), await ManifestOfAsync(run, files, Dataset.LogData));
        run.Objects.Put(new("bucket", "songs"), await ManifestOfAsync(run, files, Dataset.SongData));
        await run.MustAsync(Spike("01_ddl.sql"));

        // A batch's session is fresh, so there is nothing to drop, and the whole is within a batch's 40 statements.
        await run.MustAsync(
            [.. Spike("02_stage.sql").Concat(Spike("03_merge.sql"))
                .Where(sql => !sql.StartsWith("DROP", StringComparison.Ordinal))
                .Select(sql => sql.Replace("{{events_manifest}}", "s3://bucket/events", StringComparison.Ordinal)
                    .Replace("{{songs_manifest}}", "s3://bucket/songs", StringComparison.Ordinal))]);

        var tables = StarTable.Names.Select(
            table => StarTable.FromJsonLines(table, File.ReadLines(Path.Combine(expected, $"{table}.jsonl"))));
        var comparison = Comparison.Of(tables, await run.Warehouse.StarAsync(tables));
        Assert.True(comparison.AreEqual, comparison.ToString());
    }

    private static async Task<ReadOnlyMemory<byte>> ManifestOfAsync(WarehouseRun run, IReadOnlyList<SourceFile> files, Dataset dataset)
    {
        run.Manifest(files.Where(file => file.Dataset == dataset).Select(file => file.Key));
        return await run.Objects.GetAsync(new("bucket", "manifest"), TestContext.Current.CancellationToken);
    }

    /// <summary>The file's statements, each without the comments before it.</summary>
    private static string[] Spike(string file) =>
        File.ReadAllText(SharedData.Require($"reference/merge-spike/{file}"))
            .Split('\n')
            .Where(line => !line.StartsWith("--", StringComparison.Ordinal))
            .Aggregate("", (text, line) => $"{text}{line.Split("--")[0]}\n")
            .Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
