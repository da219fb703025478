namespace StatesLanguage;

/// <summary>A clock that a wait puts forward to its own end, at once: a definition that waits for days runs in milliseconds.</summary>
/// <remarks>
/// The clock never goes back, and it stands still while a task runs. Branches that wait side by side wait one after the other here; where
/// that matters, use a <see cref="RealClock"/> on a <see cref="TimeProvider"/> that a test moves on.
/// </remarks>
public sealed class VirtualClock(DateTimeOffset start) : IExecutionClock
{
    private readonly Lock _lock = new();
    private DateTimeOffset _now = start;

    public DateTimeOffset Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_lock)
        {
            _now += delay > TimeSpan.Zero ? delay : TimeSpan.Zero;
        }

        return Task.CompletedTask;
    }
}
