using System.Text.Json.Serialization;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Ingestion.Backfill;

/// <summary>
/// A backfill as it is carried out: the operator's input with every default filled in. It does not change while the backfill runs.
/// </summary>
public sealed record BackfillRun
{
    /// <summary>Of plans, and of summaries: nothing here is a file of a dataset, and no notice is sent of it.</summary>
    public const string Folder = "_ingest/backfills/";

    /// <summary>Names the plan's folder, and is part of its loads' names: another backfill of the same files makes other loads.</summary>
    [JsonPropertyName("id")]
    public required string Id { get; init; }

    [JsonPropertyName("dataset")]
    public required Dataset Dataset { get; init; }

    [JsonPropertyName("bucket")]
    public required string Bucket { get; init; }

    [JsonPropertyName("prefix")]
    public required string Prefix { get; init; }

    /// <summary>Milliseconds since 1970, UTC; null: no bound.</summary>
    [JsonPropertyName("from")]
    public long? From { get; init; }

    [JsonPropertyName("to")]
    public long? To { get; init; }

    [JsonPropertyName("force")]
    public required bool Force { get; init; }

    [JsonPropertyName("dryRun")]
    public required bool DryRun { get; init; }

    [JsonPropertyName("maxFilesPerLoad")]
    public required int MaxFilesPerLoad { get; init; }

    [JsonPropertyName("maxBytesPerLoad")]
    public required long MaxBytesPerLoad { get; init; }

    /// <summary>Milliseconds since 1970, UTC, by the clock of Step Functions: when the plan was begun.</summary>
    [JsonPropertyName("startedAt")]
    public required long StartedAt { get; init; }

    /// <summary>
    /// Of the input and the state machine: a start with the same input finds this plan by it, and another stack on the same bucket does
    /// not.
    /// </summary>
    [JsonPropertyName("fingerprint")]
    public required string Fingerprint { get; init; }

    /// <summary>Of all its loads.</summary>
    [JsonIgnore]
    public string TraceId => Intake.TraceId.Of(StartedAt, Id);

    /// <summary>The files of a chunk of the listing, numbered.</summary>
    public ObjectLocation Listing(int chunk) => Numbered("listing", chunk);

    /// <summary>Of a chunk, the files to load.</summary>
    public ObjectLocation Missing(int chunk) => Numbered("missing", chunk);

    /// <summary>What all <see cref="Missing"/> objects start with.</summary>
    [JsonIgnore]
    public ObjectLocation AllMissing => At("missing/");

    /// <summary>Of a chunk, the files that were quarantined before, and are left alone.</summary>
    public ObjectLocation Quarantined(int chunk) => Numbered("quarantined", chunk);

    /// <summary>Of a chunk, the objects that are passed by: their keys are none that COPY and the ledger can hold.</summary>
    public ObjectLocation PassedBy(int chunk) => Numbered("passed-by", chunk);

    /// <summary>What all <see cref="PassedBy"/> objects start with.</summary>
    [JsonIgnore]
    public ObjectLocation AllPassedBy => At("passed-by/");

    /// <summary>The files that did not fill a load after a chunk: they go with the next one's.</summary>
    public ObjectLocation Carried(int chunk) => Numbered("carried", chunk);

    /// <summary>The loads that a chunk completed.</summary>
    public ObjectLocation Loads(int chunk) => Numbered("loads", chunk);

    /// <summary>All loads, as the Map reads them. It is there when the plan is whole.</summary>
    [JsonIgnore]
    public ObjectLocation AllLoads => At("loads.json");

    /// <summary>The whole plan in numbers: what a start with the same input goes on with.</summary>
    [JsonIgnore]
    public ObjectLocation Plan => At("plan.json");

    /// <summary>What came of it. It is there when the backfill has ended.</summary>
    [JsonIgnore]
    public ObjectLocation Summary => At("summary.json");

    /// <summary>The folder, for a person to look into.</summary>
    [JsonIgnore]
    public ObjectLocation Place => At("");

    /// <summary>Which plan was made last for an input.</summary>
    public static ObjectLocation Open(string bucket, string fingerprint) => new(bucket, $"{Folder}open/{fingerprint}.json");

    private ObjectLocation Numbered(string name, int chunk) =>
        At(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name}/{chunk:D6}.jsonl"));

    private ObjectLocation At(string name) => new(Bucket, $"{Folder}{Id}/{name}");
}
