using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.Operations;
using StatesLanguage;

namespace Sparkify.Proof.World;

/// <summary>The simulated stack as the operators' commands see it: what <c>redrive</c> asks of one.</summary>
internal sealed class OperatedStack(Simulation simulation) : IOperatedStack
{
    public string Option => "";

    public string GoesOn => "";

    public string Bucket => World.Bucket.Name;

    public IObjectStore Objects => simulation.Bucket;

    public LedgerReader Ledger => new(simulation.Database.QueryAsync);

    public string BackfillStateMachine => Machine.Backfill.Arn;

    public IAsyncEnumerable<QueryResult> AskAsync(string sql, CancellationToken cancellationToken) =>
        simulation.Database.QueryPages(sql, cancellationToken).ToAsyncEnumerable();

    public Task<IReadOnlyList<ExecutionEntry>> UnfinishedAsync(CancellationToken cancellationToken) =>
        EntriesAsync(entry => entry.Status != ExecutionEntry.Succeeded);

    public Task<IReadOnlyList<ExecutionEntry>> SucceededSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        EntriesAsync(entry => entry.Status == ExecutionEntry.Succeeded && entry.StartDate >= since);

    public Task<ExecutionEntry> DescribeAsync(ExecutionEntry execution, CancellationToken cancellationToken) => Task.FromResult(execution);

    public Task<StartedAgain> StartAsync(string stateMachineArn, string name, string input, CancellationToken cancellationToken)
    {
        simulation.Count(Happening.Redriven);
        var machine = stateMachineArn == Machine.Ingest.Arn ? Machine.Ingest : Machine.Backfill;
        var execution = simulation.Executions.Start(machine, name, input);
        return Task.FromResult(new StartedAgain(name, async _ =>
        {
            await execution.Ended.Task;
            return Entry(execution);
        }));
    }

    public Task<BackfillSummary> BackfillAsync(BackfillInput input, Action<BackfillState> report, CancellationToken cancellationToken) =>
        throw new NotSupportedException("nobody asks for it here");

    public Task<IReadOnlyList<NoticeUnderWay>> NoticesAsync(CancellationToken cancellationToken) =>
        throw new NotSupportedException("nobody asks for it here");

    public Task<IReadOnlyList<DeadLetterQueue>> DeadLettersAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeadLetterQueue>>([.. simulation.Queues.Where(queue => queue.DeadLetters.Count > 0)
            .Select(queue => new DeadLetterQueue(queue.Function, queue.DeadLetters.Count, []))]);

    public bool AwaitsLetters => false;

    public Task<LettersBack> TakeBackAsync(DeadLetterQueue queue, CancellationToken cancellationToken)
    {
        var taken = simulation.Queues.Single(known => known.Function == queue.Name).TakeBack();
        simulation.Count(Happening.TakenBack, taken);
        return Task.FromResult(new LettersBack(taken, []));
    }

    public Task SettleAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private Task<IReadOnlyList<ExecutionEntry>> EntriesAsync(Func<ExecutionEntry, bool> which) =>
        Task.FromResult<IReadOnlyList<ExecutionEntry>>([.. simulation.Executions.All.Select(Entry).Where(which)]);

    private static ExecutionEntry Entry(Execution execution) => new()
    {
        ExecutionArn = execution.Machine.ExecutionArn(execution.Name),
        StateMachineArn = execution.Machine.Arn,
        Name = execution.Name,
        Status = execution.Result is null ? ExecutionEntry.Running
            : execution.Result.Status == ExecutionStatus.Succeeded ? ExecutionEntry.Succeeded : "FAILED",
        StartDate = execution.StartedAt,
        Input = execution.Input,
        Error = execution.Result?.Error,
        Cause = execution.Result?.Cause,
    };
}
