using System.Text.Json.Serialization;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Ingestion.Intake;

/// <summary>One version of one file, as its notice names it.</summary>
public sealed record FileVersion
{
    // The columns of dw.file_ledger are so wide.
    private const int MostBucketBytes = 64;
    private const int MostETagBytes = 128;

    /// <summary>50 TB: https://docs.aws.amazon.com/AmazonS3/latest/userguide/upload-objects.html.</summary>
    private const long MostSize = 50L << 40;

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
    /// Why neither a COPY nor the ledger can hold it, and what to do; null: both can. One such file would fail the load of all that came
    /// with it.
    /// </summary>
    [JsonIgnore]
    public string? Unholdable =>
        Unfit("bucket", Bucket, MostBucketBytes)
        ?? Unfit("key", Key, ObjectKey.MostBytes)
        ?? Unfit("eTag", ETag, MostETagBytes)
        ?? (VersionId is { Length: > 0 } ? Unfit("version id", VersionId, ObjectKey.MostBytes) : null)
        ?? (Sequencer is { Length: > 0 } ? Unfit("sequencer", Sequencer, ObjectKey.MostBytes) : null)
        ?? (Size is < 0 or > MostSize ? $"the size of {Shown.Of(Key)} is {Size} bytes: no object of S3 has that" : null);

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

    private static string? Unfit(string name, string? text, int mostBytes) =>
        string.IsNullOrEmpty(text) ? $"a file has no {name}"
        : Utf8Text.WhyUnfit(text, mostBytes) is { } why
            ? $"no COPY and no ledger can hold the {name} {Shown.Of(text)}: it {why}"
                + (name is "key" ? ". Put the file under another key" : "")
        : null;
}
