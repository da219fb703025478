using Sparkify.LocalCloud.Home;

namespace Sparkify.LocalCloud.Keeping;

/// <summary>
/// Keeps a home within its limits: now and then it drops the oldest of what only tells of the past. What is still to be done stays, however
/// old it is, and so do the names of executions, as long as on AWS.
/// </summary>
public sealed class HomeKeeping
{
    /// <summary>What the workflow writes for itself.</summary>
    internal const string IngestPrefix = "_ingest/";

    private static readonly TimeSpan Between = TimeSpan.FromDays(1);

    private readonly LocalStack _stack;
    private readonly HomeFolder _home;
    private readonly TimeProvider _fileTime;
    private readonly Lock _lock = new();
    private KeepingFile _file;
    private int _isTrimming;

    /// <param name="stack">The home's.</param>
    /// <param name="fileTime">The clock by which the files were written; the stack's may have gone ahead of it.</param>
    internal HomeKeeping(LocalStack stack, TimeProvider fileTime) =>
        (_stack, _home, _fileTime, _file) = (stack, stack.Home, fileTime, KeepingFile.Read(stack.Home));

    public KeepLimits Limits => _file.Limits;

    /// <summary>Executions that are not in the list any more, and histories that are gone with them, by name.</summary>
    public event Action<IReadOnlySet<string>>? Dropped;

    /// <summary>From now on, for every process that has the home after this one, too.</summary>
    public void Set(KeepLimits limits)
    {
        lock (_lock)
        {
            _file = _file with { Days = limits.Days, Bytes = limits.Bytes, TrimmedAt = null };
            _file.Write(_home);
        }
    }

    /// <summary>
    /// Trims the home when a day is over, or when something has come over its limit. It costs next to nothing where neither is so.
    /// </summary>
    /// <returns>Why it could not be done, if so; the next time it is tried again.</returns>
    public async Task<string?> TrimIfDueAsync(CancellationToken cancellationToken)
    {
        if (!IsDue() || Interlocked.Exchange(ref _isTrimming, 1) != 0)
        {
            return null;
        }

        try
        {
            await TrimAsync(cancellationToken);
            return null;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            return $"What is older than the home keeps can't be dropped now: {denied.Message}";
        }
        finally
        {
            Volatile.Write(ref _isTrimming, 0);
        }
    }

    /// <summary>Counts what this process has written, for the next one.</summary>
    internal void Save()
    {
        lock (_lock)
        {
            if (_stack.Histories.TakeWritten() is > 0 and var written)
            {
                _file = _file with { HistoryBytes = _file.HistoryBytes + written };
                _file.Write(_home);
            }
        }
    }

    private bool IsDue()
    {
        lock (_lock)
        {
            _file = _file with { HistoryBytes = _file.HistoryBytes + _stack.Histories.TakeWritten() };
            return _file.TrimmedAt is not { } trimmedAt
                || _stack.Clock.Now - trimmedAt >= Between
                || _file.HistoryBytes > Limits.OfHistories
                || _stack.Workflows.Executions.Count > Limits.MostExecutions
                || LengthOf(_home.Metrics) > Limits.OfLines
                || _stack.Logs.Append(_home.Notices).Sum(LengthOf) > Limits.OfLines;
        }
    }

    private async Task TrimAsync(CancellationToken cancellationToken)
    {
        var limits = Limits;
        var (now, old) = (_stack.Clock.Now, _stack.Clock.Now - limits.Age);
        TrimLines(old, limits);
        var bytes = _file.HistoryBytes;
        // One that has run for so long was taken up again just now: whatever it left behind is still its own.
        var isTakenUp = _stack.Workflows.Executions.Any(execution => execution.IsRunning && execution.StartDate < old);
        if (!isTakenUp)
        {
            var needed = await StillNeeded.ReadAsync(_stack, cancellationToken);
            // A file's own time, since the home's clock may have gone ahead of it.
            var filesOld = _fileTime.GetUtcNow() - limits.Age;
            Expire(needed, filesOld);
            var (left, gone) = TrimExecutions(needed, now, old, filesOld, limits);
            bytes = left;
            if (gone.Count > 0)
            {
                Dropped?.Invoke(gone);
            }
        }

        lock (_lock)
        {
            _file = _file with { TrimmedAt = isTakenUp ? _file.TrimmedAt : now, HistoryBytes = bytes };
            _file.Write(_home);
        }
    }

    /// <summary>To three quarters of what they may have, so that it is seldom done.</summary>
    private void TrimLines(DateTimeOffset old, KeepLimits limits)
    {
        var most = limits.OfLines / 4 * 3;
        _stack.Metrics.DropBefore(old, most);
        _stack.TrimLogs(old, most / (_stack.Logs.Count() + 1));
    }

    /// <summary>What the template's lifecycle rules say of the bucket, and nothing of <c>_ingest/</c> beyond the home's days.</summary>
    private void Expire(StillNeeded needed, DateTimeOffset filesOld)
    {
        foreach (var rule in _stack.Template.Expirations)
        {
            var ruled = _fileTime.GetUtcNow() - rule.After;
            var before = rule.Prefix.StartsWith(IngestPrefix, StringComparison.Ordinal) && filesOld > ruled ? filesOld : ruled;
            _stack.Bucket.Expire(rule.Prefix, before, needed.HasObject);
        }
    }

    private (long Bytes, IReadOnlySet<string> Gone) TrimExecutions(
        StillNeeded needed, DateTimeOffset now, DateTimeOffset old, DateTimeOffset filesOld, KeepLimits limits)
    {
        var over = _stack.Workflows.Executions.Count > limits.MostExecutions
            ? _stack.Workflows.Executions.OrderByDescending(execution => execution.StartDate)
                .Skip(limits.MostExecutions / 4 * 3)
                .Select(execution => execution.Name)
                .ToHashSet(StringComparer.Ordinal)
            : [];
        // In this order: killed between two steps, a name is known twice, or a history has no line. Neither is in anybody's way.
        var dropped = _stack.DropExecutions(
            execution => !needed.HasExecution(execution.Name)
                && ((execution.StopDate ?? execution.StartDate) < old || over.Contains(execution.Name)),
            now);
        var listed = _stack.Workflows.Executions.Select(execution => execution.Name).ToHashSet(StringComparer.Ordinal);
        var gone = new HashSet<string>(dropped, StringComparer.Ordinal);
        var (bytes, most) = (0L, limits.OfHistories / 4 * 3);
        var isOver = false;
        foreach (var history in _stack.Histories.Files().OrderByDescending(file => file.LastWriteTimeUtc))
        {
            var name = Path.GetFileNameWithoutExtension(history.Name);
            // The executions of a Map Run are in no list: their files have a time.
            var isYoung = listed.Contains(name) || (history.LastWriteTimeUtc >= filesOld.UtcDateTime && !gone.Contains(name));
            isOver |= bytes + history.Length > most;
            if (needed.HasHistory(name) || (isYoung && !isOver))
            {
                bytes += history.Length;
                continue;
            }

            _stack.Histories.Delete(name);
            if (!listed.Contains(name))
            {
                gone.Add(name);
            }
        }

        return (bytes, gone);
    }

    private static long LengthOf(string path) => new FileInfo(path) is { Exists: true, Length: var length } ? length : 0;
}
