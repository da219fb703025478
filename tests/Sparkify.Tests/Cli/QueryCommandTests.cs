using Sparkify.Cli;
using Sparkify.Cli.Sharing;
using Sparkify.LocalCloud.Home;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Cli;

public sealed class QueryCommandTests(LoadedHome home) : IClassFixture<LoadedHome>, IDisposable
{
    private const string Script = "-- first; of two\nSELECT ';' AS a;\n\nSELECT nope FROM songs;\nSELECT 3";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_or_the_standard_input_is_asked_statement_by_statement_to_the_first_error(bool beside)
    {
        await File.WriteAllTextAsync(_folder["--report.sql"], Script, TestContext.Current.CancellationToken);
        await using var owner = beside
            ? await HomeOwner.TryOpenAsync(HomeFolder.Open(home.Home.Path), inRealTime: true, TestContext.Current.CancellationToken)
            : null;

        var file = await home.RunAsync("", "query", "--file", _folder["--report.sql"], "--csv");
        var input = await home.RunAsync(Script, "query", "-", "--csv");
        var nothing = await home.RunAsync(Script, "query", "--csv");
        var argument = await home.RunAsync("", "query", Script, "--csv");

        Assert.Equal("a\r\n;\r\n\n", file.Output);
        Assert.Equal((ExitCode.Failed, file.Output), (file.Exit, argument.Output));
        Assert.Equal(input, nothing);
        Assert.StartsWith(
            $"{_folder["--report.sql"]}, line 4: ERROR: column \"nope\" does not exist", file.Error, StringComparison.Ordinal);
        Assert.StartsWith("standard input, line 4: ERROR: ", input.Error, StringComparison.Ordinal);
        Assert.StartsWith("line 4: ERROR: ", argument.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--csv", "a,b,c\r\n\"\",,\"x,\"\"y\"\"\"\r\n")]
    [InlineData("--json", "[\n{\"a\":\"\",\"b\":null,\"c\":\"x,\\\"y\\\"\"}\n]\n")]
    [InlineData("--all", "a b    c    \n  NULL x,\"y\"\n")]
    public async Task NULL_and_empty_text_are_two_things(string form, string shown) =>
        Assert.Equal((ExitCode.AllWell, shown, ""), await home.RunAsync("", "query", "SELECT '' AS a, NULL AS b, 'x,\"y\"' AS c", form));

    [Theory]
    [InlineData("SELECT * FROM song", "relation \"song\" does not exist. There are songs, ")]
    [InlineData("SELECT * FROM file_ledgr", "dw.file_ledger")]
    [InlineData("SELECT * FROM dw.load", "There are dw.loads, ")]
    [InlineData("DESCRIBE sogns", "relation \"sogns\" does not exist. There are songs, ")]
    [InlineData("SELECT titel FROM songs", "column \"titel\" does not exist. Near it: title of songs")]
    [InlineData("SELECT zzzzzz FROM songs", "column \"zzzzzz\" does not exist\n")]
    [InlineData("SELEC 1", "ERROR: syntax error at or near \"selec\" Position: 1\n")]
    public async Task A_name_that_is_not_there_is_answered_with_those_that_are(string sql, string words)
    {
        var (exit, _, error) = await home.RunAsync("", "query", sql);

        Assert.Equal(ExitCode.Failed, exit);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SHOW TABLES", "public      songplays")]
    [InlineData("\\d", "dw          file_ledger")]
    [InlineData("describe \"Songs\";", "duration    double precision")]
    [InlineData("\\d dw.loads", "recorded_at     timestamp without time zone")]
    public async Task What_there_is_can_be_asked(string asked, string line)
    {
        var (exit, output, _) = await home.RunAsync("", "query", asked);

        Assert.Equal(ExitCode.AllWell, exit);
        Assert.Contains(line, output, StringComparison.Ordinal);
        Assert.DoesNotContain("redshift_system", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("There is no statement in standard input.", "query")]
    [InlineData("There is no statement in it.", "query", "-- nothing more")]
    [InlineData("SQL and --file are two things to ask", "query", "SELECT 1", "-f", "x.sql")]
    [InlineData("--json and --csv are two forms", "query", "SELECT 1", "--json", "--csv")]
    public async Task What_asks_nothing_or_two_things_is_wrong_usage(string words, params string[] arguments)
    {
        var (exit, _, error) = await home.RunAsync("", arguments);

        Assert.Equal(ExitCode.WrongUsage, exit);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }
}
