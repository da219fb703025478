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
