namespace StatesLanguage;

/// <summary>Time as an execution sees it: the real one, or a virtual one that passes when nothing else is to be done.</summary>
public interface IExecutionClock
{
    DateTimeOffset Now { get; }

    /// <summary>Ends when the time has passed. No thread waits meanwhile.</summary>
    Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken);
}
