using System.Text.Json.Nodes;
using Sparkify.Cli;
using Sparkify.Cli.Sharing;
using Sparkify.LocalCloud.Export;
using Sparkify.LocalCloud.Home;
using Sparkify.Tests.Cli;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Connecting;

public sealed class ExportTests(LoadedHome home) : IClassFixture<LoadedHome>, IDisposable
{
    private static readonly string[] Tables = ["artists", "played_tracks", "songplays", "songs", "time", "users"];

    private readonly TemporaryFolder _folder = new();

    private string Exported => _folder["plays"];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("parquet", false)]
    [InlineData("csv", false)]
    [InlineData("parquet", true)]
    public async Task The_files_have_the_rows_of_the_views(string format, bool beside)
    {
        await using var owner = beside
            ? await HomeOwner.TryOpenAsync(HomeFolder.Open(home.Home.Path), inRealTime: true, TestContext.Current.CancellationToken)
            : null;

        var (exit, output, error) = await home.RunAsync("", "export", Exported, "--format", format, "--json");

        Assert.Equal((ExitCode.AllWell, ""), (exit, error));
        AssertFiles([.. Tables.Select(table => $"{table}.{format}"), FolderExport.MarkFile]);
        var said = JsonNode.Parse(output)!["tables"]!.AsArray().ToDictionary(
            table => (string)table!["table"]!, table => ((long)table!["rows"]!, (long)table["bytes"]!));
        foreach (var table in Tables)
        {
            var file = Path.Combine(Exported, $"{table}.{format}");
            var asked = await home.Home.QueryAsync($"SELECT * FROM {table}");
            var read = format == "csv" ? $"read_csv('{file}', all_varchar = true)" : $"'{file}'";
            var columns = RawDuckDb.Rows($"DESCRIBE SELECT * FROM {read}").Select(row => (string)row[0]!).ToList();
            var rows = RawDuckDb.Rows($"SELECT * FROM {read}").Select(row => string.Join('|', row.Select(Plain)));
            Assert.Equal(asked[0].EnumerateObject().Select(column => column.Name), columns);
            Assert.Equal(
                asked.EnumerateArray().Select(row => string.Join('|', row.EnumerateObject().Select(column => Plain(column.Value))))
                    .Order(StringComparer.Ordinal),
                rows.Order(StringComparer.Ordinal));
            Assert.Equal((asked.GetArrayLength(), new FileInfo(file).Length), said[table]);
        }
    }

    [Fact]
    public async Task An_export_takes_the_place_of_an_earlier_one_and_leaves_the_rest_alone()
    {
        Directory.CreateDirectory(Exported);
        await File.WriteAllTextAsync(Path.Combine(Exported, "notes.txt"), "mine", TestContext.Current.CancellationToken);
        await home.RunAsync("", "export", Exported, "--format", "csv", "--with-ledger");
        Assert.Contains("file_ledger.csv", Files());

        await home.RunAsync("", "export", Exported);
        var first = Bytes();
        var (exit, _, _) = await home.RunAsync("", "export", Exported);

        Assert.Equal(ExitCode.AllWell, exit);
        AssertFiles([.. Tables.Select(table => $"{table}.parquet"), "notes.txt", FolderExport.MarkFile]);
        Assert.Equal(first, Bytes());
        Assert.Empty(Directory.EnumerateFiles(home.Home["exporting"]));

        List<string> Bytes() =>
            [.. Tables.Select(table => Convert.ToHexString(File.ReadAllBytes(Path.Combine(Exported, $"{table}.parquet"))))];
    }

    [Theory]
    [InlineData("songs.parquet", null)]
    [InlineData("songs.parquet", "{\"tables\":[{\"file\":\"users.parquet\"}]}")]
    [InlineData("songs.parquet", "no JSON")]
    public async Task A_file_of_another_origin_is_not_written_over(string name, string? mark)
    {
        Directory.CreateDirectory(Exported);
        await File.WriteAllTextAsync(Path.Combine(Exported, name), "mine", TestContext.Current.CancellationToken);
        if (mark is not null)
        {
            await File.WriteAllTextAsync(Path.Combine(Exported, FolderExport.MarkFile), mark, TestContext.Current.CancellationToken);
        }

        var (exit, _, error) = await home.RunAsync("", "export", Exported);

        Assert.Equal(ExitCode.WrongUsage, exit);
        Assert.Contains($"{Path.Combine(Exported, name)} is there and is of no earlier export", error, StringComparison.Ordinal);
        Assert.Equal("mine", await File.ReadAllTextAsync(Path.Combine(Exported, name), TestContext.Current.CancellationToken));
        Assert.DoesNotContain("users.parquet", Files());
    }

    /// <summary>What a process that was killed between two files leaves.</summary>
    [Fact]
    public async Task A_half_done_export_is_exported_over()
    {
        await home.RunAsync("", "export", Exported);
        var mark = Path.Combine(Exported, FolderExport.MarkFile);
        var left = JsonNode.Parse(await File.ReadAllTextAsync(mark, TestContext.Current.CancellationToken))!;
        left["complete"] = false;
        await File.WriteAllTextAsync(mark, left.ToJsonString(), TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(Exported, "time.parquet"));
        await File.WriteAllTextAsync(Path.Combine(Exported, ".users.parquet.partial"), "PAR", TestContext.Current.CancellationToken);

        var (exit, _, _) = await home.RunAsync("", "export", Exported);

        Assert.Equal(ExitCode.AllWell, exit);
        AssertFiles([.. Tables.Select(table => $"{table}.parquet"), FolderExport.MarkFile]);
        Assert.True((bool)JsonNode.Parse(await File.ReadAllTextAsync(mark, TestContext.Current.CancellationToken))!["complete"]!);
    }

    [Fact]
    public async Task No_statement_reaches_a_file_beside_those_of_exports()
    {
        await File.WriteAllTextAsync(home.Home["scratch/a.csv"], "a\n1\n", TestContext.Current.CancellationToken);

        var (exit, _, error) = await home.RunAsync("", "query", $"SELECT * FROM \"{home.Home["scratch/a.csv"]}\"");

        Assert.Equal(ExitCode.Failed, exit);
        Assert.Matches("does not exist|Cannot access file", error);
        File.Delete(home.Home["scratch/a.csv"]);
    }

    [Theory]
    [InlineData("export works on a home.", "--stack", "one")]
    [InlineData("is in the home, which is no place for an export", null, null)]
    [InlineData("'xlsx' is nothing that --format takes. It takes parquet or csv.", "--format", "xlsx")]
    public async Task What_cannot_be_exported_is_refused_with_what_to_do(string words, string? option, string? value)
    {
        var (exit, _, error) = await home.RunAsync(
            "", option is null ? ["export", home.Home["bucket/plays"]] : ["export", Exported, option, value!]);

        Assert.Equal(ExitCode.WrongUsage, exit);
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Exported));
    }

    private static string Plain(object? value) => value switch
    {
        null => "",
        System.Text.Json.JsonElement json => json.ToString().Replace(".000", "", StringComparison.Ordinal),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFF", System.Globalization.CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, System.Globalization.CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    private void AssertFiles(IEnumerable<string> names) => Assert.Equal(names.Order(StringComparer.Ordinal), Files());

    private IEnumerable<string> Files() => Directory.EnumerateFiles(Exported).Select(Path.GetFileName).Order(StringComparer.Ordinal)!;
}
