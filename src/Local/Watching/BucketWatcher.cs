using Sparkify.Local.Folder;
using Sparkify.Local.Run;

namespace Sparkify.Local.Watching;

/// <summary>Notices files that somebody copies into the bucket's folder, which S3 would have been asked to put.</summary>
/// <remarks>
/// It looks when the file system says that something changed, and now and then without being told. A file counts as put when it stays
/// as it is: looked at twice with the same size and time of change, and not changed in the last second, it is whole.
/// </remarks>
internal sealed class BucketWatcher : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan WithoutBeingTold = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private readonly LocalStack _stack;
    private readonly FileSystemWatcher _watcher;
    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly Dictionary<string, FileState> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileState> _told = new(StringComparer.Ordinal);

    private BucketWatcher(LocalStack stack)
    {
        _stack = stack;
        stack.Bucket.Stored += Remember;
        _watcher = new FileSystemWatcher(stack.Home.Bucket) { IncludeSubdirectories = true };
        _watcher.Changed += (_, _) => Wake();
        _watcher.Created += (_, _) => Wake();
        _watcher.Renamed += (_, _) => Wake();
        // More happened than it could remember: look at everything.
        _watcher.Error += (_, _) => Wake();
        _watcher.EnableRaisingEvents = true;
    }

    /// <summary>First what a process before left undone, then what was copied in while nobody watched, then what comes.</summary>
    public static async Task WatchAsync(LocalStack stack, CancellationToken cancellationToken)
    {
        using var watcher = new BucketWatcher(stack);
        await stack.SettleAsync(cancellationToken);
        watcher.TakeAsKnown();
        await stack.NoticeMissedAsync(cancellationToken);
        await await Task.WhenAny(watcher.RunAsync(cancellationToken), QueuePoller.RunAsync(stack, cancellationToken));
    }

    /// <summary>Everything that is there is known: only what comes or changes from here on is told of.</summary>
    private void TakeAsKnown()
    {
        foreach (var (key, state) in Files())
        {
            Tell(key, state, silently: true);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var startedAt = TimeProvider.System.GetTimestamp();
            var isUnsettled = Look();
            // A bucket of very many files is not looked through all the time.
            var looked = TimeProvider.System.GetElapsedTime(startedAt);
            if (isUnsettled)
            {
                await Task.Delay(BetweenLooks + looked, cancellationToken);
                continue;
            }
            await _changed.WaitAsync(WithoutBeingTold + (10 * looked), cancellationToken);
            await Task.Delay(BetweenLooks + looked, cancellationToken);
        }
    }

    public void Dispose()
    {
        _stack.Bucket.Stored -= Remember;
        _watcher.Dispose();
        _changed.Dispose();
    }

    /// <returns>Whether there are files that may still be written.</returns>
    private bool Look()
    {
        var isUnsettled = false;
        foreach (var (key, state) in Files())
        {
            if (IsTold(key, state))
            {
                continue;
            }
            var isWhole = _seen.TryGetValue(key, out var before) && before == state && DateTime.UtcNow - state.ModifiedAt > Quiet;
            _seen[key] = state;
            if (isWhole)
            {
                Tell(key, state, silently: false);
            }
            else
            {
                isUnsettled = true;
            }
        }
        return isUnsettled;
    }

    private IEnumerable<(string Key, FileState State)> Files() =>
        from prefix in BucketNotices.FilePrefixes
        from file in _stack.Bucket.Walk(prefix)
        where _stack.Notices.IsFile(file.Key)
        select (file.Key, new FileState(file.File.Length, file.File.LastWriteTimeUtc));

    private void Tell(string key, FileState state, bool silently)
    {
        _seen.Remove(key);
        lock (_told)
        {
            _told[key] = state;
        }
        if (!silently && _stack.Bucket.Find(key) is { } stored)
        {
            _stack.Notices.Tell(stored);
        }
    }

    private bool IsTold(string key, FileState state)
    {
        lock (_told)
        {
            return _told.TryGetValue(key, out var known) && known == state;
        }
    }

    /// <summary>What is put through the bucket itself has its notice.</summary>
    private void Remember(StoredObject stored)
    {
        lock (_told)
        {
            _told[stored.Location.Key] = new FileState(stored.Size, stored.StoredAt.UtcDateTime);
        }
    }

    private void Wake()
    {
        try
        {
            if (_changed.CurrentCount == 0)
            {
                _changed.Release();
            }
        }
        catch (Exception over) when (over is SemaphoreFullException or ObjectDisposedException)
        {
            // Two said so at once, or nobody listens any more.
        }
    }

    private readonly record struct FileState(long Size, DateTime ModifiedAt);
}
