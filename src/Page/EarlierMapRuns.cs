using Sparkify.LocalCloud;
using StatesLanguage;

namespace Sparkify.Page;

/// <summary>
/// The executions of Map Runs of processes before this one: the list of executions has no such, their histories are there.
/// </summary>
internal static class EarlierMapRuns
{
    public static void Find(LocalStack stack, Action<Action<ExecutionBoard, long>> change, CancellationToken cancellationToken)
    {
        var listed = stack.Workflows.Executions.Select(execution => execution.Name).ToHashSet(StringComparer.Ordinal);
        var withMaps = stack.Workflows.Machines.Where(machine => machine.Definition.States.Any(state => state.IsDistributedMap))
            .Select(machine => machine.Arn)
            .ToHashSet(StringComparer.Ordinal);
        var children = Directory.EnumerateFiles(stack.Home.Executions, "*.jsonl")
            .Where(path => !listed.Contains(Path.GetFileNameWithoutExtension(path)))
            .ToList();
        if (children.Count == 0)
        {
            return;
        }

        foreach (var parent in stack.Workflows.Executions.Where(execution => withMaps.Contains(execution.StateMachineArn)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var entry in stack.Histories.Peek(parent.Name).Where(entry => entry is { Type: "MapRunStarted", MapRunArn: not null }))
            {
                change((board, _) => board.LinkMapRun(entry.MapRunArn!, parent.Name));
            }
        }

        foreach (var name in children.Select(path => Path.GetFileNameWithoutExtension(path)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var history = stack.Histories.Peek(name);
            if (history is [{ Type: "ExecutionStarted", MapRunArn: { } mapRun } first, ..])
            {
                change((board, at) => board.AddChild(Row(name, MachineOf(mapRun), first, history), mapRun, at));
            }
        }
    }

    private static ExecutionRow Row(string name, string machine, HistoryEvent first, IReadOnlyList<HistoryEvent> history)
    {
        var row = new ExecutionRow(name, machine, first.Timestamp)
        {
            Steps = history.Count(entry => entry.Type.EndsWith("StateEntered", StringComparison.Ordinal))
        };
        if (ExecutionRow.EndOf(history[^1].Type) is { } status)
        {
            (row.Status, row.StopDate, row.Error) = (status, history[^1].Timestamp, history[^1].Error);
        }
        else
        {
            // Its process died. The Map Run that goes on starts an execution of its own for the item.
            row.Status = "ABORTED";
        }

        return row;
    }

    /// <summary><c>arn:aws:states:region:account:mapRun:Backfill/LoadEach:uuid</c></summary>
    private static string MachineOf(string mapRunArn) => mapRunArn.Split(':') is [.., var machine, _] ? machine : mapRunArn;
}
