using CsCheck;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Tests;

/// <summary>Generated file versions.</summary>
internal static class Files
{
    public static FileVersion Version(
        string key, string? etag = null, string bucket = "sparkify", string? sequencer = null, long eventTime = 1_541_000_000_000) => new()
    {
        Bucket = bucket,
        Key = key,
        ETag =
            etag ?? Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)))[..32],
        Size = key.Length,
        Sequencer = sequencer,
        EventTime = eventTime,
    };

    public static IReadOnlyList<ListedFile> Numbered(int count) =>
        [.. Enumerable.Range(0, count).Select(n => new ListedFile { Version = Version($"song_data/{n:D5}.json") })];

    /// <summary>Versions of a few keys in a few buckets, so that repetitions and rival versions are common.</summary>
    public static Gen<FileVersion> AnyVersion { get; } = Gen.Select(
        Gen.Int[0, 6], Gen.OneOf(".json", ".json.gz"), Gen.OneOf("a", "b"), Gen.Int[0, 3],
        (key, suffix, bucket, age) => Version($"log_data/{key}{suffix}", $"{age}{new string('0', 31)}", bucket, $"{age:X}", age));

    /// <summary>The same, as the lists of several batches of notices have them: a version may have come in more than one.</summary>
    public static Gen<FileVersion> AnyTracedVersion { get; } =
        Gen.Select(AnyVersion, Gen.Int[0, 2], (version, batch) => version with { TraceId = TraceId.Of(version.EventTime, $"{batch}") });

    public static Load Load(Dataset dataset, IReadOnlyList<ListedFile> files) => LoadPlan.Of(dataset, "sparkify", files, 0).Load;
}
