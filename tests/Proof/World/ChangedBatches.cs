using Sparkify.Ingestion.Statements;

namespace Sparkify.Proof.World;

/// <summary>Stands between the functions and the warehouse and gives it other batches than theirs.</summary>
/// <param name="change">What becomes of a batch.</param>
internal class ChangedBatches(IWarehouse warehouse, Func<StatementBatch, StatementBatch> change) : IWarehouse
{
    protected IWarehouse Warehouse => warehouse;

    public virtual Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken) =>
        warehouse.SubmitAsync(change(batch), cancellationToken);

    public virtual Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken) =>
        warehouse.DescribeAsync(statementId, wait, cancellationToken);

    public virtual Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken) =>
        warehouse.FetchAsync(statementId, nextToken, cancellationToken);
}
