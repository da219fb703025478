using Amazon.S3;
using Amazon.S3.Model;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.Operations;
using Sparkify.Operations.Costs;
using Sparkify.Operations.Verifying;

namespace Sparkify.Deployed;

/// <summary>A stack that is deployed, reached through the official clients.</summary>
public sealed class DeployedStack : IVerifiedStack
{
    /// <summary>Both windows, a retry of each function and some: a list of files that is older waits no more.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly StackDescription _stack;
    private readonly DeployedExecutions _executions;
    private readonly DeployedBackfill _backfill;
    private readonly DeployedQueues _queues;
    private readonly DeployedQuery _query;
    private readonly TimeProvider _time;
    private readonly IAmazonS3 _objects;
    private readonly Func<TimeSpan, CancellationToken, Task> _waiting;

    private DeployedStack(
        string name, StackDescription stack, DeployedClients clients, TimeProvider time, Func<TimeSpan, CancellationToken, Task> waiting)
    {
        Option = $" --stack {name}";
        _stack = stack;
        (_time, _waiting, _objects) = (time, waiting, clients.Objects);
        Objects = new S3ObjectStore(clients.Objects);
        _executions = new DeployedExecutions(clients.Workflows, [stack.IngestStateMachine, stack.BackfillStateMachine], waiting);
        _backfill = new DeployedBackfill(clients.Workflows, _executions, stack.BackfillStateMachine, time);
        _queues = new DeployedQueues(clients.Queues, stack);
        var options = new RedshiftDataOptions(stack.Workgroup, stack.Cluster, stack.Database);
        _query = new DeployedQuery(clients.Warehouse, options, time);
        Warehouse = new RedshiftDataWarehouse(clients.Warehouse, options);
        Ledger = new LedgerReader(async (sql, cancellationToken) => QueryResult.Of(
            await _query.AskAsync(sql, cancellationToken).ToListAsync(cancellationToken)));
    }

    public string Option { get; }
    public string GoesOn => "it loads by itself";
    public string Bucket => _stack.Bucket;
    public IObjectStore Objects { get; }
    public LedgerReader Ledger { get; }
    public string BackfillStateMachine => _stack.BackfillStateMachine;
    public bool IsDeployed => true;
    public IWarehouse Warehouse { get; }
    public string? CopyRole => _stack.CopyRole;

    /// <summary>Finds everything by the stack's parameter.</summary>
    /// <exception cref="DeployedStackException">There is no such stack where these clients look.</exception>
    public static Task<DeployedStack> FindAsync(string name, DeployedClients clients, CancellationToken cancellationToken) =>
        FindAsync(name, clients, TimeProvider.System, Task.Delay, cancellationToken);

    /// <param name="waiting">Waits so long before the next look.</param>
    public static async Task<DeployedStack> FindAsync(
        string name,
        DeployedClients clients,
        TimeProvider time,
        Func<TimeSpan, CancellationToken, Task> waiting,
        CancellationToken cancellationToken) =>
        new(name, await StackDescription.ReadAsync(clients, name, cancellationToken), clients, time, waiting);

    public IAsyncEnumerable<QueryResult> AskAsync(string sql, CancellationToken cancellationToken) =>
        _query.AskAsync(sql, cancellationToken);

    public Task<IReadOnlyList<ExecutionEntry>> UnfinishedAsync(CancellationToken cancellationToken) =>
        _executions.UnfinishedAsync(cancellationToken);

    public Task<IReadOnlyList<ExecutionEntry>> SucceededSinceAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        _executions.SucceededSinceAsync(since, cancellationToken);

    public async Task<ExecutionEntry> DescribeAsync(ExecutionEntry execution, CancellationToken cancellationToken) =>
        (await _executions.DescribeAsync(execution.ExecutionArn, cancellationToken)).Entry;

    public async Task<StartedAgain> StartAsync(string stateMachineArn, string name, string input, CancellationToken cancellationToken)
    {
        var executionArn = await _executions.StartAsync(stateMachineArn, name, input, cancellationToken);
        return new StartedAgain(
            name, async cancellation => (await _executions.EndAsync(executionArn, () => Task.CompletedTask, cancellation)).Entry);
    }

    public Task<BackfillSummary> BackfillAsync(BackfillInput input, Action<BackfillState> report, CancellationToken cancellationToken) =>
        _backfill.RunAsync(input, report, cancellationToken);

    /// <summary>A queue can't be read without taking from it, but the lists that were made of its notices lie in the bucket.</summary>
    public async Task<IReadOnlyList<NoticeUnderWay>> NoticesAsync(CancellationToken cancellationToken)
    {
        var since = _time.GetUtcNow() - LongestWait;
        return await Objects.ListAllAsync(Bucket, ArrivalList.Prefix, cancellationToken)
            .Where(list => list.LastModified >= since)
            .Select(list => new NoticeUnderWay(new FileVersionKey(list.Key, list.ETag), list.LastModified))
            .ToListAsync(cancellationToken);
    }

    public DateTimeOffset? GatheredSince =>
        LoadEvery.All.FirstOrDefault(every => every.Name == _stack.LoadEvery) is { IsByTheClock: true, Seconds: var seconds }
            ? _time.GetUtcNow() - TimeSpan.FromSeconds(seconds)
            : null;

    public Task<IReadOnlyList<DeadLetterQueue>> DeadLettersAsync(CancellationToken cancellationToken) =>
        _queues.LookAsync(cancellationToken);

    public bool AwaitsLetters => false;

    /// <summary>Each is sent again. A message dies after five receives, minutes apart: nobody waits for that.</summary>
    public Task<LettersBack> TakeBackAsync(DeadLetterQueue queue, CancellationToken cancellationToken) =>
        _queues.TakeBackAsync(queue.Name, cancellationToken);

    /// <summary>Its functions poll the queues by themselves.</summary>
    public Task SettleAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken) => _waiting(time, cancellationToken);

    public async Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        var request = new DeleteObjectRequest { BucketName = Bucket, Key = key };
        try
        {
            await AwsCall.AskAsync(
                "S3", $"DeleteObject s3://{Bucket}/{key}", () => _objects.DeleteObjectAsync(request, cancellationToken), cancellationToken);
        }
        catch (DeployedStackException refused)
        {
            throw new ObjectStoreRefusedException(refused.Message, refused);
        }
    }
}
