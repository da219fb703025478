using Sparkify.Ingestion;
using Sparkify.LocalCloud.Bucket;
using Sparkify.LocalCloud.Queues;

namespace Sparkify.LocalCloud.Watching;

/// <summary>Notices files that somebody copies into the bucket's folder, which S3 would have been asked to put.</summary>
/// <remarks>
/// It looks when the file system says that something changed, and now and then by itself. A file counts as put when it stays
/// as it is: for a second it was looked at with the same stamp. (Its time of change alone says nothing: whoever copies a file may keep it.)
/// <para>What is no object is passed by: it is never opened, and said once.</para>
/// </remarks>
public sealed class BucketWatcher : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan WithoutASign = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan BetweenTrims = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    private readonly LocalStack _stack;
    private readonly Action<string> _report;
    private readonly FileSystemWatcher? _watcher;
    private readonly NoticeBatch _notices;
    private readonly WakeUp _changed = new();
    private readonly Dictionary<string, (FileStamp Stamp, long Since)> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, FileStamp> _announced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Fault> _passedBy = new(StringComparer.Ordinal);

    private BucketWatcher(LocalStack stack, Action<string> report)
    {
        (_stack, _report) = (stack, report);
        _notices = new NoticeBatch(Send);
        stack.Bucket.Placed += Remember;
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
        watcher.TakeAsKnown(cancellationToken);
        await stack.NoticeMissedAsync(cancellationToken);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] parts =
        [
            watcher.RunAsync(ending.Token), KeepAsync(stack, report, ending.Token),
            StoppedExecutions.RunAsync(stack.Workflows, report, ending.Token),
            .. stack.Mappings.Select(mapping => QueuePoller.RunAsync(mapping, stack.Clock, report, ending.Token)),
        ];
        // None of them ends by itself: the first that does has failed, and the others can't do without it.
        var first = await Task.WhenAny(parts);
        await ending.CancelAsync();
        await Task.WhenAll(parts).ContinueWith(_ => { }, TaskScheduler.Default);
        await first;
    }

    /// <summary>Everything that is there is known: only what comes or changes from here on is announced.</summary>
    private void TakeAsKnown(CancellationToken cancellationToken)
    {
        foreach (var file in Files(cancellationToken))
        {
            Know(file);
        }
    }

    /// <summary>Keeps the home within its limits, however long this watches.</summary>
    private static async Task KeepAsync(LocalStack stack, Action<string> report, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await stack.Keeping.TrimIfDueAsync(cancellationToken) is { } problem)
            {
                report(problem);
            }

            await Task.Delay(BetweenTrims, cancellationToken);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var startedAt = TimeProvider.System.GetTimestamp();
            var isUnsettled = Look(cancellationToken);
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
        _stack.Bucket.Placed -= Remember;
        _watcher?.Dispose();
        _changed.Dispose();
    }

    /// <returns>Whether there are files that may still be written.</returns>
    private bool Look(CancellationToken cancellationToken)
    {
        var isUnsettled = false;
        foreach (var file in Files(cancellationToken))
        {
            if (IsAnnounced(file))
            {
                continue;
            }

            if (!_seen.TryGetValue(file.Key, out var before) || before.Stamp != file.Stamp)
            {
                _seen[file.Key] = (file.Stamp, TimeProvider.System.GetTimestamp());
            }
            else if (TimeProvider.System.GetElapsedTime(before.Since) > Quiet)
            {
                Announce(file, cancellationToken);
                continue;
            }

            isUnsettled = true;
        }

        _notices.Send();
        return isUnsettled;
    }

    private IEnumerable<FoundFile> Files(CancellationToken cancellationToken)
    {
        foreach (var found in Dataset.All.SelectMany(dataset => _stack.Bucket.WalkAll(dataset.Prefix)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if ((found.Fault ?? Fault.OfKey(found.Key)) is { } fault)
            {
                PassBy(found.Key, fault);
            }
            else if (_stack.Notices.IsFile(found.Key))
            {
                yield return found;
            }
        }
    }

    private void PassBy(string key, Fault fault)
    {
        if (!_passedBy.TryGetValue(key, out var said) || said != fault)
        {
            _passedBy[key] = fault;
            _report($"{key} is passed by: {fault.What}; {fault.WhatToDo}.");
        }
    }

    private void Know(FoundFile file)
    {
        _seen.Remove(file.Key);
        lock (_announced)
        {
            _announced[file.Key] = file.Stamp;
        }
    }

    /// <summary>All that are found in one look are noticed together.</summary>
    private void Announce(FoundFile file, CancellationToken cancellationToken)
    {
        Know(file);
        if (_stack.Bucket.FindWhileWanted(file.Key, cancellationToken) is { } stored)
        {
            _notices.Add(stored);
        }
    }

    private void Send(IReadOnlyList<StoredObject> stored)
    {
        try
        {
            _stack.Notices.Send(stored);
        }
        catch (Exception noRoom) when (noRoom is IOException or UnauthorizedAccessException)
        {
            // The others must not wait for them. When one changes, it is looked at again.
            foreach (var one in stored)
            {
                _report($"{one.Location.Key} can't be noticed: {noRoom.Message} Mend that, then put the file again.");
            }
        }
    }

    private bool IsAnnounced(FoundFile file)
    {
        lock (_announced)
        {
            return _announced.TryGetValue(file.Key, out var known) && known == file.Stamp;
        }
    }

    /// <summary>What is put through the bucket itself has its notice.</summary>
    private void Remember(StoredObject stored)
    {
        lock (_announced)
        {
            _announced[stored.Location.Key] = stored.Stamp;
        }
    }
}
