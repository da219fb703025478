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
