using System.Text.Json.Serialization;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Ingestion.Backfill;

/// <summary>
/// A file of the listing under a number. The warehouse is given the keys as data of a COPY, and answers with numbers: a key can hold
/// anything, and never becomes part of a statement's text.
/// </summary>
public sealed record NumberedFile
{
    /// <summary>Within its chunk, from 0.</summary>
    [JsonPropertyName("n")]
    public required int Number { get; init; }

    [JsonPropertyName("bucket")]
    public required string Bucket { get; init; }

    [JsonPropertyName("key")]
    public required string Key { get; init; }

    [JsonPropertyName("etag")]
    public required string ETag { get; init; }

    [JsonPropertyName("size")]
    public required long Size { get; init; }

    /// <summary>Milliseconds since 1970, UTC: when S3 took the object.</summary>
    [JsonPropertyName("event_time")]
    public required long EventTime { get; init; }

    /// <summary>Why it is to be loaded, or is left alone; null in a listing.</summary>
    [JsonPropertyName("why")]
    public string? Why { get; init; }

    [JsonIgnore]
    public FileVersion Version => new() { Bucket = Bucket, Key = Key, ETag = ETag, Size = Size, EventTime = EventTime };
}
