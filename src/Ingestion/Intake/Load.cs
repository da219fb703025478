using System.Text.Json.Serialization;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Ingestion.Intake;

/// <summary>
/// The input of one execution of the ingest state machine: which files to load, by reference, so that any number of them fits.
/// </summary>
public sealed record Load
{
    /// <summary>Below it a folder for each load. It sends no notices: a write there must never start a load.</summary>
    public const string Folder = "_ingest/loads/";

    [JsonPropertyName("loadId")]
    public required string LoadId { get; init; }

    [JsonPropertyName("dataset")]
    public required Dataset Dataset { get; init; }

    /// <summary>The bucket that holds <c>_ingest/</c>. The files themselves may lie in others.</summary>
    [JsonPropertyName("bucket")]
    public required string Bucket { get; init; }

    /// <summary>Distinct keys in the manifest.</summary>
    [JsonPropertyName("files")]
    public required int Files { get; init; }

    [JsonPropertyName("bytes")]
    public required long Bytes { get; init; }

    [JsonPropertyName("gzip")]
    public required bool Gzip { get; init; }

    /// <summary>Of the oldest of its files. A part has that of the load which it was taken from.</summary>
    [JsonPropertyName("traceId")]
    public string? TraceId { get; init; }

    /// <summary>How often the load was split to find what could not be staged.</summary>
    [JsonPropertyName("depth")]
    public int Depth { get; init; }

    /// <summary>
    /// One file of a load whose COPY failed with words that nobody knows, loaded by itself to see whether any does. If it fails alike, that
    /// is no proof against it.
    /// </summary>
    [JsonPropertyName("trial")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Trial { get; init; }

    /// <summary>
    /// The trial that loaded, by its load id: its file is known to load. Null until a load is taken apart for words that nobody knows.
    /// </summary>
    [JsonPropertyName("control")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Control { get; init; }

    /// <summary>True for files that are known to be unloadable: only the ledger is written.</summary>
    [JsonPropertyName("quarantine")]
    public bool Quarantine { get; init; }

    /// <summary>Staging tables of the loads that this one was taken from; they go when this load commits. Null: none.</summary>
    [JsonPropertyName("leftovers")]
    public IReadOnlyList<string>? Leftovers { get; init; }

    [JsonIgnore]
    public ObjectLocation Manifest => At("manifest.json");

    /// <summary>The manifest of <see cref="Control"/>.</summary>
    [JsonIgnore]
    public ObjectLocation? ControlManifest => Control is null ? null : At(Control, "manifest.json");

    [JsonIgnore]
    public ObjectLocation FileList => At("files.jsonl");

    [JsonIgnore]
    public string StagingTable => Intake.LoadId.StagingTable(Dataset, LoadId);

    /// <summary>What one execution of the load says of its files: two stacks on one bucket have the same loads, and two ledgers.</summary>
    public ObjectLocation Outcomes(string executionId) => At($"outcomes-{ShortDigest.Of(executionId)}.jsonl");

    /// <summary>The rows that were refused, as one execution of the load says.</summary>
    public ObjectLocation Rejects(string executionId) => At($"rejects-{ShortDigest.Of(executionId)}.jsonl");

    private ObjectLocation At(string loadId, string name) => new(Bucket, $"{Folder}{loadId}/{name}");

    private ObjectLocation At(string name) => At(LoadId, name);
}
