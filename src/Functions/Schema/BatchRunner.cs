using Sparkify.Functions.Statements;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Schema;

/// <summary>Submits a batch and stays until it has ended: for the work of a deployment, which nothing else waits for.</summary>
/// <remarks>
/// Whatever runs here must be idempotent: a batch whose answer was lost, or that another transaction was in the way of, runs again.
/// </remarks>
public sealed class BatchRunner(IWarehouse warehouse, TimeProvider time)
{
    /// <summary>A batch is submitted at most this often.</summary>
    public const int MostAttempts = 4;

    /// <param name="name">What an operator sees in the list of statements.</param>
    /// <param name="runId">Of this run: what another run submits is another submission.</param>
    /// <exception cref="WarehouseRefusedException">The database refused a statement, or would not take it in so many attempts.</exception>
    public async Task<StatementReport> RunAsync(
        string name, string runId, IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var report = await TryAsync(name, runId, attempt, statements, cancellationToken);
            if (report is { Status: StatementStatus.Finished })
            {
                return report;
            }

            if (attempt == MostAttempts || (report is not null
                && (report.Status == StatementStatus.Aborted || DatabaseError.FaultOf(report.Error) != DatabaseFault.Transient)))
            {
                throw new WarehouseRefusedException(
                    $"'{name}' ended as {report?.Status.ToString() ?? "lost"} at attempt {attempt}: "
                    + $"{report?.Error ?? "no reason was given"}");
            }

            await DelayAsync(StatementCheck.RetrySeconds(attempt), cancellationToken);
        }
    }

    /// <summary>Null where the statement was lost from sight.</summary>
    private async Task<StatementReport?> TryAsync(
        string name, string runId, int attempt, IReadOnlyList<string> statements, CancellationToken cancellationToken)
    {
        var batch = new StatementBatch
        {
            Name = $"{name} #{attempt}", ClientToken = Steps.ClientToken(runId, name, attempt), Statements = statements
        };
        try
        {
            var id = await PersistAsync(() => warehouse.SubmitAsync(batch, cancellationToken), cancellationToken);
            return await PersistAsync(
                () => BatchEnd.AwaitAsync(warehouse, id, time, () => IWarehouse.LongestWait, cancellationToken), cancellationToken);
        }
        catch (StatementLostException)
        {
            return null;
        }
    }

    /// <summary>Asks again where the Data API is busy or silent, until the deadline: there is no state machine here to do it.</summary>
    private async Task<T> PersistAsync<T>(Func<Task<T>> call, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call();
            }
            catch (Exception e) when (e is WarehouseThrottledException or WarehouseUnavailableException)
            {
                await DelayAsync(StatementCheck.RetrySeconds(Math.Min(attempt, 4)), cancellationToken);
            }
        }
    }

    private Task DelayAsync(int seconds, CancellationToken cancellationToken) =>
        Task.Delay(TimeSpan.FromSeconds(seconds), time, cancellationToken);
}
