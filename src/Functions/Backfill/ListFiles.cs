using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;

namespace Sparkify.Functions.Backfill;

/// <summary>Lists the next chunk of the prefix: as many pages as one chunk or the time holds. The cursor is the execution's.</summary>
public sealed class ListFiles(FunctionPorts ports)
{
    /// <summary>Of one chunk: what a function holds in memory at a time, and what the warehouse is asked about at once.</summary>
    public const int MostFiles = 50_000;

    /// <summary>S3's page; a chunk is full when another page might not fit.</summary>
    private const int PageFiles = 1_000;

    /// <summary>With less time left than this, what is listed so far is the chunk.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(30);

    public ListFiles() : this(AwsPorts.Shared) { }

    public Task<BackfillProgress> HandleAsync(ListFilesInput input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, async cancellation =>
        {
            var (run, progress) = (input.Backfill, input.Progress);
            var files = new List<NumberedFile>();
            var startAfter = progress.StartAfter;
            do
            {
                var page = await ports.Objects.ListAsync(run.Bucket, run.Prefix, startAfter, cancellation);
                files.AddRange(page.Objects.Select(listed => new NumberedFile
                {
                    Number = 0,
                    Bucket = run.Bucket,
                    Key = listed.Key,
                    ETag = listed.ETag,
                    Size = listed.Size,
                    EventTime = listed.LastModified.ToUnixTimeMilliseconds(),
                }).Where(file => IsWanted(run, file)));
                startAfter = page.StartAfter;
            }
            while (startAfter is not null && files.Count + PageFiles <= MostFiles && context.RemainingTime > Reserve);

            var chunk = progress.Chunk + 1;
            if (files.Count > 0)
            {
                var numbered = files.Select((file, number) => file with { Number = number });
                await ports.Objects.PutAsync(
                    run.Listing(chunk), JsonLines.Write(numbered, IngestionJson.Default.NumberedFile), JsonLines.ContentType, cancellation);
            }

            context.Events().ChunkListed(run.Id, chunk, run.Prefix, files.Count);
            return progress with { Chunk = chunk, ChunkFiles = files.Count, StartAfter = startAfter, IsListed = startAfter is null, Found =
                progress.Found + files.Count };
        });

    private static bool IsWanted(BackfillRun run, NumberedFile file) =>
        run.Dataset.Takes(file.Key) && !(file.EventTime < run.From) && !(file.EventTime >= run.To);
}

public sealed record ListFilesInput
{
    [JsonPropertyName("backfill")]
    public required BackfillRun Backfill { get; init; }

    [JsonPropertyName("progress")]
    public required BackfillProgress Progress { get; init; }
}
