using Sparkify.Proof.Faults;
using Sparkify.Proof.World;
using Sparkify.Reference;
using Sparkify.Reference.Mutations;

namespace Sparkify.Proof.Schedules;

/// <summary>Makes schedules from seeds: the same seed is the same schedule.</summary>
public static class ScheduleGenerator
{
    private const int MostFaults = 4;

    /// <summary>About as many steps as a run has.</summary>
    private const int MostSteps = 1_000;

    /// <summary>The n-th schedule of a proof.</summary>
    public static Schedule Of(ulong seed, int number) => Of(new Chance(seed * 0x9E3779B97F4A7C15 + (ulong)number).Next());

    public static Schedule Of(ulong seed)
    {
        var chance = new Chance(seed);
        var files = FileGenerator.Files(chance);
        var keys = files.Select(file => file.Current.Key).Distinct().ToList();
        var isStorm = chance.Below(12) == 0;
        var interleaving = chance.Next();
        var acts = Acts(files, chance);
        return new Schedule
        {
            Seed = seed,
            Interleaving = interleaving,
            Acts = acts,
            Faults = Faults(chance, isStorm ? 24 : chance.Below(MostFaults + 1)),
            AtOnce = 1 + chance.Below(4),
            MostRejectedShare = chance.Pick([0.01, 0.01, 0.3, 0.6]),
            Forbidden = chance.Below(16) == 0 ? [chance.Pick(keys)] : [],
            Poison = chance.Below(12) == 0 ? [chance.Pick(keys)] : [],
            Clocks = chance.Below(4) == 0 ? new Clocks(Skew(chance), Skew(chance), Warehouse(acts, Skew(chance))) : Clocks.Alike,
            PageObjects = chance.Below(3) == 0 ? 1 + chance.Below(3) : 1_000,
        };
    }

    private static TimeSpan Skew(Chance chance) => TimeSpan.FromMinutes(chance.Pick([-60, -16, -3, -1, 0, 1, 3, 16, 60]));

    /// <summary>
    /// Under the definitions of the version before it is not behind Step Functions' clock: their backfill takes what the warehouse recorded
    /// before it began for another's, and fails aloud.
    /// </summary>
    private static TimeSpan Warehouse(IEnumerable<Act> acts, TimeSpan skew) => acts.Any(act => act is Redeploy) ? skew.Duration() : skew;

    /// <summary>
    /// Every version is put once and, but for those whose notice never comes, noticed at least once after it was put; everything else is
    /// chance.
    /// </summary>
    private static List<Act> Acts(IReadOnlyList<GeneratedVersions> files, Chance chance)
    {
        var count = 0;
        var puts = new List<Put>();
        var acts = new List<Act>();
        var untold = new List<Put>();
        var waiting = new List<Queue<(SourceFile File, string Origin)>>(
            files.Select(file => new Queue<(SourceFile, string)>(file.Versions)));
        while (waiting.Any(versions => versions.Count > 0) || untold.Count > 0)
        {
            var open = waiting.Where(versions => versions.Count > 0).ToList();
            if (open.Count > 0 && (untold.Count == 0 || chance.Below(3) > 0))
            {
                var (file, origin) = chance.Pick(open).Dequeue();
                var put = new Put(++count, file, origin);
                acts.Add(put);
                if (chance.Below(16) > 0)
                {
                    puts.Add(put);
                    untold.Add(put);
                }

                if (chance.Below(20) == 0)
                {
                    acts.Add(new Delete(file.Key));
                }
            }
            else
            {
                acts.Add(Delivery(puts, untold, chance));
            }

            if (chance.Below(5) == 0)
            {
                acts.Add(new Pause(chance.Pick([1, 3, 10, 60, 2_000])));
            }
        }

        if (puts.Count > 0 && chance.Below(3) == 0)
        {
            acts.Add(Delivery(puts, untold, chance));
        }

        if (chance.Below(5) == 0)
        {
            acts.Insert(
                chance.Below(acts.Count + 1), new Backfill(chance.Pick([Dataset.LogData, Dataset.SongData]), Force: chance.Below(3) == 0));
        }

        Operate(acts, chance);
        return acts;
    }

    /// <summary>What operators do, anywhere between the rest.</summary>
    private static void Operate(List<Act> acts, Chance chance)
    {
        for (var rebuilds = chance.Below(5) == 0 ? 1 + chance.Below(2) : 0; rebuilds > 0; rebuilds--)
        {
            // The next file comes about when the files have been listed.
            var put = acts.IndexOf(chance.Pick(acts.OfType<Put>().ToList()));
            acts.InsertRange(put, [new Rebuilding(), new Pause(chance.Pick([2, 5, 8, 15]))]);
        }

        if (chance.Below(4) == 0)
        {
            var first = acts.FindIndex(act => act is Deliver) + 1;
            var begin = first + chance.Below(((acts.Count - first) / 2) + 1);
            acts.Insert(begin, new VersionBefore());
            // In the longer time loads fail aloud, in the shorter one they are retried until it is over.
            acts.InsertRange(
                begin + 1 + chance.Below(acts.Count - begin), [new Pause(chance.Pick([1, 60, 2_000])), new Upgrade()]);
        }

        if (chance.Below(4) == 0 && acts.FindLastIndex(act => act is Deliver) is >= 0 and var last)
        {
            // While a load is under way, if that can be.
            acts.InsertRange(
                chance.Below(3) == 0 ? chance.Below(acts.Count + 1) : last + 1,
                [new Pause(chance.Pick([1, 5, 15, 30, 60])), new Redeploy(IsHome: chance.Below(2) == 0)]);
        }

        if (chance.Below(3) == 0)
        {
            acts.Insert(chance.Below(acts.Count + 1), new Redrive());
        }

        if (chance.Below(3) == 0)
        {
            // Until what nobody can read is a dead letter.
            acts.AddRange([new Pause(10_000), new Redrive()]);
        }
    }

    /// <summary>Some of what was not noticed yet, and now and then again what was.</summary>
    private static Deliver Delivery(List<Put> puts, List<Put> untold, Chance chance)
    {
        var dataset = (untold.Count > 0 ? chance.Pick(untold) : chance.Pick(puts)).File.Dataset;
        var fresh = untold.Where(put => put.File.Dataset == dataset).ToList();
        chance.Shuffle(fresh);
        var shown = fresh.Take(fresh.Count == 0 ? 0 : 1 + chance.Below(fresh.Count)).ToList();
        untold.RemoveAll(shown.Contains);
        var ids = shown.Select(put => put.Id).ToList();
        while (chance.Below(3) == 0 || ids.Count == 0)
        {
            ids.Add(chance.Pick(puts.Where(put => put.File.Dataset == dataset).ToList()).Id);
        }

        chance.Shuffle(ids);
        return new Deliver(dataset, ids) { Others = chance.Below(20) == 0 ? [chance.Pick([Notice.TestEvent, Notice.Garbage])] : [] };
    }

    private static List<Fault> Faults(Chance chance, int count)
    {
        var faults = new List<Fault>();
        for (var i = 0; i < count; i++)
        {
            var kind = chance.Pick(FaultKinds.All);
            faults.Add(new Fault(kind, kind == FaultKinds.Crash ? 1 + chance.Below(MostSteps) : 1 + chance.Below(Occasions(kind))));
        }

        if (chance.Below(6) == 0)
        {
            faults.Add(new Fault(FaultKinds.Crash, 1 + chance.Below(MostSteps)));
        }

        return [.. faults.Distinct()];
    }

    /// <summary>About as many occasions as a run has: so that most of the faults come to pass, and none is always the first.</summary>
    private static int Occasions(FaultKind kind) => kind.Sites[0] switch
    {
        Site.Statement => 70,
        Site.Invoke => 16,
        Site.Describe => 8,
        Site.Put when kind.Sites.Count > 1 => 30,
        Site.Publish or Site.StartPart => 1,
        _ => 6,
    };
}
