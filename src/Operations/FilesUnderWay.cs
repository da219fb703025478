using System.Text.Json;
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
    /// <param name="failedToo">The files of failed executions too.</param>
    public static async Task<FilesUnderWay> ReadAsync(IOperatedStack stack, bool failedToo, CancellationToken cancellationToken)
    {
        var found = new FilesUnderWay(stack);
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

    public bool Have(FileVersionKey file) => _stories.ContainsKey(file);

    public FileStory? Find(FileVersionKey file) => _stories.GetValueOrDefault(file);

    private async Task AddNoticeAsync(NoticeUnderWay notice, CancellationToken cancellationToken)
    {
        if (ArrivalList.DatasetOf(notice.Of.Key) is null)
        {
            AddWaiting(notice.Of, size: null, notice.SentAt);
            return;
        }

        foreach (var file in await ReadArrivalsAsync(notice.Of, cancellationToken))
        {
            AddWaiting(new FileVersionKey(file.Key, file.ETag), file.Size, notice.SentAt);
        }
    }

    private async Task<IReadOnlyList<FileVersion>> ReadArrivalsAsync(FileVersionKey list, CancellationToken cancellationToken)
    {
        try
        {
            return await ArrivalList.ReadAsync(_stack.Objects, new ObjectLocation(_stack.Bucket, list.Key), cancellationToken);
        }
        catch (ObjectMissingException)
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

        var (status, reason, whatToDo) = execution.IsRunning
            ? ("loading", "its load is under way", null)
            : ("failed", $"its load ended {execution.Status}: {FailureWords.Of(execution)}",
                $"once the cause is gone: {FailureWords.Mend(execution, _stack)}");
        try
        {
            foreach (var file in await FileList.ReadAsync(_stack.Objects, load, cancellationToken))
            {
                var version = new FileVersionKey(file.Version.Key, file.Version.ETag);
                _knownSince[version] = execution.StartDate;
                Add(version, file.Version.Size, status, reason, load.LoadId, whatToDo);
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

    private void Add(FileVersionKey file, long? size, string status, string reason, string? loadId, string? whatToDo = null) =>
        _stories[file] = new FileStory
        {
            Key = file.Key, ETag = file.ETag, Size = size ?? 0, Status = status, Reason = reason, LoadId = loadId, WhatToDo = whatToDo
        };
}
