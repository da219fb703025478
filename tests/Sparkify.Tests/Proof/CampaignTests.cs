using System.Globalization;
using Sparkify.Proof;
using Sparkify.Proof.Schedules;
using Sparkify.Proof.Verdicts;

namespace Sparkify.Tests.Proof;

public sealed class CampaignTests
{
    /// <summary>However slow the machine is.</summary>
    private const int Fewest = 60;

    private static readonly TimeSpan Most = TimeSpan.FromSeconds(60);

    private static ulong Seed { get; } =
        ulong.TryParse(Environment.GetEnvironmentVariable("SPARKIFY_PROOF_SEED"), CultureInfo.InvariantCulture, out var seed) ? seed : 1;

    /// <summary>The short form of <c>./sparkify prove</c>. Another seed is other schedules: SPARKIFY_PROOF_SEED.</summary>
    [Fact]
    public void Any_order_any_repetition_any_crash_gives_the_same_star_schema_and_loses_nothing()
    {
        var campaign = new Campaign(Seed);

        var workers = Math.Max(1, Environment.ProcessorCount - 1);
        campaign.Run(Fewest, workers: workers, mostDivergences: 1, stopping: TestContext.Current.CancellationToken);
        campaign.Run(
            int.MaxValue,
            Most - campaign.Elapsed,
            first: Fewest + 1,
            workers: workers,
            mostDivergences: 1,
            stopping: TestContext.Current.CancellationToken);

        var figures = new StringWriter();
        Summary.Write(campaign, Seed, figures);
        TestContext.Current.TestOutputHelper?.WriteLine(figures.ToString());
        Assert.True(campaign.Diverging.Count == 0, Shown(campaign));
        Assert.InRange(campaign.Schedules, Fewest, int.MaxValue);
    }

    private static string Shown(Campaign campaign) => string.Join('\n', campaign.Diverging.Select(diverging =>
    {
        RunReport smallest = Shrinker.Shrink(diverging.Value, schedule => Simulation.Run(schedule), mostRuns: 100);
        return $"schedule {diverging.Key} of seed {Seed} diverges (./sparkify prove --seed {Seed} --schedule {diverging.Key}); "
            + "made smaller:\n"
            + $"{smallest.Schedule.Describe()}\n{string.Join('\n', smallest.Divergences)}";
    }));
}
