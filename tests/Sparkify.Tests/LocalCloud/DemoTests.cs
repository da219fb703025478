using System.Text.RegularExpressions;
using Sparkify.Cli;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.LocalCloud;

public sealed partial class DemoTests
{
    private const string Anything = "…";

    [Fact]
    public async Task The_demo_says_what_the_readme_shows_line_by_line()
    {
        using var writer = new StringWriter();

        var exit = await SparkifyCommands.RunAsync(
            ["demo"], new CommandOutput(writer, writer, isTerminal: false, width: 0), TestContext.Current.CancellationToken);

        Assert.True(exit == ExitCode.AllWell, writer.ToString());
        AssertShown(Shown(), [.. writer.ToString().Trim().Split('\n').Select(Plain)]);
    }

    /// <summary>What stands in the readme below the command.</summary>
    private static List<string> Shown() =>
        [.. File.ReadLines(Repository.Path("README.md")).SkipWhile(line => line != "    $ ./sparkify demo").Skip(1)
            .TakeWhile(line => line.Length == 0 || line.StartsWith("    ", StringComparison.Ordinal))
            .Select(line => Plain(line.Length == 0 ? line : line[4..]))];

    /// <summary>A line of three dots stands for any lines, at the end of a line for the rest of it.</summary>
    private static void AssertShown(List<string> shown, List<string> said)
    {
        Assert.NotEmpty(shown);
        var at = 0;
        var mayPass = false;
        foreach (var line in string.Join('\n', shown).TrimEnd().Split('\n'))
        {
            if (line == Anything)
            {
                mayPass = true;
                continue;
            }

            bool Is(string other) =>
                line.EndsWith(Anything, StringComparison.Ordinal) ? other.StartsWith(line[..^1], StringComparison.Ordinal) : other == line;
            var found = said.FindIndex(at, Is);
            Assert.True(
                found == at || (mayPass && found > at),
                $"README.md shows\n{line}\nand the demo says\n{said.ElementAtOrDefault(at)}\nin\n{string.Join('\n', said)}");
            (at, mayPass) = (found + 1, false);
        }

        Assert.True(mayPass || at == said.Count, $"README.md does not show\n{said.ElementAtOrDefault(at)}");
    }

    /// <summary>Without what no two runs have in common: seconds, and the ids of loads, whichever comes first.</summary>
    private static string Plain(string line) => Load().Replace(Seconds().Replace(line.TrimEnd(), "<seconds>"), "<load>");

    [GeneratedRegex(@"(?<= in )[0-9.,]+(?= s)")]
    private static partial Regex Seconds();

    [GeneratedRegex(@"(log|song)-data-[0-9a-f]{24}")]
    private static partial Regex Load();
}
