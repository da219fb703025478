using Sparkify.Operations;
using StatesLanguage;

namespace Sparkify.Page;

/// <summary>
/// Where every execution is, kept up with the history while that is written. Not safe for threads: the feed holds the lock.
/// </summary>
/// <remarks>
/// Each row carries the number of its last change, and rows lie in the order of those numbers: what changed since a number is the end of
/// the list, so that a browser that was away gets exactly what it missed, however long that was.
/// </remarks>
internal sealed class ExecutionBoard
{
    /// <summary>A browser gets these, the latest, and of all that run. A table of more has no reader.</summary>
    public const int MostListed = 10_000;

    private readonly LinkedList<ExecutionRow> _byChange = new();
    private readonly Dictionary<string, LinkedListNode<ExecutionRow>> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _mapRuns = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _startedBy = new(StringComparer.Ordinal);

    /// <summary>Executions that are known, those not sent too.</summary>
    public int Count => _byName.Count;

    public ExecutionRow? Find(string name) => _byName.TryGetValue(name, out var node) ? node.Value : null;

    /// <summary>One of the list of executions, from this process or one before it.</summary>
    public void Add(ExecutionEntry entry, long change)
    {
        if (_byName.ContainsKey(entry.Name))
        {
            return;
        }

        var row = new ExecutionRow(entry.Name, LocalNameOf(entry.StateMachineArn), entry.StartDate)
        {
            Status = entry.Status, StopDate = entry.StopDate, Error = entry.Error, Parent = _startedBy.GetValueOrDefault(entry.Name),
            Subject = ExecutionSubject.In(entry.Input) ?? ExecutionSubject.Of(entry.Name),
        };
        Put(row, change);
    }

    /// <summary>One of a Map Run of a process before this one: the list does not have those.</summary>
    public void AddChild(ExecutionRow row, string mapRunArn, long change)
    {
        if (!_byName.ContainsKey(row.Name))
        {
            row.Parent = _mapRuns.GetValueOrDefault(mapRunArn);
            Put(row, change);
        }
    }

    /// <summary>An event of a history.</summary>
    /// <param name="subject">What the event says that is loaded; null: nothing.</param>
    public void Take(ExecutionStart execution, HistoryEvent entry, ExecutionSubject? subject, long change)
    {
        var row = Touch(execution, change);
        row.Subject ??= subject;
        row.Steps += entry.Type.EndsWith("StateEntered", StringComparison.Ordinal) ? 1 : 0;
        row.Take(entry, change);
        if (entry is { Type: "MapRunStarted", MapRunArn: { } mapRun })
        {
            LinkMapRun(mapRun, row.Name);
        }

        if (StartedExecutions.NameIn(entry) is { } child)
        {
            _startedBy[child] = row.Name;
        }
    }

    public bool IsNews(LoadSize load) => Find(load.Execution) is { } row && row.Subject != ExecutionSubject.Of(load);

    /// <summary>What the ledger says of a load.</summary>
    public void SetSize(LoadSize load, long change)
    {
        if (IsNews(load))
        {
            var node = _byName[load.Execution];
            node.Value.Subject = ExecutionSubject.Of(load);
            Move(node, change);
        }
    }

    public void LinkMapRun(string mapRunArn, string parent) => _mapRuns[mapRunArn] = parent;

    /// <summary>What the home keeps no longer.</summary>
    public void Remove(IReadOnlySet<string> names)
    {
        foreach (var name in names)
        {
            if (_byName.Remove(name, out var node))
            {
                _byChange.Remove(node);
            }

            _startedBy.Remove(name);
        }

        foreach (var mapRun in _mapRuns.Where(mapRun => names.Contains(mapRun.Value)).Select(mapRun => mapRun.Key).ToList())
        {
            _mapRuns.Remove(mapRun);
        }
    }

    /// <summary>Those that changed after a number, in the order in which they did.</summary>
    public IReadOnlyList<ExecutionView> Since(long change)
    {
        var views = new List<ExecutionView>();
        for (var node = _byChange.Last; node is not null && node.Value.Change > change; node = node.Previous)
        {
            views.Add(node.Value.View(change));
        }

        views.Reverse();
        return views;
    }

    /// <summary>All that a browser gets when it comes: without the ways that they took.</summary>
    public IReadOnlyList<ExecutionView> All()
    {
        var rows = _byChange.OrderByDescending(row => row.StartDate).ToList();
        return [.. rows.Where((row, at) => at < MostListed || row.Status is ExecutionEntry.Running).Select(row => row.View(long.MaxValue))];
    }

    private ExecutionRow Touch(ExecutionStart execution, long change)
    {
        if (_byName.TryGetValue(execution.Name, out var node))
        {
            Move(node, change);
            return node.Value;
        }

        var parent = execution.MapRunArn is { } mapRun ? _mapRuns.GetValueOrDefault(mapRun) : _startedBy.GetValueOrDefault(execution.Name);
        var row = new ExecutionRow(execution.Name, execution.StateMachineName, execution.StartTime) { Parent = parent };
        Put(row, change);
        return row;
    }

    private void Move(LinkedListNode<ExecutionRow> node, long change)
    {
        _byChange.Remove(node);
        _byChange.AddLast(node);
        node.Value.Change = change;
    }

    private void Put(ExecutionRow row, long change)
    {
        row.Change = change;
        _byName[row.Name] = _byChange.AddLast(row);
    }

    /// <summary><c>Ingest</c>, or <c>Backfill/LoadEach</c> for the executions of a Map Run.</summary>
    private static string LocalNameOf(string stateMachineArn) => stateMachineArn[(stateMachineArn.LastIndexOf(':') + 1)..];
}
