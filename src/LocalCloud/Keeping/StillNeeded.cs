using Sparkify.Functions.Intake;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Intake;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Keeping;

/// <summary>What a home needs to go on with, or to start again, what is not done: none of it is dropped.</summary>
internal sealed class StillNeeded
{
    private readonly HashSet<string> _executions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _histories = new(StringComparer.Ordinal);
    private readonly HashSet<string> _loads = new(StringComparer.Ordinal);
    private readonly HashSet<string> _lists = new(StringComparer.Ordinal);
    private bool _hasBackfill;
    private bool _hasRebuild;

    public bool HasExecution(string name) => _executions.Contains(name);

    public bool HasHistory(string name) => _executions.Contains(name) || _histories.Contains(name);

    public bool HasObject(string key) => _hasRebuild
        || _lists.Contains(key)
        || (_hasBackfill && key.StartsWith(BackfillRun.Folder, StringComparison.Ordinal))
        || (key.StartsWith(Load.Folder, StringComparison.Ordinal) && _loads.Contains(key[Load.Folder.Length..].Split('/')[0]));

    public static async Task<StillNeeded> ReadAsync(LocalStack stack, CancellationToken cancellationToken)
    {
        var needed = new StillNeeded { _hasRebuild = Directory.Exists(stack.Home.Rebuild) };
        foreach (var message in stack.Mappings.Select(mapping => mapping.Queue)
            .SelectMany(queue => queue.Messages.Concat(queue.DeadLetters?.Messages ?? [])))
        {
            needed._lists.UnionWith(Notice.Read(message.Body).Files.Select(file => file.Key));
        }

        var all = stack.Workflows.Executions;
        var failed = all.Where(execution => execution.Status is not (ExecutionEntry.Succeeded or ExecutionEntry.Running)).ToList();
        var unmended = failed.Count == 0 ? [] : await UnmendedAsync(stack, cancellationToken);
        foreach (var execution in all.Where(execution => execution.Status is not ExecutionEntry.Succeeded))
        {
            if (execution.IsRunning || unmended.Contains(execution.Name))
            {
                needed._executions.Add(execution.Name);
                needed._hasBackfill |= execution.StateMachineArn == stack.BackfillStateMachine;
            }

            // By its list one knows whether a failed load is mended: it stays as long as the load does.
            if (FailureWords.LoadOf(execution) is { } load)
            {
                needed._loads.Add(load.LoadId);
                needed._loads.Add(load.Control ?? load.LoadId);
            }
        }

        // By what a later backfill was asked for, one knows whether it did what a failed execution was to do.
        needed._histories.UnionWith(
            from execution in all
            where execution.StateMachineArn == stack.BackfillStateMachine
            where failed.Exists(other => other.StartDate < execution.StartDate)
            select execution.Name);
        return needed;
    }

    private static async Task<HashSet<string>> UnmendedAsync(LocalStack stack, CancellationToken cancellationToken) =>
        [.. (await new StackFailures(new LocalOperations(stack)).FindAsync(cancellationToken)).Executions.Select(failed => failed.Name)];
}
