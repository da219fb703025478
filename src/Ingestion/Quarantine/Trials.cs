using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Ingestion.Quarantine;

/// <summary>
/// Tells the stack's fault from a file's where a COPY failed with words that nobody knows. Single files, spread over the load, are loaded
/// by themselves, one after the other, until one loads: then the stack is well, and the rest is searched. If each fails, the stack is at
/// fault, and no file is.
/// </summary>
public static class Trials
{
    /// <summary>With the load's own, a failing stack costs eleven COPYs, however many files there are.</summary>
    public const int MostUndecided = 10;

    /// <param name="load">The load whose COPY failed.</param>
    /// <param name="files">Its list.</param>
    /// <param name="outcomes">What the trials so far came to, in their order.</param>
    /// <param name="reason">Why the COPY failed, in the warehouse's words.</param>
    /// <param name="executionId">The load's: by it, another execution of the load tries other files.</param>
    /// <exception cref="StackAtFaultException">As many were tried as may be, or all there are, and none loaded.</exception>
    public static Split Next(
        Load load, IReadOnlyList<ListedFile> files, IReadOnlyList<PartOutcome> outcomes, string reason, string executionId)
    {
        if (load.Trial)
        {
            return new Split(SplitOutcome.Undecided, [], []);
        }

        if (outcomes.FirstOrDefault(trial => trial.Outcome == SplitOutcome.Loaded) is { } control)
        {
            var settled = outcomes.Select((trial, number) => (trial, number))
                .Where(tried => tried.trial.Outcome is SplitOutcome.Loaded or SplitOutcome.TakenApart)
                .SelectMany(tried => SplitPlan.Trial(load, files, tried.number, executionId).Files)
                .Select(file => file.Version)
                .ToHashSet();
            return new Split(
                SplitOutcome.TakenApart,
                SplitPlan.Rest(load, [.. files.Where(file => !settled.Contains(file.Version))], control.LoadId, reason),
                outcomes);
        }

        var undecided = outcomes.Count(trial => trial.Outcome != SplitOutcome.TakenApart);
        var all = files.Select(file => (file.Version.Bucket, file.Version.Key)).Distinct().Count();
        return all == 1
            ? throw new StackAtFaultException(
                $"{load.LoadId}: the COPY failed ({reason}), and its one file is all there is to try: nothing shows whether the file or "
                + "the stack is at fault, so the file is not marked. If other loads succeed, mend or delete the file; if they fail too, "
                + "mend the cause. Then redrive this load")
            : undecided >= MostUndecided || outcomes.Count >= all || outcomes.Any(trial => trial.Outcome == SplitOutcome.Failed)
            ? throw new StackAtFaultException(
                $"{load.LoadId}: the COPY failed ({reason}), and so did {undecided} of its {all} files when they were loaded by "
                + "themselves, and none loaded: the stack is at fault, so no file is marked. Mend the cause, then redrive this load")
            : new Split(SplitOutcome.Trial, [SplitPlan.Trial(load, files, outcomes.Count, executionId)], outcomes);
    }
}

/// <summary>How a load is taken apart.</summary>
/// <param name="Outcome">One of <see cref="SplitOutcome"/>.</param>
/// <param name="Parts">Each a load of its own.</param>
/// <param name="Trials">What the trials so far came to, in their order.</param>
public sealed record Split(string Outcome, IReadOnlyList<LoadPlan> Parts, IReadOnlyList<PartOutcome> Trials);
