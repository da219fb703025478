using Sparkify.Proof.Faults;
using Sparkify.Proof.Verdicts;

namespace Sparkify.Proof.Schedules;

/// <summary>Makes a diverging schedule small: drops what it diverges without, one thing after another, until nothing more can go.</summary>
public static class Shrinker
{
    /// <summary>Dropping something shifts every later choice, so a smaller schedule is tried under a few interleavings.</summary>
    private const int Interleavings = 4;

    /// <param name="run">Runs a schedule.</param>
    /// <param name="mostRuns">When to stop.</param>
    /// <returns>The report of the smallest schedule found.</returns>
    public static RunReport Shrink(RunReport diverging, Func<Schedule, RunReport> run, int mostRuns = 400)
    {
        var (best, runs, isSmaller) = (diverging, 0, true);
        while (isSmaller)
        {
            isSmaller = false;
            foreach (var candidate in Smaller(best.Schedule).SelectMany(Interleaved))
            {
                if (++runs > mostRuns)
                {
                    return best;
                }

                if (run(candidate) is { Diverges: true } report)
                {
                    (best, isSmaller) = (report, true);
                    break;
                }
            }
        }

        return best;
    }

    private static IEnumerable<Schedule> Interleaved(Schedule schedule) =>
        Enumerable.Range(0, Interleavings).Select(i => schedule with { Interleaving = schedule.Interleaving + (ulong)i });

    private static IEnumerable<Schedule> Smaller(Schedule schedule)
    {
        if (schedule.Faults.Count > 1)
        {
            yield return schedule with { Faults = [] };
        }

        if (schedule.Acts.Any(act => act is not Put and not Deliver))
        {
            yield return schedule with
            {
                Acts = [.. schedule.Acts.Where(act => act is Put or Deliver)],
                Forbidden = [],
                Poison = [],
                Clocks = Clocks.Alike,
                PageObjects = 1_000,
            };
        }

        var puts = schedule.Acts.OfType<Put>().ToList();
        foreach (var half in puts.Count > 3 ? puts.Chunk((puts.Count + 1) / 2) : [])
        {
            yield return half.Aggregate(schedule, Without);
        }

        foreach (var fault in schedule.Faults)
        {
            yield return schedule with { Faults = [.. schedule.Faults.Where(other => other != fault)] };
        }

        foreach (var put in puts)
        {
            yield return Without(schedule, put);
        }

        for (var i = 0; i < schedule.Acts.Count; i++)
        {
            if (schedule.Acts[i] is not Put)
            {
                yield return schedule with { Acts = [.. schedule.Acts.Take(i), .. schedule.Acts.Skip(i + 1)] };
            }
        }

        for (var i = 0; i < schedule.Acts.Count; i++)
        {
            if (schedule.Acts[i] is Deliver { Puts.Count: > 1 } deliver)
            {
                for (var one = 0; one < deliver.Puts.Count; one++)
                {
                    Act smaller = deliver with { Puts = [.. deliver.Puts.Take(one), .. deliver.Puts.Skip(one + 1)], Others = [] };
                    yield return schedule with { Acts = [.. schedule.Acts.Take(i), smaller, .. schedule.Acts.Skip(i + 1)] };
                }
            }
        }

        if (schedule.Forbidden.Count > 0)
        {
            yield return schedule with { Forbidden = [] };
        }

        if (schedule.Poison.Count > 0)
        {
            yield return schedule with { Poison = [] };
        }

        if (schedule.Clocks != Clocks.Alike)
        {
            yield return schedule with { Clocks = Clocks.Alike };
        }

        if (schedule.PageObjects < 1_000)
        {
            yield return schedule with { PageObjects = 1_000 };
        }

        foreach (var fault in schedule.Faults.Where(fault => fault.Occasion > 1 && fault.Kind != FaultKinds.Crash))
        {
            yield return schedule with
            {
                Faults = [.. schedule.Faults.Select(other => other == fault ? fault with { Occasion = fault.Occasion / 2 } : other)]
            };
        }
    }

    private static Schedule Without(Schedule schedule, Put put) => schedule with
    {
        Acts = [.. schedule.Acts.Where(act => act != put).Select(act => Without(act, put.Id)).OfType<Act>()],
    };

    private static Act? Without(Act act, int put) =>
        act is not Deliver deliver || !deliver.Puts.Contains(put) ? act
        : deliver.Puts.All(id => id == put) && deliver.Others.Count == 0 ? null
        : deliver with { Puts = [.. deliver.Puts.Where(id => id != put)] };
}
