using Amazon.Lambda.Core;
using Sparkify.Ingestion.Failures;

namespace Sparkify.Functions;

/// <summary>A function's budget: the time it is given, less what it takes to answer.</summary>
internal static class Deadline
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(2);

    /// <exception cref="DeadlineNearException">
    /// The budget is spent. Whatever was begun may still happen: everything here can be repeated.
    /// </exception>
    public static async Task<T> KeepAsync<T>(TimeProvider time, ILambdaContext context, Func<CancellationToken, Task<T>> work)
    {
        var budget = context.RemainingTime - Margin;
        if (budget <= TimeSpan.Zero)
        {
            throw new DeadlineNearException(
                $"{context.FunctionName} was called with {context.RemainingTime.TotalSeconds:0.0} s left: give it a longer Timeout");
        }

        using var deadline = new CancellationTokenSource(budget, time);
        try
        {
            return await work(deadline.Token);
        }
        catch (OperationCanceledException e) when (deadline.IsCancellationRequested)
        {
            throw new DeadlineNearException($"{context.FunctionName} had not finished after {budget.TotalSeconds:0.0} s", e);
        }
    }
}
