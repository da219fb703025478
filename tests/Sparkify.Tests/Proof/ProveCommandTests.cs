using System.Globalization;
using Sparkify.Proof;
using Sparkify.Proof.Faults;

namespace Sparkify.Tests.Proof;

public sealed class ProveCommandTests
{
    [Fact]
    public async Task It_prints_schedules_deliveries_every_kind_of_fault_crashes_and_divergences()
    {
        var (exit, output, _) = await RunAsync("--schedules", "2", "--seed", "9");

        Assert.Equal(0, exit);
        Assert.Contains("2 schedules", output, StringComparison.Ordinal);
        Assert.Contains(" deliveries ", output, StringComparison.Ordinal);
        Assert.All(FaultKinds.All, kind => Assert.Contains($" {kind.Name}", output, StringComparison.Ordinal));
        Assert.Contains(" crashes", output, StringComparison.Ordinal);
        Assert.Contains("0 divergences", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_divergence_is_printed_with_its_seed_and_what_is_left_of_its_schedule()
    {
        var (exit, output, _) = await RunAsync("--schedules", "5", "--seed", "9", "--sabotage", "dedupe-removed-users", "--workers", "1");

        Assert.Equal(1, exit);
        Assert.Contains("of seed 9 diverges (all of it: ./sparkify prove --seed 9 --schedule ", output, StringComparison.Ordinal);
        Assert.Contains("  put ", output, StringComparison.Ordinal);
        Assert.Contains("divergence: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_in_two_pieces_is_the_run_in_one()
    {
        var (_, whole, _) = await RunAsync("--schedules", "4", "--seed", "9");
        var (_, one, _) = await RunAsync("--schedules", "3", "--seed", "9");
        var (_, other, _) = await RunAsync("--schedules", "1", "--seed", "9", "--from", "4");

        Assert.Equal(Figures(whole), Figures(one).Zip(Figures(other), (a, b) => a + b));
        Assert.NotEqual(0, Figures(other)[1]);
    }

    [Fact]
    public async Task A_run_that_is_stopped_says_what_has_run_and_how_to_go_on()
    {
        using var output = new StringWriter();
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();

        var exit = await ProveCommand.RunAsync(["--schedules", "7", "--seed", "9", "--from", "3"], output, TextWriter.Null, stopped.Token);

        Assert.Equal(130, exit);
        Assert.Contains(
            "stopped; the others: ./sparkify prove --seed 9 --from 3 --schedules 7", output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--schedules")]
    [InlineData("--schedules", "none")]
    [InlineData("--schedules", "0")]
    [InlineData("--sabotage", "unknown")]
    [InlineData("--what", "1")]
    public async Task Wrong_usage_is_reported_and_exits_with_2(params string[] args)
    {
        var (exit, _, errors) = await RunAsync(args);

        Assert.Equal(2, exit);
        Assert.Contains(args.Where(arg => arg.Length > 1), arg => errors.Contains(arg, StringComparison.Ordinal));
    }

    /// <summary>The lines that count something, without what the runs share.</summary>
    private static List<int> Figures(string output) =>
        [.. output.Split('\n').Select(line => line.Trim().Split(' ')[0])
            .Where(first => int.TryParse(first, NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out _))
            .Select(first => int.Parse(first, NumberStyles.AllowThousands, CultureInfo.InvariantCulture))];

    private static async Task<(int Exit, string Output, string Errors)> RunAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        return (await ProveCommand.RunAsync(args, output, errors), output.ToString(), errors.ToString());
    }
}
