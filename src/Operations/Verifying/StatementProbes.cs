using System.Globalization;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Operations.Verifying;

/// <summary>What the Data API and the warehouse say of statements.</summary>
/// <param name="number">The run's.</param>
internal sealed class StatementProbes(IVerifiedStack stack, WarehouseProbe probe, int number)
{
    /// <summary>On top of the batch's own time: what a network and a service take.</summary>
    private static readonly TimeSpan MostLate = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<Finding>> FailedAsync(CancellationToken cancellationToken)
    {
        var report = await probe.RunAsync("failed statement", ProbeBatch.Numbers("1", "no number", "2"), cancellationToken);
        var statuses = report.SubStatements.Select(statement => statement.Status).ToList();
        string[] evidence =
        [
            $"{report.Status}: {report.Error}", .. report.SubStatements.Select(statement => $"{statement.Status}: {statement.Error}")
        ];
        return [report.Status is StatementStatus.Failed
            && statuses is [StatementStatus.Finished, StatementStatus.Failed, StatementStatus.Aborted]
            ? Claims.FailedStatement.Holds(string.Join(", ", statuses), evidence)
            : Claims.FailedStatement.Falls($"{report.Status}; {string.Join(", ", statuses)}", evidence)];
    }

    public async Task<IReadOnlyList<Finding>> TokenAsync(CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString();
        var first = await probe.SubmitAsync("token", ProbeBatch.Numbers("1"), cancellationToken, token);
        await probe.EndAsync(first, cancellationToken);
        var second = await probe.SubmitAsync("token", ProbeBatch.Numbers("1"), cancellationToken, token);
        return [first == second
            ? Claims.SameToken.Holds("it has the first one's id")
            : Claims.SameToken.Falls("it has an id of its own", first, second)];
    }

    public async Task<IReadOnlyList<Finding>> WaitAsync(CancellationToken cancellationToken)
    {
        var id = await probe.SubmitAsync("long poll", ProbeBatch.TakeTime(number, 10, 2), cancellationToken);
        var asked = TimeProvider.System.GetTimestamp();
        var first = await stack.Warehouse.DescribeAsync(id, IWarehouse.LongestWait, cancellationToken);
        var answered = TimeProvider.System.GetElapsedTime(asked);
        var end = await probe.EndAsync(id, cancellationToken);
        var seen = string.Create(
            CultureInfo.InvariantCulture,
            $"{first.Status} after {answered.TotalSeconds:F1} s, of a batch that took {end.Duration.TotalSeconds:F1} s");
        return [first.HasEnded
            ? answered <= end.Duration + MostLate ? Claims.LongPoll.Holds(seen) : Claims.LongPoll.Falls(seen)
            : answered + MostLate >= IWarehouse.LongestWait ? Claims.LongPoll.NotSettled(seen) : Claims.LongPoll.Falls(seen)];
    }

    public async Task<IReadOnlyList<Finding>> MergeAsync(CancellationToken cancellationToken)
    {
        var report = await probe.FinishAsync("merge", ProbeBatch.Merge(), cancellationToken);
        var rows = (await probe.ReadAsync(report, ProbeBatch.MergedRows, cancellationToken))
            .Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Number("k")}: {row.Number("n")}")).ToList();
        var changed = report.SubStatements[ProbeBatch.Merged - 1].Rows;
        return
        [
            Claims.MergeRows.Recorded(string.Create(CultureInfo.InvariantCulture, $"{changed} of a row updated and a row inserted")),
            rows is ["1: 5", "2: 7"]
                ? Claims.CaseInMerge.Holds("the target's greater number stayed")
                : Claims.CaseInMerge.Falls($"the rows are {string.Join(", ", rows)}, and should be 1: 5, 2: 7"),
        ];
    }

    public async Task<IReadOnlyList<Finding>> IsolationAsync(CancellationToken cancellationToken)
    {
        if (!stack.IsDeployed)
        {
            return [Claims.IsolationLevel.NotSettled("a home's database is DuckDB")];
        }

        var report = await probe.FinishAsync("isolation level", [SqlCatalog.Probe.IsolationLevel.Render()], cancellationToken);
        var levels = (await probe.ReadAsync(report, StatementBatch.OnlyStatement, cancellationToken))
            .Select(row => $"{row.Text("db_name")}: {row.Text("isolation_level")}").ToList();
        return [levels.Count > 0
            ? Claims.IsolationLevel.Recorded(string.Join(", ", levels))
            : Claims.IsolationLevel.NotSettled("stv_db_isolation_level shows these credentials no database")];
    }

    /// <param name="since">When the run began.</param>
    public async Task<IReadOnlyList<Finding>> ChargesAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        if (!stack.IsDeployed)
        {
            return [Claims.ChargedMinute.NotSettled("a home costs nothing")];
        }

        var report = await probe.FinishAsync(
            "charged seconds",
            [SqlCatalog.Probe.ServerlessUsage.Render(SqlArgument.Timestamp("since", since))],
            cancellationToken);
        var minutes = (await probe.ReadAsync(report, StatementBatch.OnlyStatement, cancellationToken))
            .Select(row => (
                Charged: row.Number("charged_seconds"),
                Words: string.Create(
                    CultureInfo.InvariantCulture,
                    $"{row.Text("start_time")} to {row.Text("end_time")}: {row.TextOrNumber("compute_seconds")} compute seconds, ")
                    + $"{row.TextOrNumber("compute_capacity")} RPU, {row.Number("charged_seconds")} charged seconds"))
            .ToList();
        return [minutes.Count > 0
            ? Claims.ChargedMinute.Recorded(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{minutes.Sum(minute => minute.Charged)} RPU-seconds are charged in {minutes.Count} minutes"),
                minutes.Select(minute => minute.Words))
            : Claims.ChargedMinute.NotSettled("sys_serverless_usage shows no minute yet: an administrator asks it later")];
    }
}
