using Sparkify.LocalCloud.Keeping;
using Sparkify.Operations;
using StatesLanguage;

namespace Sparkify.Page;

/// <summary>An execution in detail: each stay in a state, in the order of entering, without what went in and out.</summary>
/// <param name="Failure">Why it did not succeed, in words.</param>
/// <param name="Gone">Why there is no history of it any more, in words.</param>
internal sealed record Timeline(ExecutionView Execution, string? Failure, IReadOnlyList<VisitView> Visits, string? Gone = null)
{
    public static Timeline Of(ExecutionView execution, IReadOnlyList<HistoryEvent> history, KeepLimits limits)
    {
        var failure = history.LastOrDefault(entry => ExecutionRow.EndOf(entry.Type) is not (null or "SUCCEEDED")) is { } end
            ? FailureWords.Of(ExecutionRow.EndOf(end.Type)!, end.Error, end.Cause)
            : null;
        return new Timeline(
            execution,
            failure,
            [.. Visit.Read(history).Select(visit => visit.View())],
            history.Count == 0 && execution.Ended is not null ? $"Its history is gone: this home keeps {limits} (--keep)." : null);
    }
}

/// <summary>A stay in a state. Times are milliseconds since 1970.</summary>
internal sealed record VisitView
{
    /// <summary>Of the event with which it began.</summary>
    public required long Id { get; init; }

    public required string State { get; init; }
    public required string Type { get; init; }
    public required long Entered { get; init; }

    /// <summary>Null: it is there still, or was when the execution ended.</summary>
    public long? Left { get; init; }

    /// <summary>How often its task was tried; 0 for a state without a task.</summary>
    public required int Tries { get; init; }

    public required bool Failed { get; init; }

    /// <summary>Executions that it started.</summary>
    public required IReadOnlyList<string> Started { get; init; }

    /// <summary>Of a distributed Map: it started executions of its own, which name this one as their parent.</summary>
    public required bool HasMapRun { get; init; }
}

/// <summary>The events of one stay in a state.</summary>
internal sealed class Visit(HistoryEvent entered)
{
    private readonly List<HistoryEvent> _events = [entered];

    public long Id => entered.Id;
    public IReadOnlyList<HistoryEvent> Events => _events;
    public HistoryEvent? Left => _events.FirstOrDefault(entry => entry.Type.EndsWith("StateExited", StringComparison.Ordinal)
        || entry.Type.EndsWith("StateAborted", StringComparison.Ordinal));
    public IEnumerable<HistoryEvent> Tries => _events.Where(entry => entry.Type is "TaskScheduled" or "LambdaFunctionScheduled");
    public IEnumerable<HistoryEvent> Failures => _events.Where(
        entry => entry.Type.EndsWith("Failed", StringComparison.Ordinal) || entry.Type.EndsWith("TimedOut", StringComparison.Ordinal));

    /// <summary>
    /// Takes a history apart. Items of a Map stay in the same states side by side: which stay an event belongs to, the event before it
    /// in its own branch shows it.
    /// </summary>
    public static IReadOnlyList<Visit> Read(IEnumerable<HistoryEvent> history)
    {
        var visits = new List<Visit>();
        var visitOf = new Dictionary<long, Visit>();
        foreach (var entry in history.Where(entry => entry.StateName is not null))
        {
            if (entry.Type.EndsWith("StateEntered", StringComparison.Ordinal))
            {
                visits.Add(visitOf[entry.Id] = new Visit(entry));
            }
            else if (Find(entry) is { } visit)
            {
                visit._events.Add(entry);
                visitOf[entry.Id] = visit;
            }
        }

        return visits;

        Visit? Find(HistoryEvent entry) =>
            visitOf.TryGetValue(entry.PreviousId, out var before) && before.State == entry.StateName ? before
            : visits.LastOrDefault(visit => visit.State == entry.StateName && visit.Left is null);
    }

    public string State => entered.StateName!;

    public VisitView View() => new()
    {
        Id = Id,
        State = State,
        Type = entered.Type[..^"StateEntered".Length],
        Entered = entered.Timestamp.ToUnixTimeMilliseconds(),
        Left = Left?.Timestamp.ToUnixTimeMilliseconds(),
        Tries = Tries.Count(),
        Failed = Failures.Any(),
        Started = [.. _events.Select(StartedExecutions.NameIn).OfType<string>().Distinct(StringComparer.Ordinal)],
        HasMapRun = _events.Any(entry => entry.MapRunArn is not null),
    };
}
