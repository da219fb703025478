using StatesLanguage;

namespace Sparkify.LocalCloud.Workflow;

/// <summary>
/// The time of a local run: the real one, or a virtual one in which waits cost nothing. Virtual, the clock goes to the end of the earliest
/// wait when no function runs. While the warehouse works, a function does: it stays until its batch has ended.
/// </summary>
/// <remarks>
/// The clock never goes back, and never stands before the real time. Waits overlap as they would for real: a hundred waits of an hour take
/// an hour.
/// </remarks>
public sealed class LocalClock(bool isVirtual) : TimeProvider, IExecutionClock
{
    /// <summary>Real time for what has just gone on to come to its next wait, so that waits are ended in their order.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(1);

    private static readonly RealClock RealTime = new(System);

    private readonly Lock _lock = new();
    private readonly PriorityQueue<TaskCompletionSource, DateTimeOffset> _waits = new();
    private bool _isPassing;
    private int _working;
    private long _skippedTicks;

    public bool IsVirtual => isVirtual;

    public DateTimeOffset Now => GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref _skippedTicks));

    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        if (!isVirtual)
        {
            return RealTime.DelayAsync(delay, cancellationToken);
        }

        var wait = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waits.Enqueue(wait, Now + delay);
            if (!_isPassing)
            {
                _isPassing = true;
                _ = Task.Run(PassAsync, CancellationToken.None);
            }
        }

        return wait.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Does something that takes no virtual time: the clock stands still meanwhile.</summary>
    public async Task<T> WorkAsync<T>(Func<Task<T>> work)
    {
        Interlocked.Increment(ref _working);
        try
        {
            return await work();
        }
        finally
        {
            Interlocked.Decrement(ref _working);
        }
    }

    /// <summary>It is that time now, if it was not later already.</summary>
    public void SkipTo(DateTimeOffset time)
    {
        while (Interlocked.Read(ref _skippedTicks) is var skipped && System.GetUtcNow().AddTicks(skipped) is var now && now < time)
        {
            Interlocked.CompareExchange(ref _skippedTicks, skipped + (time - now).Ticks, skipped);
        }
    }

    /// <summary>Lets time pass as long as somebody waits. If it can't, whoever waits gets an error that says so.</summary>
    private async Task PassAsync()
    {
        try
        {
            await PassWaitsAsync();
        }
        catch (Exception broken)
        {
            List<TaskCompletionSource> waiting;
            lock (_lock)
            {
                waiting = [.. _waits.UnorderedItems.Select(wait => wait.Element)];
                _waits.Clear();
                _isPassing = false;
            }

            waiting.ForEach(wait => wait.TrySetException(broken));
        }
    }

    private async Task PassWaitsAsync()
    {
        while (true)
        {
            do
            {
                await Task.Delay(Settling);
            }
            while (Volatile.Read(ref _working) > 0);
            DateTimeOffset due;
            lock (_lock)
            {
                if (!_waits.TryPeek(out _, out due))
                {
                    _isPassing = false;
                    return;
                }
            }

            SkipTo(due);
            foreach (var wait in TakeDue())
            {
                wait.SetResult();
            }
        }
    }

    private List<TaskCompletionSource> TakeDue()
    {
        var due = new List<TaskCompletionSource>();
        lock (_lock)
        {
            while (_waits.TryPeek(out var wait, out var at) && at <= Now)
            {
                due.Add(wait);
                _waits.Dequeue();
            }
        }

        return due;
    }
}
