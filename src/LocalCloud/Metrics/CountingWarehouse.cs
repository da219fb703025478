using Sparkify.Ingestion.Statements;

namespace Sparkify.LocalCloud.Metrics;

/// <summary>
/// The warehouse as the functions see it: counts the statements that are submitted, and lets nobody wait longer than the stack runs.
/// </summary>
public sealed class CountingWarehouse(IWarehouse inner) : IWarehouse
{
    private long _statements;

    /// <summary>Of the stack: who waits for a batch is let go, and the execution goes on at its step when the stack runs again.</summary>
    public CancellationToken Stopping { get; set; }

    public long Statements => Interlocked.Read(ref _statements);

    public async Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken)
    {
        var id = await inner.SubmitAsync(batch, cancellationToken);
        Interlocked.Add(ref _statements, batch.Statements.Count);
        return id;
    }

    public async Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, Stopping);
        return await inner.DescribeAsync(statementId, wait, either.Token);
    }

    public Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken) =>
        inner.FetchAsync(statementId, nextToken, cancellationToken);
}
