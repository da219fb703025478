using System.Runtime.ExceptionServices;

namespace StatesLanguage.Running;

/// <summary>Numbers the events of one execution, and hands them to the observer in that order.</summary>
internal sealed class History(ExecutionStart start, IExecutionClock clock, IExecutionObserver observer)
{
    /// <summary>
    /// The quota of https://docs.aws.amazon.com/step-functions/latest/dg/bp-history-limit.html: unless the 25,000th event is
    /// ExecutionSucceeded, ExecutionFailed takes its place.
    /// </summary>
    public const long MostEvents = 25_000;

    private readonly Lock _lock = new();
    private long _last = start.ResumeAt?.LastEventId ?? 0;
    private bool _isFull;
    private ExceptionDispatchInfo? _unrecorded;

    public long Count
    {
        get
        {
            lock (_lock)
            {
                return _last;
            }
        }
    }

    public void Record(Frame frame, HistoryEvent entry)
    {
        lock (_lock)
        {
            // The reason that the first was given: a branch that comes later must not take it for a full history, which is an end of the
            // execution.
            _unrecorded?.Throw();
            if (_isFull)
            {
                throw new HistoryFullException();
            }

            var isLast = _last + 1 >= MostEvents;
            if (isLast && !entry.Type.StartsWith("Execution", StringComparison.Ordinal))
            {
                _isFull = true;
                entry = new HistoryEvent
                {
                    Type = "ExecutionFailed", Error = Definitions.ErrorNames.Runtime, Cause = HistoryFullException.Cause
                };
            }

            entry = entry with { Id = ++_last, PreviousId = frame.LastEventId, Timestamp = clock.Now };
            frame.LastEventId = entry.Id;
            try
            {
                observer.OnEvent(start, entry);
            }
            catch (Exception failure)
            {
                // Nothing follows an event that could not be recorded.
                _unrecorded = ExceptionDispatchInfo.Capture(failure);
                throw;
            }

            if (_isFull)
            {
                throw new HistoryFullException();
            }
        }
    }
}
