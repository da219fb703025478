using Sparkify.Operations;
using StatesLanguage;

namespace Sparkify.Page;

/// <summary>What the board keeps of an execution.</summary>
internal sealed class ExecutionRow(string name, string machine, DateTimeOffset startDate)
{
    /// <summary>Of the way that it took, the latest: enough for a browser that looks several times a second.</summary>
    private const int LongestWay = 64;

    private readonly List<string> _states = [];
    private readonly Queue<(long Change, string State)> _way = new();

    public string Name => name;
    public DateTimeOffset StartDate => startDate;
    public string Status { get; set; } = ExecutionEntry.Running;
    public DateTimeOffset? StopDate { get; set; }
    public string? Error { get; set; }
    public string? Parent { get; set; }

    /// <summary>Null while nobody knows: it is no load, or it comes from before this process.</summary>
    public ExecutionSubject? Subject { get; set; }

    public int Steps { get; set; }

    /// <summary>The number of its last change.</summary>
    public long Change { get; set; }

    public void Take(HistoryEvent entry, long change)
    {
        var isState = entry.StateName is not null;
        if (isState && entry.Type.EndsWith("StateEntered", StringComparison.Ordinal))
        {
            _states.Add(entry.StateName!);
            _way.Enqueue((change, entry.StateName!));
            while (_way.Count > LongestWay)
            {
                _way.Dequeue();
            }
        }
        else if (isState && (entry.Type.EndsWith("StateExited", StringComparison.Ordinal)
            || entry.Type.EndsWith("StateAborted", StringComparison.Ordinal)))
        {
            _states.Remove(entry.StateName!);
        }
        else if (EndOf(entry.Type) is { } status)
        {
            (Status, StopDate, Error) = (status, entry.Timestamp, entry.Error);
            _states.Clear();
        }
    }

    /// <param name="after">States that were entered after this change are sent as the way it took.</param>
    public ExecutionView View(long after) => new()
    {
        Name = name,
        Machine = machine,
        Status = Status,
        Started = startDate.ToUnixTimeMilliseconds(),
        Ended = StopDate?.ToUnixTimeMilliseconds(),
        Parent = Parent,
        Error = Error,
        Dataset = Subject?.Dataset,
        Files = Subject?.Files,
        Rows = Subject?.Rows,
        Steps = Steps,
        States = [.. _states],
        Passed = [.. _way.Where(step => step.Change > after).Select(step => step.State)],
    };

    /// <summary>Null: it is no event that ends an execution.</summary>
    public static string? EndOf(string type) => type switch
    {
        "ExecutionSucceeded" => ExecutionEntry.Succeeded,
        "ExecutionFailed" => "FAILED",
        "ExecutionTimedOut" => "TIMED_OUT",
        "ExecutionAborted" => "ABORTED",
        _ => null,
    };
}

/// <summary>An execution as a browser gets it. Times are milliseconds since 1970.</summary>
internal sealed record ExecutionView
{
    public required string Name { get; init; }
    public required string Machine { get; init; }
    public required string Status { get; init; }
    public required long Started { get; init; }
    public long? Ended { get; init; }

    /// <summary>The execution that started it, or whose Map Run it belongs to.</summary>
    public string? Parent { get; init; }

    public string? Error { get; init; }

    /// <summary>Of what it loads; null: not known.</summary>
    public string? Dataset { get; init; }

    public long? Files { get; init; }

    /// <summary>Staged, once the load is in the ledger.</summary>
    public long? Rows { get; init; }

    public required int Steps { get; init; }

    /// <summary>Where it is: several while branches or items run side by side.</summary>
    public required IReadOnlyList<string> States { get; init; }

    /// <summary>States entered since the change that the browser knows.</summary>
    public required IReadOnlyList<string> Passed { get; init; }
}
