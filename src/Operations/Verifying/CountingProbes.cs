using System.Globalization;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Operations.Verifying;

/// <summary>What two transactions at once do to one another: both read a number, take a while, and count on.</summary>
/// <param name="number">The run's: part of the names of its tables.</param>
internal sealed class CountingProbes(IVerifiedStack stack, WarehouseProbe probe, int number)
{
    /// <summary>How many millions each counts meanwhile, the one times the other: more, until the two have run side by side.</summary>
    private static readonly (int Tens, int Ones)[] Whiles = [(2, 1), (10, 1), (10, 10)];

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    public async Task<IReadOnlyList<Finding>> LockAsync(CancellationToken cancellationToken)
    {
        if (await CountAsync(locks: true, cancellationToken) is not { } count)
        {
            return [Claims.LockBeforeSnapshot.NotSettled("the two batches never ran at once")];
        }

        return [count switch
        {
            { Failed: { } failed } => Claims.LockBeforeSnapshot.Falls($"one of them failed: {failed}", count.Evidence),
            { Left: 2 } when count.Seen.Order().SequenceEqual([0, 1]) =>
                Claims.LockBeforeSnapshot.Holds("the one read 0, the other 1, and 2 were counted", count.Evidence),
            _ => Claims.LockBeforeSnapshot.Falls(
                $"they read {string.Join(" and ", count.Seen)}, and {count.Left} was left of two counts", count.Evidence),
        }];
    }

    public async Task<IReadOnlyList<Finding>> ConflictAsync(CancellationToken cancellationToken)
    {
        if (await CountAsync(locks: false, cancellationToken) is not { } count)
        {
            return [Claims.ConflictWords.NotSettled("the two batches never ran at once")];
        }

        return [count switch
        {
            { Failed: { } failed } when DatabaseError.FaultOf(failed) is DatabaseFault.Transient =>
                Claims.ConflictWords.Holds(failed, count.Evidence),
            { Failed: { } failed } =>
                Claims.ConflictWords.Falls($"they are taken for {DatabaseError.FaultOf(failed)}: {failed}", count.Evidence),
            { Left: 2 } => Claims.ConflictWords.Recorded("none failed, and both were counted", count.Evidence),
            _ => Claims.ConflictWords.Falls($"none failed, and {count.Left} was left of two counts", count.Evidence),
        }];
    }

    /// <returns>Null: they never ran at once.</returns>
    private async Task<Counted?> CountAsync(bool locks, CancellationToken cancellationToken)
    {
        var counter = $"sparkify_verify_{number}_{(locks ? "locked" : "unlocked")}";
        foreach (var (tens, ones) in Whiles)
        {
            await probe.FinishAsync("counter", ProbeBatch.CreateCounter(counter), cancellationToken);
            try
            {
                if (await CountAsync(counter, ProbeBatch.Count(counter, locks, number, tens, ones), cancellationToken) is { } counted)
                {
                    return counted;
                }
            }
            finally
            {
                await probe.RunAsync("counter", ProbeBatch.DropCounter(counter), CancellationToken.None);
            }
        }

        return null;
    }

    private async Task<Counted?> CountAsync(string counter, IReadOnlyList<string> batch, CancellationToken cancellationToken)
    {
        string[] ids =
        [
            await probe.SubmitAsync("count, the one", batch, cancellationToken),
            await probe.SubmitAsync("count, the other", batch, cancellationToken),
        ];
        StatementReport[] reports;
        for (var ranAtOnce = false; ; await stack.WaitAsync(BetweenLooks, cancellationToken))
        {
            // One after the other: what still runs at the second look ran at the first.
            reports = [await probe.LookAsync(ids[0], cancellationToken), await probe.LookAsync(ids[1], cancellationToken)];
            ranAtOnce |= (reports[0].Status, reports[1].Status) is (StatementStatus.Started, StatementStatus.Started);
            if (reports.All(report => report.HasEnded))
            {
                if (!ranAtOnce)
                {
                    return null;
                }

                break;
            }
        }

        var seen = new List<long>();
        foreach (var report in reports.Where(report => report.Status is StatementStatus.Finished))
        {
            seen.Add((await probe.ReadAsync(report, ProbeBatch.Seen, cancellationToken))[0].Number("n"));
        }

        var left = await probe.FinishAsync("counter", ProbeBatch.ReadCounter(counter), cancellationToken);
        return new Counted(
            seen,
            (await probe.ReadAsync(left, StatementBatch.OnlyStatement, cancellationToken))[0].Number("n"),
            reports.FirstOrDefault(report => report.Status is not StatementStatus.Finished) is { } failed
                ? WarehouseProbe.Words(failed)
                : null,
            [.. reports.Select(Shown)]);
    }

    private static string Shown(StatementReport report) => string.Concat(
        $"{report.Status}: ",
        string.Join(", ", report.SubStatements.Select(one => string.Create(
            CultureInfo.InvariantCulture, $"{one.Status} {one.Duration.TotalMilliseconds:F0} ms"))),
        report.Error is { } error ? $": {error}" : "");

    /// <param name="Seen">By each that finished.</param>
    /// <param name="Left">When both had ended.</param>
    /// <param name="Failed">The words of the one that failed; null: none did.</param>
    private sealed record Counted(IReadOnlyList<long> Seen, long Left, string? Failed, IReadOnlyList<string> Evidence);
}
