using System.Text.Json;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Operations;

/// <summary>The executions that failed and the messages that nobody could work on; and starts them again.</summary>
public sealed class StackFailures(IOperatedStack stack)
{
    public async Task<FailuresReport> FindAsync(CancellationToken cancellationToken)
    {
        var executions = (await UnmendedAsync(cancellationToken)).Failed.Select(execution => FailedExecution.Of(execution, stack));
        var letters = new List<DeadLetters>();
        foreach (var queue in await stack.DeadLettersAsync(cancellationToken))
        {
            var worded = new List<DeadLetter>();
            foreach (var letter in queue.Letters)
            {
                worded.Add(await LetterWords.OfAsync(stack, queue.Name, letter, cancellationToken));
            }

            letters.Add(new DeadLetters(queue.Name, queue.Messages, worded, $"./sparkify redrive {queue.Name}{stack.Option}")
            {
                Since = queue.Letters.Select(letter => (DateTimeOffset?)letter.SentAt).Min(),
            });
        }

        return new FailuresReport([.. executions], letters);
    }

    /// <summary>Starts failed executions again under new names, and gives dead letters back to their queues, one by one.</summary>
    /// <param name="name">Of an execution or a queue; null: all.</param>
    /// <param name="progress">Gets how many of how many have ended.</param>
    /// <exception cref="WorkflowsRefusedException">Nothing of that name has failed.</exception>
    public async Task<RedriveReport> RedriveAsync(string? name, Action<int, int> progress, CancellationToken cancellationToken)
    {
        var (failed, taken) = await UnmendedAsync(cancellationToken);
        var executions = failed.Where(execution => name is null || execution.Name == name).ToList();
        var dead = await stack.DeadLettersAsync(cancellationToken);
        var queues = dead.Where(queue => name is null || queue.Name == name).ToList();
        if (name is not null && executions.Count == 0 && queues.Count == 0)
        {
            throw new WorkflowsRefusedException(
                $"No execution and no queue named {name} has failed."
                + NearMisses.Sentence(name, [.. failed.Select(execution => execution.Name), .. dead.Select(queue => queue.Name)])
                + $" ./sparkify failures{stack.Option} lists those that have.");
        }

        var started = new List<(ExecutionEntry Of, StartedAgain Again)>();
        foreach (var execution in executions)
        {
            started.Add((execution, await stack.StartAsync(
                execution.StateMachineArn, RedriveNames.Next(execution.Name, taken), execution.Input!, cancellationToken)));
        }

        var takenBack = 0;
        var diedAgain = new List<DeadAgain>();
        foreach (var queue in queues)
        {
            var back = await stack.TakeBackAsync(queue, cancellationToken);
            takenBack += back.TakenBack;
            foreach (var (letter, why) in back.Died)
            {
                diedAgain.Add(await AgainAsync(queue.Name, letter, why, cancellationToken));
            }
        }

        var report = new List<RedrivenExecution>();
        foreach (var (of, again) in started)
        {
            progress(report.Count, started.Count);
            var ended = await again.EndAsync(cancellationToken);
            report.Add(new RedrivenExecution(
                ended.Name, of.Name, ended.Status, ended.Status is ExecutionEntry.Succeeded ? null : FailureWords.Of(ended)));
        }

        if (takenBack > 0)
        {
            await stack.SettleAsync(cancellationToken);
            if (stack.AwaitsLetters)
            {
                diedAgain.AddRange(await DiedSinceAsync(dead, cancellationToken));
            }
        }

        return new RedriveReport(report, takenBack, diedAgain);
    }

    /// <summary>What came of the messages that went back may die in the next queue.</summary>
    private async Task<IReadOnlyList<DeadAgain>> DiedSinceAsync(IReadOnlyList<DeadLetterQueue> before, CancellationToken cancellationToken)
    {
        var known = before.SelectMany(queue => queue.Letters).Select(letter => letter.Id).ToHashSet(StringComparer.Ordinal);
        var died = new List<DeadAgain>();
        foreach (var queue in await stack.DeadLettersAsync(cancellationToken))
        {
            foreach (var letter in queue.Letters.Where(letter => !known.Contains(letter.Id)))
            {
                died.Add(await AgainAsync(queue.Name, letter, why: null, cancellationToken));
            }
        }

        return died;
    }

    private async Task<DeadAgain> AgainAsync(string queue, QueueMessage letter, string? why, CancellationToken cancellationToken)
    {
        var worded = await LetterWords.OfAsync(stack, queue, letter, cancellationToken);
        return new DeadAgain(queue, letter.Id, why ?? worded.Reason) { WhatToDo = worded.WhatToDo };
    }

    /// <summary>
    /// Failed, not started again since, and what it was for is not done in another way either; and the names that executions have since
    /// then.
    /// </summary>
    private async Task<(IReadOnlyList<ExecutionEntry> Failed, IReadOnlySet<string> Taken)> UnmendedAsync(
        CancellationToken cancellationToken)
    {
        var unfinished = await stack.UnfinishedAsync(cancellationToken);
        var failed = unfinished.Where(execution => !execution.IsRunning).ToList();
        if (failed.Count == 0)
        {
            return ([], new HashSet<string>());
        }

        IReadOnlyList<ExecutionEntry> all =
        [
            .. unfinished, .. await stack.SucceededSinceAsync(failed.Min(execution => execution.StartDate), cancellationToken)
        ];
        var well = all.Where(execution => execution.Status is ExecutionEntry.Succeeded or ExecutionEntry.Running).ToList();
        var redriven = all.Select(execution => RedriveNames.OriginalOf(execution.Name)).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var backfills = new Lazy<Task<LaterBackfills>>(() => LaterBackfills.ReadAsync(stack, all, cancellationToken));
        var unmended = new List<ExecutionEntry>();
        foreach (var candidate in failed.Where(execution => !redriven.Contains(execution.Name)
            && !well.Any(other => other.Name.StartsWith(execution.Name + "-", StringComparison.Ordinal))))
        {
            var execution = await stack.DescribeAsync(candidate, cancellationToken);
            var isBackfill = execution.StateMachineArn == stack.BackfillStateMachine;
            if (execution.Input is not null && !(isBackfill
                ? (await backfills.Value).Did(execution)
                : await IsRecordedAsync(execution, backfills, cancellationToken)))
            {
                unmended.Add(execution);
            }
        }

        return (
            [.. unmended.OrderBy(execution => execution.StopDate)],
            all.Select(execution => execution.Name).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>
    /// Whether the ledger has every file of a failed load: a load after it took them. Where its list is gone, a backfill of its whole
    /// dataset took them.
    /// </summary>
    private async Task<bool> IsRecordedAsync(
        ExecutionEntry failed, Lazy<Task<LaterBackfills>> backfills, CancellationToken cancellationToken)
    {
        if (FailureWords.LoadOf(failed) is not { } load)
        {
            return false;
        }

        try
        {
            var files = await FileList.ReadAsync(stack.Objects, load, cancellationToken);
            return files.Count > 0
                && await stack.Ledger.HasAllAsync([.. files.Select(file => FileVersionKey.Of(file.Version))], cancellationToken);
        }
        catch (Exception unknown) when (unknown is JsonException or ObjectMissingException)
        {
            return (await backfills.Value).LoadedAll(load.Dataset, failed.StartDate);
        }
    }
}
