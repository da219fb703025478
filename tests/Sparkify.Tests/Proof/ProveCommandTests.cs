using Sparkify.Proof;
using Sparkify.Proof.Faults;

namespace Sparkify.Tests.Proof;

public sealed class ProveCommandTests
{
    [Fact]
    public void It_prints_schedules_deliveries_every_kind_of_fault_crashes_and_divergences()
    {
        var (exit, output, _) = Run("--schedules", "2", "--seed", "9");

        Assert.Equal(0, exit);
        Assert.Contains("2 schedules", output, StringComparison.Ordinal);
        Assert.Contains(" deliveries ", output, StringComparison.Ordinal);
        Assert.All(FaultKinds.All, kind => Assert.Contains($" {kind.Name}", output, StringComparison.Ordinal));
        Assert.Contains(" crashes", output, StringComparison.Ordinal);
        Assert.Contains("0 divergences", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_divergence_is_printed_with_its_seed_and_what_is_left_of_its_schedule()
    {
        var (exit, output, _) = Run("--schedules", "5", "--seed", "9", "--sabotage", "dedupe-removed-users", "--workers", "1");

        Assert.Equal(1, exit);
        Assert.Contains("of seed 9 diverges (all of it: ./sparkify prove --seed 9 --schedule ", output, StringComparison.Ordinal);
        Assert.Contains("  put ", output, StringComparison.Ordinal);
        Assert.Contains("divergence: ", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--schedules")]
    [InlineData("--schedules", "none")]
    [InlineData("--schedules", "0")]
    [InlineData("--sabotage", "unknown")]
    [InlineData("--what", "1")]
    public void Wrong_usage_is_told_and_exits_with_2(params string[] args)
    {
        var (exit, _, errors) = Run(args);

        Assert.Equal(2, exit);
        Assert.Contains("usage: ./sparkify prove", errors, StringComparison.Ordinal);
    }

    private static (int Exit, string Output, string Errors) Run(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        return (ProveCommand.Run(args, output, errors), output.ToString(), errors.ToString());
    }
}
