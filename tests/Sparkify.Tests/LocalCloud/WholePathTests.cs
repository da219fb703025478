using Sparkify.Cli;
using Sparkify.Ingestion.Backfill;
using Sparkify.LocalCloud.Home;
using Sparkify.Reference;
using Sparkify.SampleData;
using Sparkify.Tests.SampleData;

namespace Sparkify.Tests.LocalCloud;

/// <summary>Files go in at one end, and the star schema of the reference comes out at the other.</summary>
public sealed class WholePathTests : IDisposable
{
    private readonly LocalHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task The_real_files_give_exactly_the_expected_rows_and_loading_them_again_changes_nothing()
    {
        var folder = SharedData.Require("data/sparkify-71");
        var files = SourceFile.InFolder(folder);
        var expected = StarTable.Names.Select(table => StarTable.FromJsonLines(
            table, File.ReadLines(SharedData.Require($"data/expected-2/sparkify-71/{table}.jsonl")))).ToList();

        var first = await _home.LoadAsync(folder);

        Assert.Equal(files.Count, first["files"]!["loaded"]!.GetValue<int>());
        Assert.Equal(Sources.Loads(files), first["executions"]!["started"]!.GetValue<int>());
        Assert.True(
            Comparison.Of(expected, await _home.TablesAsync()) is { AreEqual: true },
            $"{Comparison.Of(expected, await _home.TablesAsync())}");

        var again = await _home.LoadAsync(folder);

        Assert.Equal(
            (files.Count, files.Count), (again["files"]!["delivered"]!.GetValue<int>(), again["files"]!["unchanged"]!.GetValue<int>()));
        Assert.True(Comparison.Of(expected, await _home.TablesAsync()).AreEqual);
    }

    /// <summary>Several loads in any order, some files delivered again and again: as the files all at once.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Files_in_any_order_and_grouping_give_the_rows_of_the_reference(int seed)
    {
        var chance = new Random(seed);
        var files = Sources.Of(new GenerateOptions(600, 40, seed, "")).ToArray();
        var expected = StarSchema.Of(files).Tables;

        chance.Shuffle(files);
        foreach (var group in files.Chunk((files.Length / 4) + 1))
        {
            await _home.LoadAsync(_home.FolderOf(group.Concat(files.Where(_ => chance.Next(10) == 0))));
        }

        var comparison = Comparison.Of(expected, await _home.TablesAsync());
        Assert.True(comparison.AreEqual, $"{comparison}");
    }

    [Fact]
    public async Task Songs_that_come_after_the_logs_are_those_of_the_plays_that_were_there_before()
    {
        var files = Sources.Of(new GenerateOptions(600, 40, 3, ""));
        var expected = StarSchema.Of(files);
        Assert.Contains(expected.Songplays.Rows, row => row[4] is not null);

        await _home.LoadAsync(_home.FolderOf(files.Where(file => file.Key.StartsWith("log_data/", StringComparison.Ordinal))));
        Assert.Equal(0, (await _home.QueryAsync("SELECT COUNT(song_id) AS resolved FROM songplays"))[0].GetProperty("resolved").GetInt64());
        await _home.LoadAsync(_home.FolderOf(files.Where(file => file.Key.StartsWith("song_data/", StringComparison.Ordinal))));

        var comparison = Comparison.Of(expected.Tables, await _home.TablesAsync());
        Assert.True(comparison.AreEqual, $"{comparison}");
    }

    /// <summary>By the warehouse's own record of its COPYs; those of a load's list of files, one object each, are beside them.</summary>
    [Fact]
    public async Task A_burst_of_14_926_files_costs_three_COPYs()
    {
        var burst = Sources.Of(new GenerateOptions(3_000, 14_896, 5, ""));

        var summary = await _home.LoadAsync(_home.FolderOf(burst));

        Assert.Equal((14_926, 14_926), (burst.Count, summary["files"]!["loaded"]!.GetValue<int>()));
        var copies = (await _home.QueryAsync("SELECT source_file_count AS files FROM sys_load_history WHERE table_name LIKE 'staging%'"))
            .EnumerateArray();
        Assert.Equal([30L, 4_896, 10_000], copies.Select(copy => copy.GetProperty("files").GetInt64()).Order());
    }

    [Fact]
    public async Task A_poison_file_is_quarantined_with_its_reason_and_the_others_are_loaded()
    {
        var files = Sources.Of(new GenerateOptions(300, 20, 4, ""));
        var poison = SourceFile.OfText(Dataset.LogData, "log_data/poison.json", "this is no JSON\n");
        var folder = _home.FolderOf(files.Append(poison));

        var (exit, output, error) = await _home.RunAsync("load", folder);

        Assert.Equal(ExitCode.DoneWithLosses, exit);
        Assert.Contains("quarantined: log_data/poison.json: ", output, StringComparison.Ordinal);
        Assert.Equal("", error);
        Assert.True(Comparison.Of(StarSchema.Of(files).Tables, await _home.TablesAsync()).AreEqual);
        var (_, story, _) = await _home.RunAsync("files", poison.Key);
        Assert.Contains("quarantined", story, StringComparison.Ordinal);
        Assert.Contains(
            "Sparkify: files quarantined",
            await File.ReadAllTextAsync(_home["notices.jsonl"], TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_no_table_can_use_is_counted_and_reported_by_its_load()
    {
        var (exit, output, _) = await _home.RunAsync("load", _home.FolderOf([OutOfRange]));

        Assert.Equal(ExitCode.DoneWithLosses, exit);
        Assert.Contains("100 rows staged, 0 rejected, 1 unusable", output, StringComparison.Ordinal);
        Assert.Contains(
            "unusable: log_data/year-10000.json: 1 of 100 rows have a ts outside the years 1 to 9999", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_no_table_can_use_is_counted_by_its_backfill()
    {
        HomeFolder.Open(_home.Path);
        Directory.CreateDirectory(_home["bucket/log_data"]);
        await File.WriteAllBytesAsync(_home[$"bucket/{OutOfRange.Key}"], OutOfRange.Bytes.ToArray(), TestContext.Current.CancellationToken);

        var (exit, output, _) = await _home.RunAsync("backfill", "log_data");

        Assert.Equal(ExitCode.DoneWithLosses, exit);
        Assert.Contains("100 rows staged, 0 rejected, 1 unusable", output, StringComparison.Ordinal);
    }

    private static SourceFile OutOfRange { get; } =
        SourceFile.OfText(Dataset.LogData, "log_data/year-10000.json", string.Join('\n', Enumerable.Range(0, 100).Select(item =>
            $$"""{"page":"NextSong","ts":{{(item == 50 ? 253402300800000 : 1541106106796)}},"sessionId":7,"itemInSession":{{item}}}""")));
}
