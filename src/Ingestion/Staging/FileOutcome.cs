using System.Text.Json.Serialization;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Ingestion.Staging;

/// <summary>What became of one version of one file in one load: a line of the ledger, by the ledger's column names.</summary>
public sealed record FileOutcome
{
    public const string SupersededReason = "overwritten before it was read; the version that replaced it has a notice of its own";

    /// <summary>The ledger's column takes this many bytes.</summary>
    private const int MostReasonBytes = 2_048;

    [JsonPropertyName("bucket")]
    public required string Bucket { get; init; }

    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("etag")]
    public required string ETag { get; init; }

    [JsonPropertyName("version_id")]
    public string? VersionId { get; init; }

    [JsonPropertyName("size")]
    public required long Size { get; init; }

    /// <summary>One of <see cref="LedgerStatus"/>.</summary>
    [JsonPropertyName("status")]
    public required string Status { get; init; }

    /// <summary>Null where the warehouse does not say.</summary>
    [JsonPropertyName("rows_staged")]
    public long? RowsStaged { get; init; }

    [JsonPropertyName("rows_rejected")]
    public long RowsRejected { get; init; }

    /// <summary>Of the staged ones: those that no table can use. Null where nothing was staged.</summary>
    [JsonPropertyName("rows_unusable")]
    public long? RowsUnusable { get; init; }

    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    [JsonPropertyName("event_time")]
    public required long EventTime { get; init; }

    [JsonPropertyName("trace_id")]
    public string? TraceId { get; init; }

    public static FileOutcome Of(FileVersion version, string status, string? reason = null) => new()
    {
        Bucket = version.Bucket,
        Key = version.Key,
        ETag = version.ETag,
        VersionId = version.VersionId,
        Size = version.Size,
        Status = status,
        Reason = reason is null ? null : Utf8Text.Cut(reason, MostReasonBytes),
        EventTime = version.EventTime,
        TraceId = version.TraceId,
    };
}
