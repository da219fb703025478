using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Backfill;

/// <summary>
/// Cuts what a chunk lacks into loads, and writes them down. What fills no load goes with the next chunk. Repeating it writes the same.
/// </summary>
public sealed class PlanLoads(FunctionPorts ports)
{
    /// <summary>Of one backfill: so many start one after the other within the 25,000 events and the time that an execution has.</summary>
    public const int MostLoads = 10_000;

    public PlanLoads() : this(AwsPorts.Shared) { }

    /// <exception cref="BackfillRefusedException">The loads are too many.</exception>
    public Task<BackfillProgress> HandleAsync(PlanLoadsInput input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, async cancellation =>
        {
            var (run, progress) = (input.Backfill, input.Progress);
            var chunk = await ReadChunkAsync(run, progress, input.Comparing, cancellation);
            await WriteAsync(run.Missing(progress.Chunk), chunk.Missing, cancellation);
            await WriteAsync(run.Quarantined(progress.Chunk), chunk.Quarantined, cancellation);

            IReadOnlyList<FileVersion> carried = progress.Carried == 0
                ? []
                : JsonLines.Read(
                    await ports.Objects.GetAsync(run.Carried(progress.Chunk - 1), cancellation), IngestionJson.Default.FileVersion);
            var (loads, rest) = LoadCutter.Cut(run, carried.Concat(chunk.Missing.Select(file => file.Version)), progress.IsListed);
            var planned = progress with
            {
                AlreadyThere = progress.AlreadyThere + progress.ChunkFiles - chunk.Missing.Count,
                AlreadyQuarantined = progress.AlreadyQuarantined + chunk.Quarantined.Count,
                Missing = progress.Missing + chunk.Missing.Count,
                MissingBytes = progress.MissingBytes + chunk.Missing.Sum(file => file.Size),
                NeverSeen = progress.NeverSeen + chunk.NeverSeen,
                Overwritten = progress.Overwritten + chunk.Overwritten,
                AskedAt = progress.AskedAt ?? chunk.AskedAt?.ToUnixTimeMilliseconds(),
                Loads = progress.Loads + loads.Count,
                Carried = rest.Count,
                IsPlanned = progress.IsListed,
            };
            if (planned.Loads > MostLoads)
            {
                throw new BackfillRefusedException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{run.Id} makes more than {MostLoads} loads: raise maxFilesPerLoad ({run.MaxFilesPerLoad}) or maxBytesPerLoad "
                    + $"({run.MaxBytesPerLoad}), or take a part of it by prefix"));
            }

            await WriteLoadsAsync(run, progress.Chunk, loads, cancellation);
            if (rest.Count > 0)
            {
                await ports.Objects.PutAsync(
                    run.Carried(progress.Chunk),
                    JsonLines.Write(rest, IngestionJson.Default.FileVersion),
                    JsonLines.ContentType,
                    cancellation);
            }

            if (planned.IsPlanned)
            {
                await CloseAsync(run, planned, cancellation);
            }

            context.Events().ChunkPlanned(run.Id, progress.Chunk, chunk.Missing.Count, progress.ChunkFiles, planned.Loads);
            return planned;
        });

    private async Task<ListedChunk> ReadChunkAsync(
        BackfillRun run, BackfillProgress progress, StatementTicket? comparing, CancellationToken cancellationToken)
    {
        if (progress.ChunkFiles == 0)
        {
            return new ListedChunk([], []);
        }

        var files = JsonLines.Read(
            await ports.Objects.GetAsync(run.Listing(progress.Chunk), cancellationToken), IngestionJson.Default.NumberedFile);
        return ListedChunk.Of(
            run.Force, files, await ports.Warehouse.ReadAsync(comparing!.StatementId, ListingBatch.Answer, cancellationToken));
    }

    private async Task WriteAsync(ObjectLocation location, IReadOnlyList<NumberedFile> files, CancellationToken cancellationToken)
    {
        if (files.Count > 0)
        {
            await ports.Objects.PutAsync(
                location, JsonLines.Write(files, IngestionJson.Default.NumberedFile), JsonLines.ContentType, cancellationToken);
        }
    }

    private async Task WriteLoadsAsync(BackfillRun run, int chunk, IReadOnlyList<LoadPlan> loads, CancellationToken cancellationToken)
    {
        if (!run.DryRun)
        {
            foreach (var load in loads)
            {
                await FileList.WriteAsync(ports.Objects, load, cancellationToken);
            }
        }

        await ports.Objects.PutAsync(
            run.Loads(chunk),
            JsonLines.Write(loads.Select(load => load.Load), IngestionJson.Default.Load),
            JsonLines.ContentType,
            cancellationToken);
    }

    /// <summary>The pointer comes last: a start that finds it finds the whole plan.</summary>
    private async Task CloseAsync(BackfillRun run, BackfillProgress progress, CancellationToken cancellationToken)
    {
        var loads = new List<IngestInput>(progress.Loads);
        for (var chunk = 1; chunk <= progress.Chunk; chunk++)
        {
            var lines = await ports.Objects.GetAsync(run.Loads(chunk), cancellationToken);
            loads.AddRange(JsonLines.Read(lines, IngestionJson.Default.Load).Select(load => new IngestInput { Load = load }));
        }

        await PutAsync(run.AllLoads, JsonSerializer.SerializeToUtf8Bytes(loads, IngestionJson.Default.IReadOnlyListIngestInput));
        await PutAsync(run.Plan, JsonSerializer.SerializeToUtf8Bytes(
            new BackfillPlan { Backfill = run, Progress = progress }, IngestionJson.Default.BackfillPlan));
        if (!run.DryRun)
        {
            await PutAsync(
                BackfillRun.Open(run.Bucket, run.Fingerprint),
                JsonSerializer.SerializeToUtf8Bytes(new OpenBackfill { Id = run.Id }, IngestionJson.Default.OpenBackfill));
        }

        Task PutAsync(ObjectLocation location, byte[] json) =>
            ports.Objects.PutAsync(location, json, "application/json", cancellationToken);
    }
}

public sealed record PlanLoadsInput
{
    [JsonPropertyName("backfill")]
    public required BackfillRun Backfill { get; init; }

    [JsonPropertyName("progress")]
    public required BackfillProgress Progress { get; init; }

    /// <summary>The finished question; not looked at where the chunk has no file.</summary>
    [JsonPropertyName("comparing")]
    public StatementTicket? Comparing { get; init; }
}
