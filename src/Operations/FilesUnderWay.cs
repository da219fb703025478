using System.Text.Json;
using Sparkify.Functions.Intake;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Operations;

/// <summary>Where files are that the ledger does not know yet: in a queue, in an execution, or left by one that failed.</summary>
public sealed class FilesUnderWay
{
    private readonly Dictionary<FileVersionKey, FileStory> _stories = [];
    private readonly Dictionary<FileVersionKey, DateTimeOffset> _knownSince = [];
    private readonly IOperatedStack _stack;

    private FilesUnderWay(IOperatedStack stack) => _stack = stack;

    /// <param name="stack">Its queues and executions are asked.</param>
    /// <param name="failedToo">The files of failed executions and of dead letters too.</param>
    public static async Task<FilesUnderWay> ReadAsync(IOperatedStack stack, bool failedToo, CancellationToken cancellationToken)
    {
        var found = new FilesUnderWay(stack);
        foreach (var queue in failedToo ? await stack.DeadLettersAsync(cancellationToken) : [])
        {
            await found.AddLettersAsync(queue, cancellationToken);
        }

        var executions = (await stack.UnfinishedAsync(cancellationToken))
            .Where(execution => execution.StateMachineArn != stack.BackfillStateMachine)
            .ToList();
        foreach (var failed in executions.Where(execution => failedToo && !execution.IsRunning).OrderBy(execution => execution.StartDate))
        {
            await found.AddLoadAsync(failed, cancellationToken);
        }

        foreach (var notice in await stack.NoticesAsync(cancellationToken))
        {
            await found.AddNoticeAsync(notice, cancellationToken);
        }

        foreach (var running in executions.Where(execution => execution.IsRunning))
        {
            await found.AddLoadAsync(running, cancellationToken);
        }

        return found;
    }

    /// <summary>Dead letters of which nobody knows what files they are of.</summary>
    public int UnreadLetters { get; private set; }

    public bool Have(FileVersionKey file) => _stories.ContainsKey(file);

    public FileStory? Find(FileVersionKey file) => _stories.GetValueOrDefault(file);

    private async Task AddLettersAsync(DeadLetterQueue queue, CancellationToken cancellationToken)
    {
        UnreadLetters += Math.Max(0, queue.Messages - queue.Letters.Count);
        var reason = $"its notice is a dead letter of {queue.Name}";
        var whatToDo = $"./sparkify failures{_stack.Option} says why, and what to do";
        foreach (var notice in queue.Letters.Select(letter => Notice.Read(letter.Body)))
        {
            var isRead = notice.Problem is null;
            foreach (var named in notice.Files)
            {
                IReadOnlyList<FileVersion> files =
                    ArrivalList.DatasetOf(named.Key) is null ? [named] : await ReadArrivalsAsync(named.Key, cancellationToken);
                isRead &= files.Count > 0;
                foreach (var file in files)
                {
                    Add(FileVersionKey.Of(file), file.Size, "not loaded", reason, null, whatToDo: whatToDo);
                }
            }

            UnreadLetters += isRead ? 0 : 1;
        }
    }

    private async Task AddNoticeAsync(NoticeUnderWay notice, CancellationToken cancellationToken)
    {
        if (ArrivalList.DatasetOf(notice.Of.Key) is null)
        {
            AddWaiting(notice.Of, size: null, notice.SentAt);
            return;
        }

        foreach (var file in await ReadArrivalsAsync(notice.Of.Key, cancellationToken))
        {
            AddWaiting(FileVersionKey.Of(file), file.Size, notice.SentAt);
        }
    }

    /// <summary>None where the list is gone, or damaged: nothing can be said of its files.</summary>
    private async Task<IReadOnlyList<FileVersion>> ReadArrivalsAsync(string list, CancellationToken cancellationToken)
    {
        try
        {
            return await ArrivalList.ReadAsync(_stack.Objects, new ObjectLocation(_stack.Bucket, list), cancellationToken);
        }
        catch (Exception unknown) when (unknown is ObjectMissingException or JsonException)
        {
            return [];
        }
    }

    private async Task AddLoadAsync(ExecutionEntry listed, CancellationToken cancellationToken)
    {
        var execution = await _stack.DescribeAsync(listed, cancellationToken);
        if (FailureWords.LoadOf(execution) is not { } load)
        {
            return;
        }

        var mending = execution.IsRunning ? null : FailureWords.Mend(execution, _stack);
        var (status, reason) = mending is null
            ? ("loading", $"its load {load.LoadId} is under way")
            : ("failed", $"its load ended {execution.Status}: {FailureWords.Of(execution)}");
        try
        {
            foreach (var file in await FileList.ReadAsync(_stack.Objects, load, cancellationToken))
            {
                var version = new FileVersionKey(file.Version.Key, file.Version.ETag);
                _knownSince[version] = execution.StartDate;
                Add(version, file.Version.Size, status, reason, load.LoadId, mending);
            }
        }
        catch (Exception unknown) when (unknown is ObjectMissingException or JsonException)
        {
            // Somebody took the list away, or wrote over it: nothing can be said of its files.
        }
    }

    /// <summary>A notice that is older than the load that failed is the one that made it.</summary>
    private void AddWaiting(FileVersionKey file, long? size, DateTimeOffset sentAt)
    {
        if (!_knownSince.TryGetValue(file, out var since) || sentAt > since)
        {
            Add(file, size, "waiting", $"its notice is in a queue: {_stack.GoesOn}", null);
        }
    }

    private void Add(
        FileVersionKey file, long? size, string status, string reason, string? loadId, Mending? mending = null, string? whatToDo = null) =>
        _stories[file] = new FileStory
        {
            Key = file.Key,
            ETag = file.ETag,
            Size = size ?? 0,
            Status = status,
            Reason = reason,
            LoadId = loadId,
            WhatToDo = mending is null ? whatToDo : $"once the cause is gone: {mending.Words}",
            Mending = mending,
        };
}
