using System.Runtime.ExceptionServices;
using System.Text.Json;

namespace StatesLanguage.Running;

/// <summary>Runs branches or items side by side. The first that fails stops the others, and is the failure of all.</summary>
internal static class SideBySide
{
    /// <param name="limit">How many may run at a time.</param>
    /// <param name="run">Given the index, and what stops it.</param>
    /// <returns>The results in the order of the indexes.</returns>
    public static async Task<JsonElement[]> RunAsync(
        int count, int limit, Func<int, CancellationToken, Task<JsonElement>> run, CancellationToken stop)
    {
        var results = new JsonElement[count];
        var next = -1;
        ExceptionDispatchInfo? failure = null;
        using var stopAll = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var workers = new List<Task>();
        while (workers.Count < limit && Volatile.Read(ref next) + 1 < count && !stopAll.IsCancellationRequested)
        {
            workers.Add(WorkAsync());
        }

        await Task.WhenAll(workers);
        stop.ThrowIfCancellationRequested();
        failure?.Throw();
        return results;

        async Task WorkAsync()
        {
            try
            {
                for (var index = Interlocked.Increment(ref next); index < count; index = Interlocked.Increment(ref next))
                {
                    stopAll.Token.ThrowIfCancellationRequested();
                    results[index] = await run(index, stopAll.Token);
                }
            }
            catch (Exception e)
            {
                // Those that are stopped come here too, but after the one that failed.
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                // Here and now: CancelAsync would go on on a thread of the pool.
                stopAll.Cancel();
            }
        }
    }
}
