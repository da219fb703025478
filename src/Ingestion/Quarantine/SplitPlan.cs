using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Staging;

namespace Sparkify.Ingestion.Quarantine;

/// <summary>
/// Takes a load apart that could not be staged, so that no poison file holds back a good one. Known offenders go to quarantine and the rest
/// is loaded without them; where nobody knows the file, halves are loaded, until the poison stands alone.
/// </summary>
public static class SplitPlan
{
    /// <summary>Halving 10,000 files takes 14; offenders may be found on the way down.</summary>
    public const int MostDepth = 40;

    /// <summary>
    /// The parts, each a load of its own with a name that derives from its files: taking apart the same load again gives the same parts.
    /// </summary>
    /// <param name="load">The load that could not be staged.</param>
    /// <param name="files">Its list.</param>
    /// <param name="offenders">Files known to be unloadable, with the reason; empty where nobody knows.</param>
    /// <param name="reason">Why the load could not be staged, in the warehouse's words.</param>
    /// <exception cref="SplitTooDeepException">Deeper than <see cref="MostDepth"/>.</exception>
    public static IReadOnlyList<LoadPlan> Of(Load load, IReadOnlyList<ListedFile> files, IReadOnlyList<ListedFile> offenders, string reason)
    {
        IReadOnlyList<string> inherited = load.Leftovers ?? [];
        // Each table goes with one part. So a part has one at most, and two only where there is no other: then nothing is taken from it any
        // more.
        return PartsOf(load, files, offenders, reason) switch
        {
            [var only] => [Part(only, [load.StagingTable, .. inherited])],
            [var first, var second] => [Part(first, [load.StagingTable]), Part(second, inherited)],
            var parts =>
                throw new InvalidOperationException($"{load.LoadId} would be taken into {parts.Count} parts, and one or two are known of"),
        };

        LoadPlan Part(LoadPlan part, IReadOnlyList<string> leftovers) =>
            part with { Load = part.Load with { TraceId = load.TraceId, Leftovers = leftovers.Count == 0 ? null : leftovers } };
    }

    private static IReadOnlyList<LoadPlan> PartsOf(
        Load load, IReadOnlyList<ListedFile> files, IReadOnlyList<ListedFile> offenders, string reason)
    {
        if (load.Depth >= MostDepth)
        {
            throw new SplitTooDeepException(
                $"{load.LoadId} was taken apart {load.Depth} times; its files are untouched: look at its reason first: {reason}");
        }

        if (offenders.Count > 0)
        {
            var bad = offenders.Select(Key).ToHashSet();
            var rest = files.Where(file => !bad.Contains(Key(file))).ToList();
            var known = offenders.Select(file => file.Version).ToHashSet();
            IReadOnlyList<ListedFile> apart =
            [
                .. offenders, .. files.Where(file => bad.Contains(Key(file)) && !known.Contains(file.Version)).Select(Superseded)
            ];
            return rest.Count == 0 ? [Quarantined(apart)] : [Part(rest), Quarantined(apart)];
        }

        var keys = files.Select(Key).Distinct().ToList();
        if (keys.Count <= 1)
        {
            var newest = CopyManifest.Newest(files);
            return [
                Quarantined([.. files.Select(file => newest.Contains(file.Version) ? file with { Reason = reason } : Superseded(file))])
            ];
        }

        var first = keys.Take((keys.Count + 1) / 2).ToHashSet();
        return [Part([.. files.Where(file => first.Contains(Key(file)))]), Part([.. files.Where(file => !first.Contains(Key(file)))])];

        LoadPlan Part(IReadOnlyList<ListedFile> part) => LoadPlan.Of(load.Dataset, load.Bucket, part, load.Depth + 1, load.LoadId, "part");

        LoadPlan Quarantined(IReadOnlyList<ListedFile> part) =>
            LoadPlan.Of(load.Dataset, load.Bucket, part, load.Depth + 1, load.LoadId, "quarantine");
    }

    /// <summary>An older version of a key: nothing read it, and nothing is known against it.</summary>
    private static ListedFile Superseded(ListedFile file) => file with { Superseded = true, Reason = FileOutcome.SupersededReason };

    private static (string Bucket, string Key) Key(ListedFile file) => (file.Version.Bucket, file.Version.Key);
}
