namespace Sparkify.Page;

/// <summary>Something that is read from ledger or tables, kept until they may have changed: ten browsers cost one reading.</summary>
internal sealed class UntilItChanges<T>(PageFeed feed, Func<CancellationToken, Task<T>> read)
{
    private readonly Lock _lock = new();
    private Task<T>? _reading;
    private long _data;

    public Task<T> ReadAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var data = feed.Data;
            if (_reading is null || _reading.IsFaulted || _reading.IsCanceled || (_reading.IsCompleted && data != _data))
            {
                // For everybody who waits: it goes on when the one who asked first has gone.
                (_reading, _data) = (Task.Run(() => read(feed.Ending), feed.Ending), data);
            }

            return _reading.WaitAsync(cancellationToken);
        }
    }
}
