using System.Text.Json.Serialization;
using Sparkify.Functions;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.Operations;
using Sparkify.Warehouse;

namespace Sparkify.LocalCloud.Rebuild;

/// <summary>
/// Makes the star schema again from the bucket alone: fresh tables beside the present ones, filled by backfills through the usual state
/// machines, then one transaction that swaps the rows. One that was killed has changed nothing, and the next starts from nothing.
/// </summary>
public sealed class LocalRebuild(LocalStack stack)
{
    /// <summary>How often loads may get in between before it gives up: each time the next round has less to catch up with.</summary>
    private const int MostRounds = 5;

    /// <summary>The fresh tables are made under this name, and only under it swapped.</summary>
    private readonly string _id = $"rebuild-{Guid.NewGuid():N}";

    /// <param name="swap">False: only compare.</param>
    /// <param name="progress">Gets every while how far it is.</param>
    /// <exception cref="BackfillRefusedException">
    /// Another one runs, or not every file could be loaded; the present tables are as they were.
    /// </exception>
    public async Task<RebuildReport> RunAsync(bool swap, Action<BackfillState> progress, CancellationToken cancellationToken)
    {
        if (!stack.TryBeginRebuild())
        {
            throw new BackfillRefusedException("a rebuild of this home is running: run this one when it has ended");
        }

        try
        {
            Forget();
            var report = await BuildAsync(swap, progress, cancellationToken);
            Forget();
            return report;
        }
        finally
        {
            stack.EndRebuild();
        }
    }

    private async Task<RebuildReport> BuildAsync(bool swap, Action<BackfillState> progress, CancellationToken cancellationToken)
    {
        var startedAt = stack.Clock.Now;
        await stack.RunBatchAsync("rebuild prepare", RebuildBatch.Prepare(_id), cancellationToken);
        await using var beside = stack.OpenBeside(stack.Home.Rebuild);
        var (files, quarantined, passedBy, rejected, unusable, round) = (0L, 0L, 0L, 0L, 0L, 0);
        IReadOnlyList<RebuiltTable> tables;
        do
        {
            // Every round lists everything.
            passedBy = 0;
            foreach (var dataset in Dataset.All)
            {
                var summary = await new LocalBackfill(beside)
                    .RunAsync(new BackfillInput { Dataset = dataset.Name, Rebuild = _id }, progress, cancellationToken);
                if (summary.Files.NotLoaded > 0)
                {
                    throw new BackfillRefusedException(
                        $"{Counted.Of(summary.Files.NotLoaded, "file")} of {dataset} could not be loaded; the tables are as they were. "
                        + $"The executions are in {stack.Home.Rebuild}.");
                }

                files += summary.Files.Loaded;
                quarantined += summary.Files.Quarantined;
                passedBy += summary.Files.PassedBy;
                rejected += summary.Rows.Rejected;
                unusable += summary.Rows.Unusable;
            }

            tables = await CompareAsync(cancellationToken);
        }
        while (swap && !await TrySwapAsync(startedAt, ++round, cancellationToken));

        await stack.RunBatchAsync("rebuild clean up", RebuildBatch.CleanUp(), cancellationToken);
        return new RebuildReport(swap, files, quarantined, rejected, unusable, tables) { PassedBy = passedBy };
    }

    /// <summary>The swap; false where a load got in between that the fresh tables lack.</summary>
    private async Task<bool> TrySwapAsync(DateTimeOffset since, int round, CancellationToken cancellationToken)
    {
        var gone = (await LackingAsync(since, cancellationToken)).Where(IsGone).ToList();
        try
        {
            var settings = new FunctionSettings(stack.Template.Functions[0].Environment.GetValueOrDefault);
            await stack.RunBatchAsync(
                "rebuild swap",
                RebuildBatch.Swap(_id, since, await WriteAsync(gone, cancellationToken), settings.CopyRoleArn),
                cancellationToken);
            return true;
        }
        catch (WarehouseRefusedException)
        {
            // The checks fail by a cast: which of them it was is asked, not read from the words of a database.
            await RequireMarkAsync(cancellationToken);
            var lacking = (await LackingAsync(since, cancellationToken)).Except(gone).ToList();
            if (lacking.Count == 0)
            {
                throw;
            }

            if (round < MostRounds)
            {
                return false;
            }

            throw new BackfillRefusedException(
                $"loads got in between {MostRounds} times, at last that of {lacking[0].Key}; the tables are as they were. "
                + "Run the rebuild again when fewer files arrive.");
        }
    }

    private async Task<IReadOnlyList<FileVersionKey>> LackingAsync(DateTimeOffset since, CancellationToken cancellationToken) =>
        [.. (await stack.AskAsync(RebuildBatch.Lacking(since), cancellationToken)).Named
            .Select(row => new FileVersionKey(row.Text("key"), row.Text("etag")))];

    /// <summary>Overwritten or deleted since its load: there is nothing to make its rows from again.</summary>
    private bool IsGone(FileVersionKey version) => stack.Bucket.Find(version.Key)?.ETag != version.ETag;

    /// <returns>The URL of the object that names them, or null: there are none.</returns>
    private async Task<string?> WriteAsync(List<FileVersionKey> gone, CancellationToken cancellationToken)
    {
        if (gone.Count == 0)
        {
            return null;
        }

        var location = new ObjectLocation(stack.Bucket.Bucket, $"_ingest/rebuilds/{_id}/gone.jsonl");
        var lines = gone.Select((version, number) => new NumberedFile
        {
            Number = number, Bucket = location.Bucket, Key = version.Key, ETag = version.ETag, Size = 0, EventTime = 0
        });
        await stack.Bucket.PutAsync(
            location, JsonLines.Write(lines, IngestionJson.Default.NumberedFile), JsonLines.ContentType, cancellationToken);
        return location.Url;
    }

    private async Task RequireMarkAsync(CancellationToken cancellationToken)
    {
        try
        {
            await stack.AskAsync(RebuildBatch.CheckMark(_id), cancellationToken);
        }
        catch (WarehouseRefusedException refused)
        {
            throw new BackfillRefusedException(
                "the fresh tables are of another rebuild, which began after this one; the tables are as they were. "
                + "Run the rebuild again when that one has ended.",
                refused);
        }
    }

    private async Task<IReadOnlyList<RebuiltTable>> CompareAsync(CancellationToken cancellationToken)
    {
        var tables = new List<RebuiltTable>();
        foreach (var table in RebuildBatch.Tables)
        {
            var rows = await stack.AskBatchAsync(
                $"rebuild compare {table}", [RebuildBatch.Compare(table)], StatementBatch.OnlyStatement, cancellationToken);
            tables.Add(new RebuiltTable(table, rows[0].Number("gone"), rows[0].Number("come")));
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
/// <param name="Rejected">Rows that COPY refused.</param>
/// <param name="Unusable">Rows that no table can use.</param>
public sealed record RebuildReport(
    bool Swapped, long Files, long Quarantined, long Rejected, long Unusable, IReadOnlyList<RebuiltTable> Tables)
{
    /// <summary>Objects whose keys no load can hold; <c>files</c> names them.</summary>
    public long PassedBy { get; init; }
}

/// <param name="Gone">Rows that only the table before has.</param>
/// <param name="Come">Rows that only the rebuilt one has: a changed row is one of each.</param>
public sealed record RebuiltTable(string Table, long Gone, long Come);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RebuildReport))]
public sealed partial class RebuildJson : JsonSerializerContext;
