using StatesLanguage;

namespace Sparkify.Proof.Running;

/// <summary>The clock of a simulation, for whoever takes a clock.</summary>
public sealed class VirtualTime(Scheduler scheduler) : TimeProvider, IExecutionClock
{
    public DateTimeOffset Now => scheduler.Now;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => scheduler.Now;

    public override long GetTimestamp() => scheduler.Now.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(scheduler, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    public async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource();
        using var timer = CreateTimer(_ => over.TrySetResult(), null, delay, Timeout.InfiniteTimeSpan);
        using var cancelled = cancellationToken.Register(() => over.TrySetCanceled(cancellationToken));
        await over.Task;
    }
}

/// <summary>The clock of another machine: it runs alike, and shows another time.</summary>
public sealed class SkewedTime(VirtualTime time, TimeSpan ahead) : TimeProvider
{
    public override long TimestampFrequency => time.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => time.Now + ahead;

    public override long GetTimestamp() => time.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        time.CreateTimer(callback, state, dueTime, period);
}

/// <summary>One timer, on the lane that made it.</summary>
internal sealed class VirtualTimer(Scheduler scheduler, TimerCallback callback, object? state) : ITimer
{
    public Lane Lane { get; } = Lane.Current ?? scheduler.Root;

    public DateTimeOffset Due { get; private set; }

    public bool IsSet { get; private set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (period != Timeout.InfiniteTimeSpan && period != TimeSpan.Zero)
        {
            throw new NotSupportedException("Nothing here has a timer that repeats.");
        }

        IsSet = dueTime != Timeout.InfiniteTimeSpan;
        if (IsSet)
        {
            Due = scheduler.Now + dueTime;
            scheduler.Set(this);
        }

        return true;
    }

    public void Fire()
    {
        if (IsSet)
        {
            IsSet = false;
            callback(state);
        }
    }

    public void Dispose() => IsSet = false;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
