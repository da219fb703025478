using Sparkify.Proof;
using Sparkify.Proof.Faults;
using Sparkify.Proof.Schedules;
using Sparkify.Proof.World;
using Sparkify.Reference;

namespace Sparkify.Tests.Proof;

public sealed class SimulationTests
{
    [Fact]
    public void The_same_seed_is_the_same_run_step_by_step()
    {
        foreach (var number in Enumerable.Range(1, 6))
        {
            var first = Simulation.Run(ScheduleGenerator.Of(20_181_101, number), keepTrace: true);
            var second = Simulation.Run(ScheduleGenerator.Of(20_181_101, number), keepTrace: true);

            Assert.Equal(first.Schedule.Describe(), second.Schedule.Describe());
            Assert.Equal(first.Trace, second.Trace);
            Assert.Equal((first.Trail, first.Steps), (second.Trail, second.Steps));
        }
    }

    [Fact]
    public void Another_interleaving_of_the_same_schedule_is_another_run()
    {
        var schedule = ScheduleGenerator.Of(1, 1);

        Assert.NotEqual(Simulation.Run(schedule).Trail, Simulation.Run(schedule with { Interleaving = schedule.Interleaving + 1 }).Trail);
    }

    [Fact]
    public void Each_kind_of_fault_can_happen_and_changes_nothing_in_the_end()
    {
        const int MostSchedules = 80;
        const int AtOnce = 4;
        var missing = FaultKinds.All.ToList();
        for (var number = 1; missing.Count > 0; number++)
        {
            Assert.True(number <= MostSchedules, $"in {MostSchedules} schedules these did not happen: {string.Join(", ", missing)}");

            // Those that need a poison file wait at the head of the list until a schedule has one.
            var tried = missing.Where((_, place) => place % Math.Max(1, missing.Count / AtOnce) == 0).Take(AtOnce);
            var schedule = ScheduleGenerator.Of(
                3, number) with { Faults = [.. tried.Select(kind => new Fault(kind, kind == FaultKinds.Crash ? 100 : 1))] };
            var report = Simulation.Run(schedule);

            Assert.True(!report.Diverges, $"{schedule.Describe()}\n{string.Join('\n', report.Divergences)}");
            missing.RemoveAll(report.Faults.ContainsKey);
        }
    }

    [Fact]
    public void An_upgrade_a_redrive_or_a_rebuild_between_the_loads_changes_nothing_in_the_end()
    {
        const int MostSchedules = 200;
        var missing = Happening.Operated.ToHashSet();
        for (var number = 1; missing.Count > 0; number++)
        {
            Assert.True(number <= MostSchedules, $"in {MostSchedules} schedules these did not happen: {string.Join(", ", missing)}");

            var schedule = ScheduleGenerator.Of(4, number);
            if (!schedule.Acts.Any(act => missing.Overlaps(OutOf(act))))
            {
                continue;
            }

            var report = Simulation.Run(schedule);

            Assert.True(!report.Diverges, $"{schedule.Describe()}\n{string.Join('\n', report.Divergences)}");
            missing.ExceptWith(report.Happenings.Where(happening => happening.Value > 0).Select(happening => happening.Key));
        }
    }

    /// <summary>What can come of an act.</summary>
    private static IEnumerable<string> OutOf(Act act) => act switch
    {
        Redrive => [Happening.Redriven, Happening.TakenBack],
        Upgrade => [Happening.Older, Happening.Upgraded, Happening.MetOlder],
        Rebuilding => [Happening.Rebuilt, Happening.RebuildGivenUp],
        Redeploy { IsHome: true } => [Happening.BegunBefore, Happening.WentOn, Happening.ResumedUnder],
        Redeploy => [Happening.BegunBefore, Happening.WentOn],
        _ => [],
    };

    [Fact]
    public void A_rebuild_beside_a_backfill_goes_on_with_a_plan_of_its_own()
    {
        var schedule = ScheduleGenerator.Of(1, 1);
        var files = schedule.Acts.OfType<Put>().Where(put => put.File.Dataset == Dataset.LogData).Take(3);
        schedule = schedule with
        {
            Acts = [.. files, new Sparkify.Proof.Schedules.Backfill(Dataset.LogData, Force: false), new Rebuilding()],
            Faults = [],
            Forbidden = [],
        };
        foreach (var interleaving in Enumerable.Range(1, 10))
        {
            Assert.Empty(Simulation.Run(schedule with { Interleaving = (ulong)interleaving }).Divergences);
        }
    }
}
