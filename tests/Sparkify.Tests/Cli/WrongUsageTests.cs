using Sparkify.Cli;
using Sparkify.Reference;
using Sparkify.Tests.EndToEnd;

namespace Sparkify.Tests.Cli;

public sealed class WrongUsageTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Theory]
    [InlineData("files", "--jsn")]
    [InlineData("redrive", "--al")]
    [InlineData("query", "--jsn")]
    public void An_option_that_does_not_exist_is_no_argument(string command, string option)
    {
        using var sparkify = new EndToEnd.Sparkify();

        var shown = sparkify.Run(command, option);

        Assert.Equal(ExitCode.WrongUsage, shown.ExitCode);
        Assert.Contains($"There is no option {option}", shown.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Did you mean --status?", "files", "--statsu", "loaded")]
    [InlineData("Did you mean --json?", "query", "--jsn")]
    [InlineData("Did you mean --prefix?", "backfill", "log_data", "--prefx", "log_data/2018/")]
    [InlineData("Did you mean --home?", "failures", "--hone", "x")]
    [InlineData("Did you mean load?", "laod", "samples")]
    [InlineData("Did you mean backfill?", "backfil")]
    [InlineData("Did you mean redrive?", "REDRIVE")]
    [InlineData("'quarantine' is nothing that --status takes. Did you mean quarantined? It takes ", "files", "--status", "quarantine")]
    [InlineData("Did you mean not loaded?", "files", "--status", "not-loaded")]
    [InlineData("Did you mean 15-minutes?", "cost", "--files-per-day", "1", "--events-per-file", "1", "--every", "15minutes")]
    [InlineData("Did you mean top_songs or top_artists?", "ask", "TOP")]
    [InlineData("Did you mean bash?", "completion", "bahs")]
    public async Task What_was_nearly_typed_is_named(string words, params string[] arguments)
    {
        using var home = new LocalCloud.LocalHome();

        var (exit, output, error) = await home.RunAsync(arguments);

        Assert.Equal(ExitCode.WrongUsage, exit);
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.DoesNotContain("Usage:", output + error, StringComparison.Ordinal);
    }

    /// <summary>Nothing is begun, and nothing made: not even the home.</summary>
    [Theory]
    [InlineData("--from 'yesterday' is no moment", "backfill", "log_data", "--from", "yesterday")]
    [InlineData("--to '12:00' is no moment", "backfill", "log_data", "--to", "12:00")]
    [InlineData("is not before to '2018-11-01'", "backfill", "log_data", "--from", "2018-11-02", "--to", "2018-11-01")]
    [InlineData("--prefix 'song_data/A' is not of log_data", "backfill", "log_data", "--prefix", "song_data/A")]
    [InlineData("--prefix 'logs/' is not of song_data", "backfill", "song_data", "--prefix", "logs/")]
    [InlineData("DATASET 'play_data' is no dataset", "backfill", "play_data")]
    [InlineData("--max-files-per-load 0 is not from 1", "backfill", "log_data", "--max-files-per-load", "0")]
    [InlineData("--max-files-per-load 10001 is not from 1", "backfill", "log_data", "--max-files-per-load", "10001")]
    [InlineData("--max-bytes-per-load 0 is not from 1", "backfill", "log_data", "--max-bytes-per-load", "0", "--dry-run")]
    [InlineData("Cannot parse argument 'x'", "backfill", "log_data", "--max-files-per-load", "x")]
    [InlineData("expects a single argument", "backfill", "log_data", "--from", "2018-11-01", "--from", "2018-11-02")]
    [InlineData("expects a single argument", "files", "--stack", "one", "--stack", "two")]
    [InlineData("--keep takes 1d to 3650d, or 10MB or more", "backfill", "log_data", "--keep", "5")]
    [InlineData("--keep takes 1d to 3650d, or 10MB or more", "watch", "--keep", "7d", "--keep", "1MB")]
    [InlineData("--keep is for a home", "backfill", "log_data", "--keep", "7d", "--stack", "one")]
    [InlineData("SQL is empty", "query", " ")]
    [InlineData("KEY is empty", "files", "")]
    [InlineData("--events takes a whole number from 0", "generate", "--events", "-1", "--songs", "1", "--out", "x")]
    [InlineData("--songs takes a whole number from 0", "generate", "--events", "1", "--songs", "100000001", "--out", "x")]
    [InlineData("--seed takes a whole number from 0", "generate", "--events", "1", "--songs", "1", "--seed", "-1", "--out", "x")]
    [InlineData("--files-per-day takes a number from 0", "cost", "--files-per-day", "-0.5", "--events-per-file", "1")]
    [InlineData("--events-per-file takes a whole number from 0", "cost", "--files-per-day", "1", "--events-per-file", "-1")]
    [InlineData("--rpu takes a whole number from 4", "cost", "--files-per-day", "1", "--events-per-file", "1", "--rpu", "3")]
    [InlineData("'week' is nothing that --every takes. It takes as-files-come, ",
        "cost", "--files-per-day", "1", "--events-per-file", "1", "--every", "week")]
    public async Task What_makes_no_sense_is_refused_before_anything_begins(string words, params string[] arguments)
    {
        using var home = new LocalCloud.LocalHome();

        var (exit, _, error) = await home.RunAsync(arguments);

        Assert.Equal(ExitCode.WrongUsage, exit);
        Assert.Contains(words, error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(home.Path));
    }

    /// <summary>What every backfill asks of its input is asked here, whatever is added to it.</summary>
    [Theory]
    [InlineData("log_data", "--from", "yesterday")]
    [InlineData("log_data", "--prefix", "logs/")]
    [InlineData("play_data")]
    public async Task A_wrong_backfill_of_a_deployed_stack_is_refused_before_the_stack_is_looked_for(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var exit = await SparkifyCommands.RunAsync(
            ["backfill", .. arguments, "--stack", "none"], new CommandOutput(output, error, isTerminal: false, width: 0),
            TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.WrongUsage, exit);
        Assert.DoesNotContain("/sparkify/none/stack", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_may_begin_with_a_comment()
    {
        using var sparkify = new EndToEnd.Sparkify();

        sparkify.Load(sparkify.Part("one", [BadFiles.Of(Dataset.SongData).First()]));

        var shown = sparkify.Run("query", "--one line\nSELECT 1 AS one", "--json");

        Assert.Equal((ExitCode.AllWell, """[{"one":1}]"""), (shown.ExitCode, shown.Output.Replace("\n", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("files", "--home", "")]
    [InlineData("generate", "--events", "1", "--songs", "1", "--out", " ")]
    public void An_empty_path_is_wrong_usage(params string[] arguments)
    {
        var shown = EndToEnd.Sparkify.RunBare(Nothing, arguments);

        Assert.Equal(ExitCode.WrongUsage, shown.ExitCode);
        Assert.Contains("takes the path of a folder", shown.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_cannot_be_used_is_reported_without_a_trace()
    {
        using var folder = new LocalCloud.TemporaryFolder();
        await File.WriteAllTextAsync(folder["file"], "", TestContext.Current.CancellationToken);

        var shown = EndToEnd.Sparkify.RunBare(Nothing, "generate", "--events", "1", "--songs", "1", "--out", folder["file"]);

        Assert.Equal(ExitCode.Failed, shown.ExitCode);
        Assert.Contains("Look whether the path is right", shown.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", shown.Errors, StringComparison.Ordinal);
    }
}
