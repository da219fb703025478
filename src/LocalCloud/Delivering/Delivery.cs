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

    /// <summary>Gets every while how far it is: of what, so many, of so many.</summary>
    public Action<string, long, long?> Report { get; init; } = (_, _, _) => { };

    public async Task<DeliveryReport> RunAsync(IEnumerable<FileToDeliver> files, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        var before = await stack.Ledger.FilesAsync(cancellationToken);
        var executionsBefore = stack.Workflows.Executions.Select(execution => execution.ExecutionArn).ToHashSet(StringComparer.Ordinal);
        var statementsBefore = stack.Warehouse.Statements;
        var deadBefore = stack.DeadLetters;

        var (delivered, passedBy) = await PutAsync(files, cancellationToken);
        await SettleAsync(executionsBefore, cancellationToken);

        var statements = stack.Warehouse.Statements - statementsBefore;
        var after = await stack.Ledger.FilesAsync(cancellationToken);
        var executions = stack.Workflows.Executions.Where(execution => !executionsBefore.Contains(execution.ExecutionArn)).ToList();
        var loads = executions.Select(execution => execution.Name).ToHashSet(StringComparer.Ordinal);
        var rows = await stack.Ledger.RowsAsync(loads, cancellationToken);

        var underWay = delivered.All(after.ContainsKey)
            ? null
            : await FilesUnderWay.ReadAsync(new LocalOperations(stack, Home), failedToo: true, cancellationToken);
        var fates = delivered.Select(file => (File: file, Fate: DeliveredFates.Of(
            stack.Notices.IsFile(file.Key),
            before.GetValueOrDefault(file)?.Status,
            after.GetValueOrDefault(file)?.Status,
            !after.ContainsKey(file) && stack.Bucket.Find(file.Key) is { } stored && stored.ETag != file.ETag,
            underWay?.Find(file)))).ToList();
        var unsettled = fates.Where(IsUnsettled).Select(known => known.File).ToList();
        var losses = fates.Where(known => known.Fate is DeliveredFate.Quarantined)
            .Select(known => $"quarantined: {known.File.Key}: {after[known.File].Reason}")
            .Concat(rows.Rejected == 0 ? [] : (await stack.Ledger.RejectedRowsAsync(key: null, cancellationToken))
                .Where(row => loads.Contains(row.LoadId))
                .Select(row => row.ToString()))
            .Concat(fates.Where(known => known.Fate is DeliveredFate.Loaded or DeliveredFate.Unchanged)
                .Select(known => (known.File.Key, Entry: after[known.File]))
                .Where(known => known.Entry.RowsUnusable > 0 && loads.Contains(known.Entry.LoadId))
                .Select(known => $"unusable: {known.Key}: {known.Entry.Reason}"))
            .Concat(executions.Where(IsFailed).Select(execution => $"failed: execution {execution.Name}: {FailureWords.Of(execution)}"))
            .Concat(unsettled.Select(file => $"not loaded: {file.Key}{(underWay?.Find(file) is { } story ? $": {story.Reason}" : "")}"))
            .Concat(stack.DeadLetters > deadBefore
                ? [$"dead letters: {stack.DeadLetters - deadBefore} messages could not be worked on; they are in {stack.Home.Queues}"]
                : [])
            .ToList();

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
                .. losses.Count <= MostListed ? (string[])[]
                    : [$"and {losses.Count - MostListed} more: ./sparkify files{HomeOption.Of(Home, stack.Home)} lists each file"],
            ])
        {
            Unsettled = unsettled.Count,
        };
    }

    private async Task SettleAsync(HashSet<string> executionsBefore, CancellationToken cancellationToken)
    {
        var settling = stack.SettleAsync(cancellationToken);
        while (await Task.WhenAny(settling, Task.Delay(BetweenLooks, cancellationToken)) != settling
            && !cancellationToken.IsCancellationRequested)
        {
            var loads = stack.Workflows.Executions.Where(execution => !executionsBefore.Contains(execution.ExecutionArn)).ToList();
            Report("loads", loads.Count(execution => !execution.IsRunning), loads.Count);
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
        var put = await OrderedPut.RunAsync(stack.Bucket, files, done => Report("files put", done, total), cancellationToken);
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
