using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.LocalCloud.Rebuild;

/// <summary>The warehouse as a rebuild's functions see it: their statements are the usual ones, and work on the fresh tables.</summary>
internal sealed class NextSchemaWarehouse(IWarehouse inner) : IWarehouse
{
    public Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken) =>
        inner.SubmitAsync(batch with { Statements = [.. batch.Statements.Select(RebuildBatch.Next)] }, cancellationToken);

    public Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken) =>
        inner.DescribeAsync(statementId, wait, cancellationToken);

    public Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken) =>
        inner.FetchAsync(statementId, nextToken, cancellationToken);
}
