using System.Collections.Concurrent;
using StatesLanguage;

namespace Sparkify.LocalCloud.Workflow;

/// <summary>The states that executions entered, in their order.</summary>
public sealed class StatesPassed
{
    private readonly ConcurrentDictionary<string, List<string>> _states = new(StringComparer.Ordinal);

    public void Add(ExecutionStart execution, HistoryEvent entry)
    {
        var passed = _states.GetOrAdd(execution.Name, _ => []);
        lock (passed)
        {
            if (entry.StateName is { } state && entry.Type.EndsWith("StateEntered", StringComparison.Ordinal))
            {
                passed.Add(state);
            }
            else if (entry.Type is "ExecutionSucceeded" or "ExecutionFailed" or "ExecutionTimedOut")
            {
                passed.Add(entry.Type["Execution".Length..].ToLowerInvariant());
            }
        }
    }

    /// <summary>A line for each execution. A round that is passed again and again is shown once, with how often.</summary>
    public IEnumerable<string> Lines() => _states.OrderBy(execution => execution.Key, StringComparer.Ordinal)
        .Select(execution => $"{execution.Key}: {string.Join(" > ", Folded(execution.Value))}");

    private static List<string> Folded(List<string> passed)
    {
        var folded = new List<string>();
        for (var at = 0; at < passed.Count;)
        {
            var (length, times) = Round(passed, at);
            folded.Add(times == 1 ? passed[at] : $"({string.Join(" > ", passed.Skip(at).Take(length))}) x {times}");
            at += length * times;
        }

        return folded;
    }

    /// <summary>The shortest round of at most four states that starts here and is passed more than once.</summary>
    private static (int Length, int Times) Round(List<string> passed, int at)
    {
        for (var length = 1; length <= 4; length++)
        {
            var times = 1;
            while (at + ((times + 1) * length) <= passed.Count
                && passed.Skip(at).Take(length).SequenceEqual(passed.Skip(at + (times * length)).Take(length), StringComparer.Ordinal))
            {
                times++;
            }

            if (times > 1)
            {
                return (length, times);
            }
        }

        return (1, 1);
    }
}
