using Sparkify.Ingestion.Statements;
using Sparkify.Proof;
using Sparkify.Proof.Sabotages;
using Sparkify.Proof.Schedules;
using Sparkify.Proof.World;

namespace Sparkify.Tests.Proof;

/// <summary>
/// How we know that the proof sees what it should: promises are broken between the functions and the database, and must be noticed in the
/// words that name just that.
/// </summary>
public sealed class SabotageTests
{
    private const int MostSchedules = 150;

    public static TheoryData<string> EverySabotage => [.. Sabotage.All.Select(sabotage => sabotage.Name)];

    [Theory]
    [MemberData(nameof(EverySabotage))]
    public void A_broken_promise_diverges(string name)
    {
        var sabotage = Sabotage.All.Single(one => one.Name == name);
        var others = new List<string>();
        foreach (var schedule in Enumerable.Range(1, 10 * MostSchedules).Select(number => ScheduleGenerator.Of(1, number))
            .Where(sabotage.IsShownBy)
            .Take(MostSchedules))
        {
            var divergences = Simulation.Run(schedule, sabotage.Break).Divergences;
            if (divergences.Any(divergence => divergence.Contains(sabotage.Words, StringComparison.Ordinal)))
            {
                return;
            }

            others.AddRange(divergences);
        }

        Assert.Fail(
            $"{sabotage.What}: of {MostSchedules} schedules none diverges with the words '{sabotage.Words}'; "
            + $"what was found instead:\n{string.Join('\n', others.Take(10))}");
    }

    /// <summary>Nobody has seen yet whether Redshift's LOCK comes before the snapshot. If it did not, this is what would follow.</summary>
    [Fact]
    public void A_snapshot_from_before_the_lock_conflicts_and_is_retried()
    {
        var conflicts = 0;
        foreach (var schedule in Enumerable.Range(1, MostSchedules / 10).Select(number => ScheduleGenerator.Of(1, number)))
        {
            var run = Simulation.Run(schedule, warehouse => new OldSnapshots(warehouse, () => conflicts++));

            Assert.True(!run.Diverges, string.Join('\n', run.Divergences));
        }

        Assert.NotEqual(0, conflicts);
    }

    private sealed class OldSnapshots(IWarehouse warehouse, Action conflicted) : ChangedBatches(warehouse, Sabotage.WithOldSnapshot)
    {
        private readonly HashSet<string> counted = [];

        public override async Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken)
        {
            var report = await Warehouse.DescribeAsync(statementId, wait, cancellationToken);
            if (report.Error?.Contains("violation on table - dw.load_lock", StringComparison.Ordinal) is true && counted.Add(statementId))
            {
                conflicted();
            }

            return report;
        }
    }

    [Fact]
    public void A_schedule_that_diverges_is_made_smaller_and_still_diverges()
    {
        var sabotage = Sabotage.All.Single(one => one.Name == "late-songs-ignored");
        var campaign = new Campaign(1);
        campaign.Run(MostSchedules, mostDivergences: 1, sabotage: sabotage.Break, stopping: TestContext.Current.CancellationToken);
        var found = campaign.Diverging.Values.First();

        var smallest = Shrinker.Shrink(found, schedule => Simulation.Run(schedule, sabotage.Break), mostRuns: 60);

        Assert.True(smallest.Diverges);
        Assert.Empty(smallest.Schedule.Faults);
        Assert.InRange(smallest.Schedule.Acts.Count, 2, found.Schedule.Acts.Count - 1);
        Assert.Contains("song_id is NULL, should be", string.Join('\n', smallest.Divergences), StringComparison.Ordinal);
    }
}
