using Sparkify.Operations;
using StatesLanguage;

namespace Sparkify.Page;

/// <summary>What went into a state and came out of it, and each try of its task.</summary>
/// <param name="Input">JSON.</param>
/// <param name="Output">JSON; null while it is there.</param>
internal sealed record VisitContent(long Id, string? Input, string? Output, IReadOnlyList<TryView> Tries)
{
    /// <summary>Null: the history has no such stay.</summary>
    public static VisitContent? Find(IReadOnlyList<HistoryEvent> history, long id) =>
        Visit.Read(history).FirstOrDefault(visit => visit.Id == id) is { } visit
            ? new VisitContent(id, visit.Events[0].Input, visit.Left?.Output, [.. TryView.Of(visit)])
            : null;
}

/// <summary>One try of a task. Times are milliseconds since 1970.</summary>
internal sealed record TryView
{
    public required long Started { get; init; }
    public long? Ended { get; init; }
    public string? Resource { get; init; }

    /// <summary>JSON: what the task was given.</summary>
    public string? Input { get; init; }

    /// <summary>JSON: what it answered.</summary>
    public string? Output { get; init; }

    public string? Error { get; init; }
    public string? Cause { get; init; }

    /// <summary>The error in words.</summary>
    public string? Failure { get; init; }

    public static IEnumerable<TryView> Of(Visit visit)
    {
        var starts = visit.Tries.ToList();
        for (var at = 0; at < starts.Count; at++)
        {
            var (start, next) = (starts[at], at + 1 < starts.Count ? starts[at + 1].Id : long.MaxValue);
            var end = visit.Events.FirstOrDefault(entry => entry.Id > start.Id && entry.Id < next && IsEnd(entry.Type));
            yield return new TryView
            {
                Started = start.Timestamp.ToUnixTimeMilliseconds(),
                Ended = end?.Timestamp.ToUnixTimeMilliseconds(),
                Resource = start.Resource,
                Input = start.Input,
                Output = end?.Output,
                Error = end?.Error,
                Cause = end?.Cause,
                Failure = end?.Error is null ? null : FailureWords.Of("FAILED", end.Error, end.Cause),
            };
        }
    }

    private static bool IsEnd(string type) => type is
        "TaskSucceeded"
            or "TaskFailed"
            or "TaskTimedOut"
            or "LambdaFunctionSucceeded"
            or "LambdaFunctionFailed"
            or "LambdaFunctionTimedOut";
}
