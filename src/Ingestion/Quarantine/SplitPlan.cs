using System.Security.Cryptography;
using System.Text;
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
    public static IReadOnlyList<LoadPlan> Of(
        Load load, IReadOnlyList<ListedFile> files, IReadOnlyList<ListedFile> offenders, string reason) =>
        WithLeftovers(load, PartsOf(Checked(load, reason), files, offenders, reason));

    /// <summary>
    /// The files of a load of which one has loaded by itself: in halves, each of which knows that one, down to a file that is alone.
    /// </summary>
    /// <param name="load">The load that could not be staged, for words that nobody knows.</param>
    /// <param name="files">Those of its list of which nothing is known yet.</param>
    /// <param name="control">The load id of the trial that loaded.</param>
    /// <param name="reason">Why the load could not be staged, in the warehouse's words.</param>
    /// <exception cref="SplitTooDeepException">Deeper than <see cref="MostDepth"/>.</exception>
    public static IReadOnlyList<LoadPlan> Rest(Load load, IReadOnlyList<ListedFile> files, string control, string reason)
    {
        var known = Checked(load, reason) with { Control = control };
        return files.Count == 0 ? [] : WithLeftovers(load, Halves(known, files));
    }

    /// <summary>One file of a load, by itself: does any load at all?</summary>
    /// <param name="load">The load that could not be staged, for words that nobody knows.</param>
    /// <param name="files">Its list.</param>
    /// <param name="number">Which trial of the load, from 0. The files come in an order that is another in each execution.</param>
    /// <param name="executionId">The load's.</param>
    public static LoadPlan Trial(Load load, IReadOnlyList<ListedFile> files, int number, string executionId)
    {
        var keys = files.Select(Key).Distinct().OrderBy(key => Place(executionId, key), StringComparer.Ordinal);
        var tried = keys.ElementAt(number);
        var plan = LoadPlan.Of(
            load.Dataset,
            load.Bucket,
            [.. files.Where(file => Key(file) == tried)],
            load.Depth + 1,
            load.LoadId, "trial", executionId);
        return plan with { Load = plan.Load with { TraceId = load.TraceId, Trial = true } };
    }

    private static string Place(string executionId, (string Bucket, string Key) file) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{executionId}\n{file.Bucket}\n{file.Key}")));

    private static Load Checked(Load load, string reason) => load.Depth < MostDepth
        ? load
        : throw new SplitTooDeepException(
            $"{load.LoadId} was taken apart {load.Depth} times; its files are untouched: look at its reason first: {reason}");

    private static IReadOnlyList<LoadPlan> WithLeftovers(Load load, IReadOnlyList<LoadPlan> parts)
    {
        IReadOnlyList<string> inherited = load.Leftovers ?? [];
        // Each table goes with one part. So a part has one at most, and two only where there is no other: then nothing is taken from it any
        // more.
        return parts switch
        {
            [var only] => [Part(only, [load.StagingTable, .. inherited])],
            [var first, var second] => [Part(first, [load.StagingTable]), Part(second, inherited)],
            _ =>
                throw new InvalidOperationException($"{load.LoadId} would be taken into {parts.Count} parts, and one or two are known of"),
        };

        LoadPlan Part(LoadPlan part, IReadOnlyList<string> leftovers) =>
            part with { Load = part.Load with { TraceId = load.TraceId, Leftovers = leftovers.Count == 0 ? null : leftovers } };
    }

    private static IReadOnlyList<LoadPlan> PartsOf(
        Load load, IReadOnlyList<ListedFile> files, IReadOnlyList<ListedFile> offenders, string reason)
    {
        if (offenders.Count > 0)
        {
            var bad = offenders.Select(Key).ToHashSet();
            var rest = files.Where(file => !bad.Contains(Key(file))).ToList();
            var known = offenders.Select(file => file.Version).ToHashSet();
            IReadOnlyList<ListedFile> apart =
            [
                .. offenders, .. files.Where(file => bad.Contains(Key(file)) && !known.Contains(file.Version)).Select(Superseded)
            ];
            return rest.Count == 0 ? [Quarantined(apart)] : [Part(load, rest), Quarantined(apart)];
        }

        if (files.Select(Key).Distinct().Take(2).Count() <= 1)
        {
            var newest = CopyManifest.Newest(files);
            return [
                Quarantined([.. files.Select(file => newest.Contains(file.Version) ? file with { Reason = reason } : Superseded(file))])
            ];
        }

        return Halves(load, files);

        LoadPlan Quarantined(IReadOnlyList<ListedFile> part) =>
            LoadPlan.Of(load.Dataset, load.Bucket, part, load.Depth + 1, load.LoadId, "quarantine");
    }

    /// <summary>Of a file that is alone, the one part that there is.</summary>
    private static IReadOnlyList<LoadPlan> Halves(Load load, IReadOnlyList<ListedFile> files)
    {
        var keys = files.Select(Key).Distinct().ToList();
        var first = keys.Take((keys.Count + 1) / 2).ToHashSet();
        var parts = files.GroupBy(file => first.Contains(Key(file))).OrderByDescending(half => half.Key);
        return [.. parts.Select(half => Part(load, [.. half]))];
    }

    private static LoadPlan Part(Load load, IReadOnlyList<ListedFile> files)
    {
        var plan = LoadPlan.Of(load.Dataset, load.Bucket, files, load.Depth + 1, load.LoadId, "part");
        return plan with { Load = plan.Load with { Control = load.Control } };
    }

    /// <summary>An older version of a key: nothing read it, and nothing is known against it.</summary>
    private static ListedFile Superseded(ListedFile file) => file with { Superseded = true, Reason = FileOutcome.SupersededReason };

    private static (string Bucket, string Key) Key(ListedFile file) => (file.Version.Bucket, file.Version.Key);
}
