using System.Text.Json.Serialization;

namespace Sparkify.Ingestion.Intake;

/// <summary>One version of one file, as its notice names it.</summary>
public sealed record FileVersion
{
    [JsonPropertyName("bucket")]
    public required string Bucket { get; init; }

    /// <summary>As stored, never URL-encoded; up to 1,024 bytes of anything.</summary>
    [JsonPropertyName("key")]
    public required string Key { get; init; }

    /// <summary>Without quotes.</summary>
    [JsonPropertyName("etag")]
    public required string ETag { get; init; }

    /// <summary>Null where the bucket keeps no versions.</summary>
    [JsonPropertyName("version_id")]
    public string? VersionId { get; init; }

    /// <summary>Bytes.</summary>
    [JsonPropertyName("size")]
    public required long Size { get; init; }

    /// <summary>
    /// Hexadecimal; orders the versions of one key, and says nothing across keys. Null when the version comes from a listing.
    /// </summary>
    [JsonPropertyName("sequencer")]
    public string? Sequencer { get; init; }

    /// <summary>Milliseconds since 1970, UTC: when S3 took the object.</summary>
    [JsonPropertyName("event_time")]
    public required long EventTime { get; init; }

    /// <summary>Of the notices that named it, or of the backfill that found it. Says nothing of what the version is.</summary>
    [JsonPropertyName("trace_id")]
    public string? TraceId { get; init; }

    [JsonIgnore]
    public bool IsGzip => Key.EndsWith(Dataset.GzipSuffix, StringComparison.Ordinal);

    /// <summary>
    /// Orders versions of one key: the sequencer as a number (S3 says: pad on the left with zeros, then compare), the time where there is
    /// none.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html</remarks>
    public static int CompareAge(FileVersion a, FileVersion b)
    {
        if (a.Sequencer is null || b.Sequencer is null)
        {
            return a.EventTime.CompareTo(b.EventTime);
        }

        var width = Math.Max(a.Sequencer.Length, b.Sequencer.Length);
        var order = string.CompareOrdinal(
            a.Sequencer.ToUpperInvariant().PadLeft(width, '0'), b.Sequencer.ToUpperInvariant().PadLeft(width, '0'));
        return order != 0 ? order : a.EventTime.CompareTo(b.EventTime);
    }
}
