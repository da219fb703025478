using Sparkify.Ingestion.Statements;
using Sparkify.Proof.World;

namespace Sparkify.Proof.Sabotages;

/// <summary>Commits the merge first, and the ledger after it in a transaction of its own.</summary>
internal sealed class LedgerApart(IWarehouse warehouse) : ChangedBatches(warehouse, batch => batch)
{
    /// <summary>The first statement of the ledger's.</summary>
    private const string Ledger = "CREATE TEMP TABLE b_files";

    private readonly Dictionary<string, (StatementBatch Ledger, string? Id)> second = new(StringComparer.Ordinal);

    public override async Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken)
    {
        var at = batch.Statements.TakeWhile(statement => !statement.StartsWith(Ledger, StringComparison.Ordinal)).Count();
        if (at == batch.Statements.Count || !batch.Name.StartsWith("merge ", StringComparison.Ordinal))
        {
            return await Warehouse.SubmitAsync(batch, cancellationToken);
        }

        // The count of resolved tracks is in the merge's own connection.
        var ledger = batch.Statements.Skip(at)
            .Select(statement => statement.Replace("(SELECT COUNT(*) FROM w_tracks WHERE resolved = 1)", "0", StringComparison.Ordinal));
        var id = await Warehouse.SubmitAsync(batch with { Statements = [.. batch.Statements.Take(at)] }, cancellationToken);
        second.TryAdd(
            id, (batch with { Name = $"ledger of {batch.Name}", ClientToken = batch.ClientToken[1..], Statements = [.. ledger] }, null));
        return id;
    }

    public override async Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken)
    {
        var report = await Warehouse.DescribeAsync(statementId, wait, cancellationToken);
        if (report.Status != StatementStatus.Finished || !second.TryGetValue(statementId, out var after))
        {
            return report;
        }

        var id = after.Id ?? await Warehouse.SubmitAsync(after.Ledger, cancellationToken);
        second[statementId] = after with { Id = id };
        return await Warehouse.DescribeAsync(id, cancellationToken) with { Id = statementId };
    }

    public override Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken) =>
        second.TryGetValue(statementId.Split(':')[0], out var after) && after.Id is { } id
            ? Warehouse.FetchAsync($"{id}:{statementId.Split(':')[1]}", nextToken, cancellationToken)
            : Warehouse.FetchAsync(statementId, nextToken, cancellationToken);
}
