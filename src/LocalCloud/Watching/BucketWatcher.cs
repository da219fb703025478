using Sparkify.Ingestion;
using Sparkify.LocalCloud.Bucket;

namespace Sparkify.LocalCloud.Watching;

/// <summary>Notices files that somebody copies into the bucket's folder, which S3 would have been asked to put.</summary>
/// <remarks>
/// It looks when the file system says that something changed, and now and then by itself. A file counts as put when it stays
/// as it is: for a second it was looked at with the same size and time of change. (That time itself says nothing: whoever copies a file may
/// keep it.)
/// </remarks>
public sealed class BucketWatcher : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan WithoutASign = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private readonly LocalStack _stack;
    private readonly Action<string> _report;
    private readonly FileSystemWatcher? _watcher;
    private readonly WakeUp _changed = new();
    private readonly Dictionary<string, (FileState State, long Since)> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileState> _announced = new(StringComparer.Ordinal);

    private BucketWatcher(LocalStack stack, Action<string> report)
    {
        (_stack, _report) = (stack, report);
        stack.Bucket.Stored += Remember;
        try
        {
            _watcher = new FileSystemWatcher(stack.Home.Bucket) { IncludeSubdirectories = true };
            _watcher.Changed += (_, _) => _changed.Call();
            _watcher.Created += (_, _) => _changed.Call();
            _watcher.Renamed += (_, _) => _changed.Call();
            // More happened than it could remember: look at everything.
            _watcher.Error += (_, _) => _changed.Call();
            _watcher.EnableRaisingEvents = true;
        }
        catch (IOException tooMany)
        {
            // inotify has limits for each user, and other programs use it too.
            report(
                $"The system can't report changes in {stack.Home.Bucket} ({tooMany.Message}): it is looked through every "
                + $"{WithoutASign.TotalSeconds:0} seconds.");
        }
    }

    /// <summary>First what a process before left undone, then what was copied in while nobody watched, then what comes.</summary>
    /// <param name="stack">Its clock is the real one.</param>
    /// <param name="report">Gets what can't be done now.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task WatchAsync(LocalStack stack, Action<string> report, CancellationToken cancellationToken)
    {
        using var watcher = new BucketWatcher(stack, report);
        await stack.SettleAsync(cancellationToken);
        watcher.TakeAsKnown();
        await stack.NoticeMissedAsync(cancellationToken);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] parts =
        [
            watcher.RunAsync(ending.Token), StoppedExecutions.RunAsync(stack.Workflows, report, ending.Token),
            .. stack.Mappings.Select(mapping => QueuePoller.RunAsync(mapping, stack.Clock, report, ending.Token)),
        ];
        // None of them ends by itself: the first that does has failed, and the others can't do without it.
        var first = await Task.WhenAny(parts);
        await ending.CancelAsync();
        await Task.WhenAll(parts).ContinueWith(_ => { }, TaskScheduler.Default);
        await first;
    }

    /// <summary>Everything that is there is known: only what comes or changes from here on is announced.</summary>
    private void TakeAsKnown()
    {
        foreach (var (key, state) in Files())
        {
            Announce(key, state, silently: true);
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

            await _changed.WaitAsync(WithoutASign + (10 * looked), cancellationToken);
            await Task.Delay(BetweenLooks + looked, cancellationToken);
        }
    }

    public void Dispose()
    {
        _stack.Bucket.Stored -= Remember;
        _watcher?.Dispose();
        _changed.Dispose();
    }

    /// <returns>Whether there are files that may still be written.</returns>
    private bool Look()
    {
        var isUnsettled = false;
        foreach (var (key, state) in Files())
        {
            if (IsAnnounced(key, state))
            {
                continue;
            }

            if (!_seen.TryGetValue(key, out var before) || before.State != state)
            {
                _seen[key] = (state, TimeProvider.System.GetTimestamp());
            }
            else if (TimeProvider.System.GetElapsedTime(before.Since) > Quiet)
            {
                Announce(key, state, silently: false);
                continue;
            }

            isUnsettled = true;
        }

        return isUnsettled;
    }

    private IEnumerable<(string Key, FileState State)> Files() =>
        from prefix in Dataset.All.Select(dataset => dataset.Prefix)
        from file in _stack.Bucket.Walk(prefix)
        where _stack.Notices.IsFile(file.Key)
        let state = StateOf(file.File)
        where state is not null
        select (file.Key, state.Value);

    /// <summary>Null: it is gone since it was listed.</summary>
    private static FileState? StateOf(FileInfo file)
    {
        try
        {
            return new FileState(file.Length, file.LastWriteTimeUtc);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private void Announce(string key, FileState state, bool silently)
    {
        _seen.Remove(key);
        lock (_announced)
        {
            _announced[key] = state;
        }

        if (silently)
        {
            return;
        }

        try
        {
            if (_stack.Bucket.Find(key) is { } stored)
            {
                _stack.Notices.Send(stored);
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // The others must not wait for it. When it changes, it is looked at again.
            _report($"{key} can't be noticed: {unreadable.Message} Mend that, then put the file again.");
        }
    }

    private bool IsAnnounced(string key, FileState state)
    {
        lock (_announced)
        {
            return _announced.TryGetValue(key, out var known) && known == state;
        }
    }

    /// <summary>What is put through the bucket itself has its notice.</summary>
    private void Remember(StoredObject stored)
    {
        lock (_announced)
        {
            _announced[stored.Location.Key] = new FileState(stored.Size, stored.StoredAt.UtcDateTime);
        }
    }

    private readonly record struct FileState(long Size, DateTime ModifiedAt);
}
