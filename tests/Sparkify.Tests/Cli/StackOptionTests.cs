using Sparkify.Cli;

namespace Sparkify.Tests.Cli;

public sealed class StackOptionTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public void A_stack_and_a_home_together_are_wrong_usage()
    {
        using var sparkify = new EndToEnd.Sparkify();

        var shown = sparkify.Run("files", "--stack", "sparkify");

        Assert.Equal(ExitCode.WrongUsage, shown.ExitCode);
        Assert.Contains("--stack and --home name two places", shown.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_can_be_no_stacks_name_is_wrong_usage()
    {
        var shown = EndToEnd.Sparkify.RunBare(Nothing, "failures", "--stack", "../other");

        Assert.Equal(ExitCode.WrongUsage, shown.ExitCode);
        Assert.Contains("'../other' is no stack's name", shown.Errors, StringComparison.Ordinal);
    }
}
