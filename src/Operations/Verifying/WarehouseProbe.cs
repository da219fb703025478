using Sparkify.Functions.Statements;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Operations.Verifying;

/// <summary>Runs batches in a stack's warehouse, as whoever runs the command.</summary>
internal sealed class WarehouseProbe(IVerifiedStack stack)
{
    /// <param name="token">The client token; null: one that nobody has.</param>
    /// <returns>The batch's id.</returns>
    public Task<string> SubmitAsync(
        string name, IReadOnlyList<string> statements, CancellationToken cancellationToken, string? token = null) =>
        stack.Warehouse.SubmitAsync(
            new StatementBatch { Name = $"verify {name}", ClientToken = token ?? Guid.NewGuid().ToString(), Statements = statements },
            cancellationToken);

    public Task<StatementReport> LookAsync(string id, CancellationToken cancellationToken) =>
        stack.Warehouse.DescribeAsync(id, cancellationToken);

    /// <summary>Waits for a batch's end, whatever it is.</summary>
    public Task<StatementReport> EndAsync(string id, CancellationToken cancellationToken) =>
        BatchEnd.AwaitAsync(stack.Warehouse, id, TimeProvider.System, () => IWarehouse.LongestWait, cancellationToken);

    /// <summary>Runs a batch to its end, whatever it is.</summary>
    public async Task<StatementReport> RunAsync(string name, IReadOnlyList<string> statements, CancellationToken cancellationToken) =>
        await EndAsync(await SubmitAsync(name, statements, cancellationToken), cancellationToken);

    /// <summary>Runs a batch that has to finish.</summary>
    /// <exception cref="WarehouseRefusedException">It did not, with the database's own words.</exception>
    public async Task<StatementReport> FinishAsync(string name, IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        var report = await RunAsync(name, statements, cancellationToken);
        return report.Status is StatementStatus.Finished ? report : throw new WarehouseRefusedException(Words(report));
    }

    /// <param name="number">Where in the batch the result stands, from 1.</param>
    public Task<IReadOnlyList<ResultRow>> ReadAsync(StatementReport report, int number, CancellationToken cancellationToken) =>
        stack.Warehouse.ReadAsync(report.Id, number, cancellationToken);

    /// <summary>What the database says of a batch that did not finish.</summary>
    public static string Words(StatementReport report) => report.Error ?? $"it ended {report.Status} without a word";
}
