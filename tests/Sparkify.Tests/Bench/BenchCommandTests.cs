using Sparkify.Bench;

namespace Sparkify.Tests.Bench;

public sealed class BenchCommandTests : IDisposable
{
    private readonly Workplace _work = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _work.Dispose();

    /// <summary>
    /// Little of everything is run for its counts: each load leaves the plain script's rows, and takes as many statements in an old home.
    /// </summary>
    [Fact]
    public async Task Quick_finds_every_count_right_and_prints_a_row_for_each_series_and_each_phase()
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();

        var exit = await BenchCommand.RunAsync(["--quick"], output, errors);

        Assert.True(exit == 0, errors.ToString());
        var tables = Tables(output);
        Assert.InRange(tables[0].Length, 11, 13);
        Assert.All(tables[0], row => Assert.Matches(@"^\| [^|]+ \| [0-9.,]+ \| [0-9.,]+ \| [0-9,]+ \|", row));
        Assert.Equal(8, tables[1].Length);
    }

    [Fact]
    public async Task A_load_that_leaves_other_rows_than_it_should_is_no_measurement()
    {
        var songs = _work.Songs(3);
        var (_, plain) = await _work.PlainAsync(songs, Cancel);

        var (_, loaded, _) = await Workplace.LoadAsync(songs, _work.Fresh("home"), plain, Cancel);
        var failure = await Assert.ThrowsAsync<BenchFailedException>(
            () => Workplace.LoadAsync(songs, _work.Fresh("home"), plain with { Songs = 4 }, Cancel));

        Assert.Equal(3, loaded.Songs);
        Assert.Contains("Songs = 4", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_ends_otherwise_than_it_should_is_no_measurement()
    {
        var (cost, _) = await Child.SparkifyAsync(["backfill"], Cancel, exitCode: 2);
        var failure = await Assert.ThrowsAsync<BenchFailedException>(() => Child.SparkifyAsync(["backfill"], Cancel));

        Assert.True(cost is { Cpu.Ticks: > 0, Wall.Ticks: > 0, Peak: > 1_000_000 }, $"{cost}");
        Assert.Contains("DATASET", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Flat_prints_each_load_over_each_number_of_plays_and_each_question()
    {
        using var output = new StringWriter();

        var exit = await BenchCommand.RunAsync(
            ["flat", "--plays", "0", "3000", "--runs", "1", "--events", "80", "--many", "300"], output, TextWriter.Null);

        Assert.Equal(0, exit);
        var tables = Tables(output);
        Assert.Equal([6, 1, 5], tables.Select(table => table.Length));
        Assert.All(tables[0], row => Assert.Matches(@"^\| [^|]+ \|( [0-9.]+ \([0-9.]+\) \|){2} [0-9.]+ \|$", row));
        Assert.StartsWith("| 300 events |", tables[1][0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_number_of_runs_is_refused()
    {
        using var errors = new StringWriter();

        Assert.Equal(2, await BenchCommand.RunAsync(["--runs", "0"], TextWriter.Null, errors));
        Assert.Contains("--runs", errors.ToString(), StringComparison.Ordinal);
    }

    /// <summary>The rows of each table, without its two lines of heading.</summary>
    private static string[][] Tables(StringWriter output)
    {
        var tables = output.ToString().ReplaceLineEndings("\n").Split("\n\n").Where(part => part.StartsWith('|'));
        return [.. tables.Select(table => table.Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..])];
    }
}
