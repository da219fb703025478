using System.Globalization;
using Sparkify.Bench;

namespace Sparkify.Tests.Bench;

public sealed class BenchCommandTests
{
    [Fact]
    public async Task It_prints_a_line_for_each_series_and_how_it_stands_to_its_baseline()
    {
        using var output = new StringWriter();

        var exit = await BenchCommand.RunAsync(["--runs", "2", "--events", "300", "--songs", "20"], output, TextWriter.Null);

        Assert.Equal(0, exit);
        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Contains("2 runs", lines[0], StringComparison.Ordinal);
        var (loads, baselines) = (lines[2..].Where(IsLoad).ToList(), lines[2..].Where(line => !IsLoad(line)).ToList());
        Assert.Equal((4, 2), (loads.Count, baselines.Count));
        Assert.All(loads, line => Assert.Equal(5, Figures(line)));
        Assert.All(baselines, line => Assert.Equal(4, Figures(line)));
    }

    [Fact]
    public async Task Flat_prints_each_load_over_each_number_of_plays_and_each_question()
    {
        using var output = new StringWriter();

        var exit = await BenchCommand.RunAsync(
            ["flat", "--plays", "0", "3000", "--runs", "1", "--events", "80", "--many", "300"], output, TextWriter.Null);

        Assert.Equal(0, exit);
        var lines = output.ToString().ReplaceLineEndings("\n").Split('\n');
        var loads = lines.SkipWhile(line => !line.StartsWith("stage and merge", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => line.Length > 0).ToList();
        Assert.Equal(6, loads.Count);
        Assert.All(loads, line => Assert.Matches(@"( +[0-9.]+ \([0-9.]+\)){2} +[0-9.]+$", line));
        Assert.Single(lines, line => line.StartsWith("the merge of 300 events at once ", StringComparison.Ordinal));
        Assert.Equal(5, lines.Count(line => line.Length > 0) - loads.Count - 4);
    }

    [Fact]
    public async Task What_is_no_number_of_runs_is_refused()
    {
        using var errors = new StringWriter();

        Assert.Equal(2, await BenchCommand.RunAsync(["--runs", "0"], TextWriter.Null, errors));
        Assert.Contains("--runs", errors.ToString(), StringComparison.Ordinal);
    }

    private static bool IsLoad(string line) => line.Contains("load", StringComparison.Ordinal);

    /// <summary>At the end of a line.</summary>
    private static int Figures(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Reverse()
        .TakeWhile(word => double.TryParse(word, CultureInfo.InvariantCulture, out _)).Count();
}
