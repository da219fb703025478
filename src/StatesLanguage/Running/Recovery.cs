using System.Text.Json;
using StatesLanguage.Definitions;
using StatesLanguage.Expressions;

namespace StatesLanguage.Running;

/// <summary>Retry and Catch around a state that can fail.</summary>
internal static class Recovery
{
    /// <param name="attempt">Makes the state's result once.</param>
    public static async Task<Transition> RunAsync<TState>(
        StateVisit visit, TState state, Func<StateVisit, TState, CancellationToken, Task<JsonElement>> attempt, CancellationToken stop)
        where TState : FallibleState
    {
        var attempts = new long[state.Retriers.Count];
        while (true)
        {
            try
            {
                return await OnceAsync(visit, state, attempt, stop);
            }
            catch (StateFailedException failure)
            {
                stop.ThrowIfCancellationRequested();
                var retrier = failure.IsTerminal ? -1 : Find(state.Retriers, failure.Error);
                if (retrier >= 0 && attempts[retrier] < state.Retriers[retrier].MaxAttempts)
                {
                    attempts[retrier]++;
                    await visit.Run.DelayAsync(state.Retriers[retrier].Delay(attempts[retrier], visit.Run.Chance), stop);
                    visit.RetryCount++;
                    continue;
                }

                if (state is not TaskState && failure.Origin != visit)
                {
                    visit.Record(new HistoryEvent { Type = $"{state.Type}StateFailed", Error = failure.Error, Cause = failure.Cause });
                }

                var catcher = failure.IsTerminal
                    ? null
                    : state.Catchers.FirstOrDefault(one => ErrorNames.Match(one.ErrorEquals, failure.Error));
                if (catcher is null)
                {
                    throw;
                }

                return visit.Leave(catcher, failure);
            }
        }
    }

    private static async Task<Transition> OnceAsync<TState>(
        StateVisit visit, TState state, Func<StateVisit, TState, CancellationToken, Task<JsonElement>> attempt, CancellationToken stop)
        where TState : FallibleState
    {
        try
        {
            var result = await attempt(visit, state, stop);
            var selected = state.ResultSelector is { } selector ? selector.Fill(visit.Around(result)) : result;
            return visit.Leave(result, selected, state.Next);
        }
        catch (IntrinsicFaultException e)
        {
            throw visit.Failure(e);
        }
    }

    private static int Find(IReadOnlyList<Retrier> retriers, string? error)
    {
        for (var at = 0; at < retriers.Count; at++)
        {
            if (ErrorNames.Match(retriers[at].ErrorEquals, error))
            {
                return at;
            }
        }

        return -1;
    }
}
