using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;

namespace Sparkify.Operations;

/// <summary>The backfills that came to a good end, and whether one of them did what a failed execution was to do.</summary>
internal sealed class LaterBackfills
{
    private readonly IReadOnlyList<Done> _done;

    private LaterBackfills(IReadOnlyList<Done> done) => _done = done;

    /// <param name="executions">Whose input is asked for here: a list of executions need not have it.</param>
    public static async Task<LaterBackfills> ReadAsync(
        IOperatedStack stack, IEnumerable<ExecutionEntry> executions, CancellationToken cancellationToken)
    {
        var done = new List<Done>();
        foreach (var listed in executions.Where(
            execution => execution.Status is ExecutionEntry.Succeeded && execution.StateMachineArn == stack.BackfillStateMachine))
        {
            var execution = await stack.DescribeAsync(listed, cancellationToken);
            if (BackfillExecution.Resolve(execution.Input, execution.StartDate) is { } run)
            {
                done.Add(new Done(execution.StartDate, run));
            }
        }

        return new LaterBackfills(done);
    }

    /// <summary>
    /// Whether what a failed backfill was to do is done. One whose input was refused was to do nothing: another input mends it.
    /// </summary>
    public bool Did(ExecutionEntry failed) => _done.Any(other => other.StartedAt > failed.StartDate
        && (BackfillExecution.Resolve(failed.Input, failed.StartDate) is not { } asked || Covers(other.Run, asked)));

    /// <summary>Whether every file of a dataset that was in the bucket at this moment was loaded by one that began later.</summary>
    public bool LoadedAll(Dataset dataset, DateTimeOffset at) => _done.Any(other => other.StartedAt > at
        && other.Run is { DryRun: false, From: null }
        && other.Run.Dataset == dataset
        && other.Run.Prefix == dataset.Prefix
        && !(other.Run.To < at.ToUnixTimeMilliseconds()));

    private static bool Covers(BackfillRun other, BackfillRun asked) =>
        (other.Fingerprint == asked.Fingerprint || IsWider(other, asked))
        && (asked.DryRun || (!other.DryRun && (other.Force || !asked.Force)));

    /// <summary>Where no end of the time was asked for, it is the start: what was put later has later notices.</summary>
    private static bool IsWider(BackfillRun other, BackfillRun asked) =>
        other.Dataset == asked.Dataset
        && asked.Prefix.StartsWith(other.Prefix, StringComparison.Ordinal)
        && (other.From is null || other.From <= asked.From)
        && (other.To is null || other.To >= (asked.To ?? asked.StartedAt));

    private sealed record Done(DateTimeOffset StartedAt, BackfillRun Run);
}
