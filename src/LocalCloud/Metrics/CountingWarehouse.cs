using Sparkify.Ingestion.Statements;

namespace Sparkify.LocalCloud.Metrics;

/// <summary>Counts the statements that are submitted.</summary>
public sealed class CountingWarehouse(IWarehouse inner) : IWarehouse
{
    private long _statements;

    public long Statements => Interlocked.Read(ref _statements);

    public async Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken)
    {
        var id = await inner.SubmitAsync(batch, cancellationToken);
        Interlocked.Add(ref _statements, batch.Statements.Count);
        return id;
    }

    public Task<StatementReport> DescribeAsync(string statementId, CancellationToken cancellationToken) =>
        inner.DescribeAsync(statementId, cancellationToken);

    public Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken) =>
        inner.FetchAsync(statementId, nextToken, cancellationToken);
}
