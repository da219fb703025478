using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Functions.Backfill;

/// <summary>Says what a backfill did, and closes its plan: the next start with the same input makes a new one.</summary>
public sealed class ReportBackfill(FunctionPorts ports)
{
    public ReportBackfill() : this(AwsPorts.Shared) { }

    public Task<BackfillSummary> HandleAsync(ReportBackfillInput input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, async cancellation =>
        {
            var counts = input.Counting is { } counting
                ? Counts((await ports.Warehouse.ReadAsync(counting.StatementId, ListingBatch.Answer, cancellation))[0])
                : null;
            var summary = BackfillSummary.Of(input.Backfill, input.Progress, counts, ports.Time.GetUtcNow());
            await ports.Objects.PutAsync(
                input.Backfill.Summary,
                JsonSerializer.SerializeToUtf8Bytes(summary, IngestionJson.Default.BackfillSummary),
                "application/json",
                cancellation);
            context.Events().BackfillEnded(
                summary.Id,
                summary.Files.Found,
                summary.Files.Missing,
                summary.Files.Loaded,
                summary.Files.Quarantined,
                summary.Files.NotLoaded);
            return summary;
        });

    /// <summary>Of no file at all, the sums are NULL.</summary>
    private static LoadedCounts Counts(ResultRow row) => new(
        row.NumberOrNull("loaded") ?? 0,
        row.NumberOrNull("quarantined") ?? 0,
        row.NumberOrNull("superseded") ?? 0,
        row.NumberOrNull("rows_staged") ?? 0,
        row.NumberOrNull("rows_rejected") ?? 0,
        row.Has("rows_unusable") ? row.NumberOrNull("rows_unusable") ?? 0 : 0);
}

public sealed record ReportBackfillInput
{
    [JsonPropertyName("backfill")]
    public required BackfillRun Backfill { get; init; }

    [JsonPropertyName("progress")]
    public required BackfillProgress Progress { get; init; }

    /// <summary>The finished question; null where nothing was loaded.</summary>
    [JsonPropertyName("counting")]
    public StatementTicket? Counting { get; init; }
}
