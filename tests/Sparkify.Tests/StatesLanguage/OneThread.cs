using System.Collections.Concurrent;

namespace Sparkify.Tests.StatesLanguage;

/// <summary>Runs asynchronous work on the calling thread alone, and shows whether anything left it.</summary>
internal sealed class OneThread : SynchronizationContext
{
    private readonly ConcurrentQueue<(SendOrPostCallback Work, object? State)> _queue = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public static T Run<T>(Func<Task<T>> work)
    {
        var (previous, context) = (Current, new OneThread());
        SetSynchronizationContext(context);
        try
        {
            var task = work();
            while (!task.IsCompleted)
            {
                Assert.True(
                    context._queue.TryDequeue(out var next),
                    "Nothing is left to do, and the work has not ended: something waits for another thread");
                next.Work(next.State);
            }

            return task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(previous);
        }
    }

    public override void Post(SendOrPostCallback d, object? state)
    {
        Assert.Equal(_thread, Environment.CurrentManagedThreadId);
        _queue.Enqueue((d, state));
    }
}
