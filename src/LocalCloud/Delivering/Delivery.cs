using Sparkify.Ingestion.Staging;
using Sparkify.LocalCloud.Home;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Delivering;

/// <summary>Puts files into the bucket, runs the stack until nothing is left to do, and says what became of them.</summary>
public sealed class Delivery(LocalStack stack)
{
    /// <summary>Losses beyond these are counted, not listed one by one.</summary>
    private const int MostListed = 20;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <summary>The home as the one who asks calls it; null: as it was opened.</summary>
    public string? Home { get; init; }

    /// <summary>Gets every while how far it is.</summary>
    public Action<WorkProgress> Report { get; init; } = _ => { };

    public async Task<DeliveryReport> RunAsync(IEnumerable<FileToDeliver> files, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        var executionsBefore = stack.Workflows.Executions.Select(execution => execution.ExecutionArn).ToHashSet(StringComparer.Ordinal);
        var runningBefore = await UnrecordedAsync(cancellationToken);
        var statementsBefore = stack.Warehouse.Statements;
        var deadBefore = stack.DeadLetters;

        var (delivered, passedBy) = await PutAsync(files, cancellationToken);
        await SettleAsync(executionsBefore, cancellationToken);

        var statements = stack.Warehouse.Statements - statementsBefore;
        var executions = stack.Workflows.Executions.Where(execution => !executionsBefore.Contains(execution.ExecutionArn)).ToList();
        var loads = executions.Select(execution => execution.Name).ToHashSet(StringComparer.Ordinal);
        var rows = await stack.Ledger.RowsAsync(loads, cancellationToken);
        var loadable = delivered.Where(file => stack.Notices.IsFile(file.Key)).ToHashSet();
        var after = await DeliveredRecords.ReadAsync(
            stack.Ledger, loadable, loads.Concat(runningBefore).ToHashSet(StringComparer.Ordinal), cancellationToken);

        var underWay = loadable.All(file => after.Of(file) is not null)
            ? null
            : await FilesUnderWay.ReadAsync(new LocalOperations(stack, Home), failedToo: true, cancellationToken);
        var fates = delivered.Select(file => (File: file, Fate: DeliveredFates.Of(
            stack.Notices.IsFile(file.Key),
            after.WasLoaded(file) ? LedgerStatus.Loaded : null,
            after.Of(file)?.Status,
            after.Of(file) is null && stack.Bucket.Find(file.Key) is { } stored && stored.ETag != file.ETag,
            underWay?.Find(file)))).ToList();
        var unsettled = fates.Where(IsUnsettled).Select(known => known.File).ToList();
        var refused = rows.Rejected == 0
            ? new RejectedRows(0, [])
            : await stack.Ledger.RejectedRowsOfAsync(loads, MostListed, cancellationToken);
        var losses = fates.Where(known => known.Fate is DeliveredFate.Quarantined)
            .Select(known => $"quarantined: {known.File.Key}: {after.Of(known.File)!.Reason}")
            .Concat(refused.First.Select(row => row.ToString()))
            .Concat(fates.Where(known => known.Fate is DeliveredFate.Loaded or DeliveredFate.Unchanged)
                .Select(known => (known.File.Key, Entry: after.Of(known.File)!))
                .Where(known => known.Entry.RowsUnusable > 0 && loads.Contains(known.Entry.LoadId))
                .Select(known => $"unusable: {known.Key}: {known.Entry.Reason}"))
            .Concat(executions.Where(IsFailed).Select(execution => $"failed: execution {execution.Name}: {FailureWords.Of(execution)}"))
            .Concat(unsettled.Select(file => $"not loaded: {file.Key}{(underWay?.Find(file) is { } story ? $": {story.Reason}" : "")}"))
            .Concat(stack.DeadLetters > deadBefore
                ? [$"dead letters: {Undone(stack.DeadLetters - deadBefore)} in {stack.Home.Queues}"]
                : [])
            .ToList();
        var unlisted = losses.Count - MostListed + refused.Known - refused.First.Count;

        return new DeliveryReport(
            new LoadSummary
            {
                Files = FileCounts.Of([.. fates.Select(known => known.Fate)]) with { PassedBy = passedBy.Count },
                Rows = rows,
                Executions = new ExecutionCounts(
                    executions.Count,
                    executions.Count(execution => execution.Status is ExecutionEntry.Succeeded),
                    executions.Count(IsFailed)),
                Statements = statements,
                Seconds = Math.Round(TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds, 2),
                Tables = await stack.Ledger.CountsAsync(cancellationToken),
            },
            // What was never put is named here or nowhere.
            [
                .. passedBy.Select(odd => $"passed by: {odd}"),
                .. losses.Take(MostListed),
                .. unlisted <= 0 ? (string[])[]
                    : [$"and {unlisted} more: ./sparkify files{HomeOption.Of(Home, stack.Home)} lists each file"],
            ])
        {
            Unsettled = unsettled.Count,
        };
    }

    private static string Undone(int messages) =>
        Counted.Of(messages, "message could not be worked on; it is", "messages could not be worked on; they are");

    /// <summary>
    /// The loads that go on with this delivery and have not committed yet: what they write is written since. One that a killed process left
    /// may have committed, and only not ended.
    /// </summary>
    private async Task<IReadOnlyList<string>> UnrecordedAsync(CancellationToken cancellationToken)
    {
        var running = stack.Workflows.Executions.Where(execution => execution.IsRunning).Select(execution => execution.Name).ToList();
        var recorded = await stack.Ledger.RecordedAsync(running, cancellationToken);
        return running.FindAll(load => !recorded.Contains(load));
    }

    private async Task SettleAsync(HashSet<string> executionsBefore, CancellationToken cancellationToken)
    {
        var rowsBefore = stack.RowsRead;
        var settling = stack.SettleAsync(cancellationToken);
        while (await Task.WhenAny(settling, Task.Delay(BetweenLooks, cancellationToken)) != settling
            && !cancellationToken.IsCancellationRequested)
        {
            var loads = stack.Workflows.Executions.Where(execution => !executionsBefore.Contains(execution.ExecutionArn)).ToList();
            Report(WorkProgress.OfRows(stack.RowsRead - rowsBefore, loads.Count(execution => !execution.IsRunning), loads.Count));
        }

        await settling;
    }

    private async Task<(IReadOnlyList<FileVersionKey> Delivered, IReadOnlyList<NoObject> PassedBy)> PutAsync(
        IEnumerable<FileToDeliver> files, CancellationToken cancellationToken)
    {
        long? total = files.TryGetNonEnumeratedCount(out var count) ? count : null;
        // Killed between a put and its notice, the next delivery looks for what was missed. So does this one, if the one before was killed.
        var wasKilled = File.Exists(stack.Home.Delivering);
        await File.WriteAllTextAsync(stack.Home.Delivering, "", cancellationToken);
        var put = await OrderedPut.RunAsync(
            stack.Bucket, files, done => Report(new WorkProgress("files put", done, total)), cancellationToken);
        if (!wasKilled)
        {
            File.Delete(stack.Home.Delivering);
        }

        return put;
    }

    private static bool IsFailed(ExecutionEntry execution) => execution is { IsRunning: false, Status: not ExecutionEntry.Succeeded };

    private static bool IsUnsettled((FileVersionKey File, DeliveredFate Fate) known) =>
        known.Fate is DeliveredFate.Failed or DeliveredFate.UnderWay or DeliveredFate.NotLoaded;
}
