using Sparkify.Functions.Schema;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.Operations;
using Sparkify.Proof.Running;
using Sparkify.Warehouse;

namespace Sparkify.Proof.World;

/// <summary>
/// A rebuild as <c>LocalRebuild</c> runs it: backfills whose functions see the fresh tables in the place of the present ones, then the
/// swap. One that fails, or is killed, is given up.
/// </summary>
/// <param name="lane">What a crash kills.</param>
internal sealed class Rebuild(Simulation simulation, Lane lane, string id)
{
    /// <summary>How often loads may get in between.</summary>
    private const int MostRounds = 5;

    private readonly BatchRunner runner = new(simulation.Warehouse, simulation.Time);
    private readonly Executions executions = new(
        simulation,
        () => lane,
        new ChangedBatches(simulation.Warehouse, batch => batch with
        {
            Name = $"next {batch.Name}", Statements = [.. batch.Statements.Select(RebuildBatch.Next)]
        }));
    /// <summary>A rebuild and its warehouse are of one machine.</summary>
    private readonly DateTimeOffset since = simulation.WarehouseTime.GetUtcNow();

    private int batches;

    public bool IsUnderWay => lane.IsAlive;

    /// <summary>Why it was given up, where loads were not ahead of it; null: it has ended well, or not at all.</summary>
    public string? Failure { get; private set; }

    public async Task RunAsync()
    {
        try
        {
            await RunBatchAsync("prepare", RebuildBatch.Prepare(id));
            for (var round = 1; round <= MostRounds; round++)
            {
                await FillAsync(round);
                if (await TrySwapAsync())
                {
                    simulation.Count(Happening.Rebuilt);
                    await RunBatchAsync("clean up", RebuildBatch.CleanUp());
                    lane.Kill();
                    return;
                }
            }
        }
        catch (Exception e) when (e is WarehouseRefusedException or BackfillRefusedException)
        {
            Failure = e.Message;
        }

        simulation.Count(Happening.RebuildGivenUp);
        simulation.Trace.Say($"{id} is given up: {Failure ?? "loads got in between too often"}");
        lane.Kill();
    }

    private async Task FillAsync(int round)
    {
        foreach (var dataset in Dataset.All)
        {
            var backfill = executions.Start(Machine.Backfill, $"{id}-{round}-{dataset.Name}", BackfillExecution.Write(
                new BackfillInput { Dataset = dataset.Name, Rebuild = id }));
            var result = await backfill.Ended.Task;
            if (backfill.HasFailed)
            {
                throw new BackfillRefusedException($"{backfill.Name} failed: {result.Error}: {result.Cause}");
            }
        }
    }

    /// <summary>False where a load got in between that the fresh tables lack.</summary>
    private async Task<bool> TrySwapAsync()
    {
        var gone = (await LackingAsync()).Where(version => !simulation.Bucket.Has(version.Key, version.ETag)).ToList();
        try
        {
            await RunBatchAsync("swap", RebuildBatch.Swap(id, since, Write(gone), simulation.Settings.CopyRoleArn));
            return true;
        }
        catch (WarehouseRefusedException)
        {
            if (!(await LackingAsync()).Except(gone).Any())
            {
                throw;
            }

            return false;
        }
    }

    private async Task<IReadOnlyList<(string Key, string ETag)>> LackingAsync() =>
        [.. (await simulation.Database.QueryAsync(RebuildBatch.Lacking(since))).Named.Select(row => (row.Text("key"), row.Text("etag")))];

    /// <returns>The URL of the object that names them; null: there are none.</returns>
    private string? Write(List<(string Key, string ETag)> gone)
    {
        if (gone.Count == 0)
        {
            return null;
        }

        var location = new ObjectLocation(Bucket.Name, $"_ingest/rebuilds/{id}/gone.jsonl");
        simulation.Bucket.Put(location.Key, JsonLines.Write(
            gone.Select((version, number) => new NumberedFile
            {
                Number = number, Bucket = Bucket.Name, Key = version.Key, ETag = version.ETag, Size = 0, EventTime = 0
            }),
            IngestionJson.Default.NumberedFile));
        return location.Url;
    }

    private Task<StatementReport> RunBatchAsync(string what, IReadOnlyList<string> statements) =>
        runner.RunAsync($"rebuild {what}", $"{id}-{++batches}", statements, CancellationToken.None);
}
