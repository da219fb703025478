using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Objects;

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
            var (files, passedBy) = (new List<NumberedFile>(), new List<NumberedFile>());
            var startAfter = progress.StartAfter;
            do
            {
                var page = await ports.Objects.ListAsync(run.Bucket, run.Prefix, startAfter, cancellation);
                foreach (var file in page.Objects.Select(listed => FileOf(run, listed)).Where(file => IsWanted(run, file)))
                {
                    (file.Why is null ? files : passedBy).Add(file);
                }

                startAfter = page.StartAfter;
            }
            while (startAfter is not null && files.Count + passedBy.Count + PageFiles <= MostFiles && context.RemainingTime > Reserve);

            var chunk = progress.Chunk + 1;
            await WriteAsync(run.Listing(chunk), files, cancellation);
            await WriteAsync(run.PassedBy(chunk), passedBy, cancellation);
            context.Events().ChunkListed(run.Id, chunk, run.Prefix, files.Count);
            return progress with
            {
                Chunk = chunk,
                ChunkFiles = files.Count,
                StartAfter = startAfter,
                IsListed = startAfter is null,
                Found = progress.Found + files.Count,
                PassedBy = progress.PassedBy + passedBy.Count,
            };
        });

    private async Task WriteAsync(ObjectLocation location, List<NumberedFile> files, CancellationToken cancellationToken)
    {
        if (files.Count > 0)
        {
            var numbered = files.Select((file, number) => file with { Number = number });
            await ports.Objects.PutAsync(
                location, JsonLines.Write(numbered, IngestionJson.Default.NumberedFile), JsonLines.ContentType, cancellationToken);
        }
    }

    /// <summary>A key that neither COPY nor the ledger can hold would fail the whole chunk: it says why it is passed by.</summary>
    private static NumberedFile FileOf(BackfillRun run, ListedObject listed) => new()
    {
        Number = 0,
        Bucket = run.Bucket,
        Key = listed.Key,
        ETag = listed.ETag,
        Size = listed.Size,
        EventTime = listed.LastModified.ToUnixTimeMilliseconds(),
        Why = ObjectKey.Fault(listed.Key) is { } fault ? $"{fault}: {ObjectKey.WhatToDo}" : null,
    };

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
