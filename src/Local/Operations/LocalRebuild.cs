using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;
using Sparkify.Local.Run;
using Sparkify.Warehouse;

namespace Sparkify.Local.Operations;

/// <summary>
/// Makes the star schema again from the bucket alone: fresh tables beside the present ones, filled by backfills through the usual state machines,
/// then one transaction that swaps the rows. One that was killed has changed nothing, and the next starts from nothing.
/// </summary>
internal sealed class LocalRebuild(LocalStack stack)
{
    /// <summary>How often loads may get in between before it gives up: each time the next round has less to catch up with.</summary>
    private const int MostRounds = 5;

    /// <param name="swap">False: only compare.</param>
    /// <param name="tell">Is told every while how far it is.</param>
    /// <exception cref="BackfillRefusedException">Not every file could be loaded; the present tables are as they were.</exception>
    public async Task<RebuildReport> RunAsync(bool swap, Action<BackfillState> tell, CancellationToken cancellationToken)
    {
        Forget();
        var report = await BuildAsync(swap, tell, cancellationToken);
        Forget();
        return report;
    }

    private async Task<RebuildReport> BuildAsync(bool swap, Action<BackfillState> tell, CancellationToken cancellationToken)
    {
        var startedAt = stack.Clock.Now;
        await stack.RunBatchAsync("rebuild prepare", RebuildBatch.Prepare(), cancellationToken);
        await using var beside = stack.OpenBeside(stack.Home.Rebuild);
        var (files, quarantined, round) = (0L, 0L, 0);
        IReadOnlyList<RebuiltTable> tables;
        do
        {
            foreach (var dataset in Dataset.All)
            {
                var summary = await new LocalBackfill(beside).RunAsync(new BackfillInput { Dataset = dataset.Name }, tell, cancellationToken);
                if (summary.Files.NotLoaded > 0)
                {
                    throw new BackfillRefusedException($"{summary.Files.NotLoaded} files of {dataset} could not be loaded; the tables are as they were. The executions are in {stack.Home.Rebuild}.");
                }

                files += summary.Files.Loaded;
                quarantined += summary.Files.Quarantined;
            }

            tables = await CompareAsync(cancellationToken);
        }
        while (swap && !await TrySwapAsync(startedAt, ++round, cancellationToken));

        await stack.RunBatchAsync("rebuild clean up", RebuildBatch.CleanUp(), cancellationToken);
        return new RebuildReport(swap, files, quarantined, tables);
    }

    /// <summary>The swap; false where a load got in between that the fresh tables lack.</summary>
    private async Task<bool> TrySwapAsync(DateTimeOffset since, int round, CancellationToken cancellationToken)
    {
        try
        {
            await stack.RunBatchAsync("rebuild swap", RebuildBatch.Swap(since), cancellationToken);
            return true;
        }
        catch (WarehouseRefusedException refused) when (refused.Message.Contains("the rebuild lacks", StringComparison.Ordinal) && round < MostRounds)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<RebuiltTable>> CompareAsync(CancellationToken cancellationToken)
    {
        var tables = new List<RebuiltTable>();
        foreach (var table in StarTables.Tables)
        {
            var row = (await stack.RunBatchAsync($"rebuild compare {table}", [RebuildBatch.Compare(table)], cancellationToken))[0];
            tables.Add(new RebuiltTable(table, ResultReader.ToLong(row[0]), ResultReader.ToLong(row[1])));
        }

        return tables;
    }

    private void Forget()
    {
        if (Directory.Exists(stack.Home.Rebuild))
        {
            Directory.Delete(stack.Home.Rebuild, recursive: true);
        }
    }
}

/// <param name="Swapped">False: the tables are as they were.</param>
/// <param name="Files">That were read.</param>
/// <param name="Quarantined">That could not be.</param>
internal sealed record RebuildReport(bool Swapped, long Files, long Quarantined, IReadOnlyList<RebuiltTable> Tables);

/// <param name="Gone">Rows that only the table before has.</param>
/// <param name="Come">Rows that only the rebuilt one has: a changed row is one of each.</param>
internal sealed record RebuiltTable(string Table, long Gone, long Come);
