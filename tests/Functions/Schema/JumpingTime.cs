namespace Sparkify.Functions.Tests.Schema;

/// <summary>
/// A clock for waits: every wait is over at once, and is remembered. What is longer than any wait is a deadline, and is left alone.
/// </summary>
internal sealed class JumpingTime : TimeProvider
{
    public List<TimeSpan> Waits { get; } = [];

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero || dueTime > TimeSpan.FromMinutes(5))
        {
            return base.CreateTimer(callback, state, dueTime, period);
        }

        Waits.Add(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
