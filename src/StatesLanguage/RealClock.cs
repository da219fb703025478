namespace StatesLanguage;

/// <summary>The time of a <see cref="TimeProvider"/>: a wait takes as long as it says.</summary>
public sealed class RealClock(TimeProvider time) : IExecutionClock
{
    /// <summary>A timer takes no more than 49 days, and a state may wait longer.</summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(1);

    public DateTimeOffset Now => time.GetUtcNow();

    public async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        var end = Now + delay;
        while (end - Now is var left && left > TimeSpan.Zero)
        {
            // Up to whole milliseconds, which is what timers count: a shorter wait would be none.
            var timer = left < LongestTimer ? TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)) : LongestTimer;
            await Task.Delay(timer, time, cancellationToken);
        }
    }
}
