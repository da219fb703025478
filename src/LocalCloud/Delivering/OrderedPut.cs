using System.Diagnostics.CodeAnalysis;
using Sparkify.Ingestion.Objects;
using Sparkify.LocalCloud.Bucket;
using Sparkify.LocalCloud.Queues;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Delivering;

/// <summary>
/// Puts files into the bucket. Their contents are read and written on all cores; each takes its place, and has its notice, in the order in
/// which the files came, as if they were put one after the other.
/// </summary>
internal sealed class OrderedPut
{
    private readonly FolderObjectStore _bucket;
    private readonly IEnumerator<FileToDeliver> _files;
    private readonly Action<int> _report;
    private readonly NoticeBatch _notices;
    private readonly Lock _taking = new();
    private readonly Lock _ordering = new();

    /// <summary>Read, and not yet in their places, by their numbers.</summary>
    private readonly Dictionary<int, ReadFile> _early = [];
    private readonly List<FileVersionKey> _delivered = [];
    private readonly List<NoObject> _passedBy = [];
    private int _taken;
    private int _placed;
    private bool _isPlacing;

    private OrderedPut(FolderObjectStore bucket, IEnumerator<FileToDeliver> files, Action<int> report)
    {
        (_bucket, _files, _report) = (bucket, files, report);
        _notices = new NoticeBatch(bucket.Announce);
    }

    /// <summary>One file that can't be read holds no other back.</summary>
    /// <param name="report">Gets how many are put, after each.</param>
    /// <param name="workers">So many read and write side by side; null: as many as there are cores.</param>
    /// <returns>Both in the order in which the files came.</returns>
    /// <exception cref="Ingestion.Failures.ObjectStoreRefusedException">One can't be written.</exception>
    public static async Task<(IReadOnlyList<FileVersionKey> Delivered, IReadOnlyList<NoObject> PassedBy)> RunAsync(
        FolderObjectStore bucket,
        IEnumerable<FileToDeliver> files,
        Action<int> report,
        CancellationToken cancellationToken,
        int? workers = null)
    {
        using var taken = files.GetEnumerator();
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var put = new OrderedPut(bucket, taken, report);
        try
        {
            // Threads of their own: who waits for a disk keeps nobody from the pool's.
            await Task.WhenAll(Enumerable.Range(0, workers ?? Environment.ProcessorCount).Select(_ => Task.Factory.StartNew(
                () => put.Work(ending), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)));
        }
        finally
        {
            put.End();
        }

        cancellationToken.ThrowIfCancellationRequested();
        return (put._delivered, put._passedBy);
    }

    private void Work(CancellationTokenSource ending)
    {
        try
        {
            while (!ending.IsCancellationRequested && TryTake(out var number, out var file))
            {
                Place(number, Read(file, ending.Token));
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Nobody waits for it, or another one has failed.
        }
        catch
        {
            ending.Cancel();
            throw;
        }
    }

    private bool TryTake(out int number, [NotNullWhen(true)] out FileToDeliver? file)
    {
        lock (_taking)
        {
            (number, file) = _files.MoveNext() ? (_taken++, _files.Current) : (-1, null);
            return file is not null;
        }
    }

    private ReadFile Read(FileToDeliver file, CancellationToken cancellationToken)
    {
        var location = new ObjectLocation(_bucket.Bucket, file.Key);
        if (file.PassedBy is { } odd)
        {
            return new ReadFile(location, null, odd);
        }

        try
        {
            using var content = file.Open();
            return new ReadFile(location, _bucket.Write(location, content, cancellationToken), null);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            var fault = Fault.Unreadable(unreadable);
            return new ReadFile(location, null, new NoObject(file.Key, fault.What, $"{fault.WhatToDo}, and load again"));
        }
    }

    /// <summary>
    /// It has its turn when all before it have had theirs. Whoever finds nobody at it places what can be placed, until nothing can; the
    /// others go on reading meanwhile.
    /// </summary>
    private void Place(int number, ReadFile file)
    {
        lock (_ordering)
        {
            _early.Add(number, file);
            if (_isPlacing)
            {
                return;
            }

            _isPlacing = true;
        }

        while (TryNext(out var next))
        {
            if (next.PassedBy is { } odd)
            {
                _passedBy.Add(odd);
                continue;
            }

            var stored = _bucket.Place(next.Location, next.Finished!);
            _notices.Add(stored);
            _delivered.Add(new FileVersionKey(stored.Location.Key, stored.ETag));
            _report(_delivered.Count);
        }
    }

    private bool TryNext([NotNullWhen(true)] out ReadFile? next)
    {
        lock (_ordering)
        {
            _isPlacing = _early.Remove(_placed, out next);
            _placed += _isPlacing ? 1 : 0;
            return _isPlacing;
        }
    }

    /// <summary>Whatever has stopped the others: what is in its place has its notice, and nothing else is left.</summary>
    private void End()
    {
        foreach (var finished in _early.Values.Select(file => file.Finished).OfType<FinishedFile>())
        {
            FolderObjectStore.Discard(finished);
        }

        _notices.Send();
    }

    /// <param name="Finished">Its content; null: it is passed by.</param>
    /// <param name="PassedBy">Why.</param>
    private sealed record ReadFile(ObjectLocation Location, FinishedFile? Finished, NoObject? PassedBy);
}
