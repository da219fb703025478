using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.Ingestion.Workflows;

namespace Sparkify.Proof.Faults;

/// <summary>The object store as a function reaches it.</summary>
internal sealed class FaultyObjects(IObjectStore store, FaultyCalls calls) : IObjectStore
{
    public Task PutAsync(ObjectLocation location, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        calls.CallAsync(Site.Put, $"PutObject {location.Key}", async () =>
        {
            await store.PutAsync(location, content, contentType, CancellationToken.None);
            return true;
        }, cancellationToken);

    public Task<ReadOnlyMemory<byte>> GetAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        calls.CallAsync(Site.Get, $"GetObject {location.Key}", () => store.GetAsync(location, CancellationToken.None), cancellationToken);

    public Task<ObjectPage> ListAsync(string bucket, string prefix, string? startAfter, CancellationToken cancellationToken) =>
        calls.CallAsync(
            Site.Get,
            $"ListObjects {prefix}",
            () => store.ListAsync(bucket, prefix, startAfter, CancellationToken.None),
            cancellationToken);
}

/// <summary>The warehouse as a function reaches it.</summary>
internal sealed class FaultyWarehouse(IWarehouse warehouse, FaultyCalls calls) : IWarehouse
{
    public Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken) =>
        calls.CallAsync(
            Site.Submit,
            $"BatchExecuteStatement {batch.Name}",
            () => warehouse.SubmitAsync(batch, CancellationToken.None),
            cancellationToken);

    public Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken) =>
        calls.CallAsync(
            Site.Describe,
            $"DescribeStatement {statementId}",
            () => warehouse.DescribeAsync(statementId, wait, CancellationToken.None),
            cancellationToken);

    public Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken) =>
        calls.CallAsync(
            Site.Fetch,
            $"GetStatementResult {statementId}",
            () => warehouse.FetchAsync(statementId, nextToken, CancellationToken.None),
            cancellationToken);
}

/// <summary>Step Functions as a function reaches it.</summary>
internal sealed class FaultyWorkflows(IWorkflows workflows, FaultyCalls calls) : IWorkflows
{
    public Task<StartOutcome> StartAsync(
        string stateMachineArn, string name, string input, string? traceId, CancellationToken cancellationToken) =>
        calls.CallAsync(
            Site.Start,
            $"StartExecution {name}",
            () => workflows.StartAsync(stateMachineArn, name, input, traceId, CancellationToken.None),
            cancellationToken);
}

/// <summary>The object store as COPY reaches it.</summary>
/// <param name="isRefused">Keys that the warehouse's role may not read.</param>
internal sealed class CopyReads(IObjectStore store, FaultPlan faults, Func<string, bool> isRefused) : IObjectStore
{
    public Task PutAsync(ObjectLocation location, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
        throw new NotSupportedException("COPY writes nothing");

    public async Task<ReadOnlyMemory<byte>> GetAsync(ObjectLocation location, CancellationToken cancellationToken)
    {
        await Task.Yield();
        return faults.At(Site.CopyRead) is not null
            ? throw new Ingestion.Failures.ObjectStoreUnavailableException($"{location}: 503 SlowDown")
            : isRefused(location.Key) ? throw new Ingestion.Failures.ObjectStoreRefusedException($"{location}: 403 AccessDenied")
            : await store.GetAsync(location, cancellationToken);
    }

    public Task<ObjectPage> ListAsync(string bucket, string prefix, string? startAfter, CancellationToken cancellationToken) =>
        store.ListAsync(bucket, prefix, startAfter, cancellationToken);
}
