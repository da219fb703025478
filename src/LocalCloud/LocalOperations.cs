using Sparkify.Functions;
using Sparkify.Functions.Intake;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.LocalCloud.Home;
using Sparkify.Operations;
using Sparkify.Operations.Verifying;

namespace Sparkify.LocalCloud;

/// <summary>The stack of a home.</summary>
/// <param name="stack">It.</param>
/// <param name="called">What the one who asks calls the home; null: as it was opened.</param>
public sealed class LocalOperations(LocalStack stack, string? called = null) : IVerifiedStack
{
    public string Option => HomeOption.Of(called, stack.Home);
    public string GoesOn => "load or watch goes on with it";
    public string Bucket => stack.Bucket.Bucket;
    public string Folder => stack.Home.Bucket;
    public IObjectStore Objects => stack.Bucket;
    public LedgerReader Ledger => stack.Ledger;

    public IEnumerable<BucketPlace> Places(string prefix, string? after) => stack.Bucket.WalkAll(prefix, after).Select(found =>
        new BucketPlace(found.Key, found.Fault is { } fault ? new NoObject(found.Key, fault.What, fault.WhatToDo) : null));

    public NoObject? Unreadable(string key) =>
        stack.Bucket.WhyUnreadable(key) is { } fault ? new NoObject(key, fault.What, fault.WhatToDo) : null;

    public string BackfillStateMachine => stack.BackfillStateMachine;

    public IAsyncEnumerable<QueryResult> AskAsync(string sql, CancellationToken cancellationToken) =>
        stack.AskInPages(sql, cancellationToken).ToAsyncEnumerable();

    public Task<IReadOnlyList<ExecutionEntry>> UnfinishedAsync(CancellationToken cancellationToken) =>
        Executions(execution => execution.Status is not ExecutionEntry.Succeeded);

    public Task<IReadOnlyList<ExecutionEntry>> SucceededSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        Executions(execution => execution.Status is ExecutionEntry.Succeeded && execution.StartDate >= since);

    /// <summary>The list has everything, but for the input of one that succeeded.</summary>
    public Task<ExecutionEntry> DescribeAsync(ExecutionEntry execution, CancellationToken cancellationToken) => Task.FromResult(
        execution.Input is not null
            ? execution
            : execution with { Input = stack.Histories.Peek(execution.Name) is [var started, ..] ? started.Input : null });

    public Task<StartedAgain> StartAsync(string stateMachineArn, string name, string input, CancellationToken cancellationToken)
    {
        var started = stack.Workflows.Start(stateMachineArn, name, input, isNested: false);
        return Task.FromResult(new StartedAgain(name, async cancellation => (await started.Ended.WaitAsync(cancellation)).Entry));
    }

    public Task<BackfillSummary> BackfillAsync(BackfillInput input, Action<BackfillState> report, CancellationToken cancellationToken) =>
        new LocalBackfill(stack).RunAsync(input, report, cancellationToken);

    public Task<IReadOnlyList<NoticeUnderWay>> NoticesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<NoticeUnderWay>>(
        [
            .. from message in stack.Mappings.SelectMany(mapping => mapping.Queue.Messages)
               from file in Notice.Read(message.Body).Files
               select new NoticeUnderWay(FileVersionKey.Of(file), message.SentAt),
        ]);

    public Task<IReadOnlyList<DeadLetterQueue>> DeadLettersAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeadLetterQueue>>(
            [.. stack.QueuesWithDeadLetters.Where(queue => queue.DeadLetters!.Count > 0)
                .Select(queue => new DeadLetterQueue(queue.Name, queue.DeadLetters!.Count, queue.DeadLetters.Messages))]);

    public bool AwaitsLetters => true;

    /// <summary>Delivers each letter once, by itself, at once.</summary>
    public async Task<LettersBack> TakeBackAsync(DeadLetterQueue queue, CancellationToken cancellationToken)
    {
        var mapping = stack.Mappings.Single(known => known.Queue.Name == queue.Name);
        var (takenBack, died) = (0, new List<LetterThatDied>());
        foreach (var letter in queue.Letters)
        {
            switch (await mapping.RedeliverAsync(letter, cancellationToken))
            {
                case { IsDone: true }: takenBack++; break;
                case { } failed: died.Add(new LetterThatDied(letter, failed.Why)); break;
            }
        }

        return new LettersBack(takenBack, died);
    }

    /// <summary>Where the clock is real, another one watches.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) =>
        stack.Clock.IsVirtual ? stack.SettleAsync(cancellationToken) : Task.CompletedTask;

    public bool IsDeployed => false;
    public IWarehouse Warehouse => stack.Warehouse;
    public string? CopyRole => new FunctionSettings(stack.Template.Functions[0].Environment.GetValueOrDefault).CopyRoleArn;

    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) => stack.Clock.DelayAsync(time, cancellationToken);

    public Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        stack.Bucket.Remove(key);
        return Task.CompletedTask;
    }

    private Task<IReadOnlyList<ExecutionEntry>> Executions(Func<ExecutionEntry, bool> which) =>
        Task.FromResult<IReadOnlyList<ExecutionEntry>>([.. stack.Workflows.Executions.Where(which)]);
}
