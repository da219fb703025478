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

        var told = sparkify.Run(command, option);

        Assert.Equal(ExitCode.WrongUsage, told.ExitCode);
        Assert.Contains($"There is no option {option}", told.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_statement_may_begin_with_a_comment()
    {
        using var sparkify = new EndToEnd.Sparkify();

        sparkify.Load(sparkify.Part("one", [BadFiles.Of(Dataset.SongData).First()]));

        var told = sparkify.Run("query", "--one line\nSELECT 1 AS one", "--json");

        Assert.Equal((ExitCode.AllWell, """[{"one":1}]"""), (told.ExitCode, told.Output.Replace("\n", "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("files", "--home", "")]
    [InlineData("generate", "--events", "1", "--songs", "1", "--out", " ")]
    public void An_empty_path_is_wrong_usage(params string[] arguments)
    {
        var told = EndToEnd.Sparkify.RunBare(Nothing, arguments);

        Assert.Equal(ExitCode.WrongUsage, told.ExitCode);
        Assert.Contains("takes the path of a folder", told.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_cannot_be_used_is_told_without_a_trace()
    {
        using var folder = new LocalCloud.TemporaryFolder();
        await File.WriteAllTextAsync(folder["file"], "", TestContext.Current.CancellationToken);

        var told = EndToEnd.Sparkify.RunBare(Nothing, "generate", "--events", "1", "--songs", "1", "--out", folder["file"]);

        Assert.Equal(ExitCode.Failed, told.ExitCode);
        Assert.Contains("Look whether the path is right", told.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", told.Errors, StringComparison.Ordinal);
    }
}
