using System.Globalization;
using System.Text.Json;
using Sparkify.Functions;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Local.Folder;
using Sparkify.Local.Queues;
using Sparkify.Local.Run;
using Sparkify.Local.Template;
using Sparkify.Local.Workflow;

namespace Sparkify.Local.Operations;

/// <summary>The executions that failed and the messages that nobody could work on; and starts them again.</summary>
internal sealed class LocalFailures(LocalStack stack)
{
    /// <summary>Between a name and the number of its redrive.</summary>
    private const string Again = "-again";

    /// <summary>A message's beginning is enough to know it by.</summary>
    private const int MostShown = 200;

    public async Task<FailuresReport> FindAsync(CancellationToken cancellationToken) => new(
        [.. (await UnmendedAsync(cancellationToken)).Select(execution => new FailedExecution(
            execution.Name, LocalNames.NameOf(execution.StateMachineArn), execution.Status, execution.StopDate, FailureWords.Of(execution),
            string.Format(CultureInfo.InvariantCulture, FailureWords.Mend(execution.Error), execution.Name)))],
        [.. stack.QueuesWithDeadLetters.Where(queue => queue.DeadLetters!.Count > 0).Select(queue => new DeadLetters(
            queue.Name, queue.DeadLetters!.Count, [.. queue.DeadLetters.Messages.Select(Letter)], $"./sparkify redrive {queue.Name}"))]);

    /// <summary>Starts failed executions again under new names, and gives dead letters back to their queues.</summary>
    /// <param name="name">Of an execution or a queue; null: all.</param>
    /// <exception cref="WorkflowsRefusedException">Nothing of that name has failed.</exception>
    public async Task<RedriveReport> RedriveAsync(string? name, CancellationToken cancellationToken)
    {
        var executions = (await UnmendedAsync(cancellationToken)).Where(execution => name is null || execution.Name == name).ToList();
        var queues = stack.QueuesWithDeadLetters.Where(queue => name is null || queue.Name == name).ToList();
        if (name is not null && executions.Count == 0 && queues.Count == 0)
        {
            throw new WorkflowsRefusedException($"No execution and no queue named {name} has failed: ./sparkify failures lists those that have.");
        }

        var started = executions.Select(execution => (Of: execution, Run: stack.Workflows.Start(execution.StateMachineArn, NewName(execution), execution.Input!, isNested: false))).ToList();
        var takenBack = queues.Sum(queue => queue.TakeBack());
        var report = new List<RedrivenExecution>();
        foreach (var (of, run) in started)
        {
            var ended = (await run.Ended.WaitAsync(cancellationToken)).Entry;
            report.Add(new RedrivenExecution(ended.Name, of.Name, ended.Status, ended.Status is ExecutionEntry.Succeeded ? null : FailureWords.Of(ended)));
        }

        if (takenBack > 0 && stack.Clock.IsVirtual)
        {
            await stack.SettleAsync(cancellationToken);
        }

        return new RedriveReport(report, takenBack);
    }

    /// <summary>Failed, not started again since, and what it was for is not done in another way either.</summary>
    private async Task<IReadOnlyList<ExecutionEntry>> UnmendedAsync(CancellationToken cancellationToken)
    {
        var all = stack.Workflows.Executions;
        var redriven = all.Select(execution => OriginalOf(execution.Name)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var well = all.Where(execution => execution.Status is ExecutionEntry.Succeeded or ExecutionEntry.Running).ToList();
        var ledger = await stack.Ledger.FilesAsync(cancellationToken);
        var unmended = new List<ExecutionEntry>();
        foreach (var failed in all.Where(execution => execution is { IsRunning: false, Status: not ExecutionEntry.Succeeded, Input: not null } && !redriven.Contains(execution.Name)))
        {
            var isDoneByAnother = failed.StateMachineArn == stack.BackfillStateMachine
                ? well.Any(other => other.StateMachineArn == failed.StateMachineArn && other.StartDate > failed.StartDate && DatasetOf(other) == DatasetOf(failed))
                : well.Any(other => other.Name.StartsWith(failed.Name + "-", StringComparison.Ordinal)) || await IsRecordedAsync(failed, ledger, cancellationToken);
            if (!isDoneByAnother)
            {
                unmended.Add(failed);
            }
        }

        return [.. unmended.OrderBy(execution => execution.StopDate)];

        static string DatasetOf(ExecutionEntry backfill) => backfill.Name.Split('-').ElementAtOrDefault(1) ?? "";
    }

    /// <summary>Whether the ledger has every file of a failed load: a load after it took them.</summary>
    private async Task<bool> IsRecordedAsync(ExecutionEntry failed, IReadOnlyDictionary<FileVersionKey, LedgerEntry> ledger, CancellationToken cancellationToken)
    {
        try
        {
            var files = JsonSerializer.Deserialize(failed.Input!, FunctionsJson.Default.IngestInput) is { } input ? await FileList.ReadAsync(stack.Bucket, input.Load, cancellationToken) : [];
            return files.Count > 0 && files.All(file => ledger.ContainsKey(new FileVersionKey(file.Version.Key, file.Version.ETag)));
        }
        catch (Exception unknown) when (unknown is JsonException or ObjectMissingException)
        {
            return false;
        }
    }

    /// <summary>A redriven one that fails is redriven under the next number: every name stays short.</summary>
    private string NewName(ExecutionEntry execution)
    {
        var root = execution.Name.LastIndexOf(Again, StringComparison.Ordinal) is var at and > 0 ? execution.Name[..at] : execution.Name;
        var taken = stack.Workflows.Executions.Select(other => other.Name).ToHashSet(StringComparer.Ordinal);
        return Enumerable.Range(1, int.MaxValue).Select(number => string.Create(CultureInfo.InvariantCulture, $"{root}{Again}{number}")).First(name => !taken.Contains(name));
    }

    /// <summary>The one that it was started for: the number before its own, or the first. Null for one that is no redrive.</summary>
    private static string? OriginalOf(string name)
    {
        var at = name.LastIndexOf(Again, StringComparison.Ordinal);
        return at <= 0 || !int.TryParse(name.AsSpan(at + Again.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? null
            : number == 1 ? name[..at]
            : string.Create(CultureInfo.InvariantCulture, $"{name[..at]}{Again}{number - 1}");
    }

    private static DeadLetter Letter(QueueMessage message)
    {
        string reason;
        try
        {
            using var json = JsonDocument.Parse(message.Body);
            var files = S3Notification.Read(message.Body).Select(file => file.Key).ToList();
            reason = files.Count == 0
                ? "it tells of no file"
                : string.Create(CultureInfo.InvariantCulture, $"it was received {message.Receives} times and never worked on to the end ({string.Join(", ", files)}): the function's log says why");
        }
        catch (Exception unreadable) when (unreadable is JsonException or NullReferenceException or InvalidOperationException)
        {
            reason = "it is no notice of S3: put back, it comes here again";
        }

        return new DeadLetter(message.Id, reason, message.Body.Length <= MostShown ? message.Body : message.Body[..MostShown]);
    }
}
