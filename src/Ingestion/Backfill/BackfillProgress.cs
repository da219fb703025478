using System.Text.Json.Serialization;

namespace Sparkify.Ingestion.Backfill;

/// <summary>
/// How far a plan is: what the execution carries from one chunk of the listing to the next. It stays small, however many files there are.
/// </summary>
public sealed record BackfillProgress
{
    /// <summary>The chunk that was listed last; 0 before the first.</summary>
    [JsonPropertyName("chunk")]
    public int Chunk { get; init; }

    /// <summary>Files in that chunk.</summary>
    [JsonPropertyName("chunkFiles")]
    public int ChunkFiles { get; init; }

    /// <summary>The key to go on after; null at the start, and at the end.</summary>
    [JsonPropertyName("startAfter")]
    public string? StartAfter { get; init; }

    /// <summary>The listing is at its end.</summary>
    [JsonPropertyName("isListed")]
    public bool IsListed { get; init; }

    /// <summary>Every load is cut: the plan is whole.</summary>
    [JsonPropertyName("isPlanned")]
    public bool IsPlanned { get; init; }

    /// <summary>Files of the dataset within the bounds, but for those passed by.</summary>
    [JsonPropertyName("found")]
    public long Found { get; init; }

    /// <summary>Objects whose keys neither COPY nor the ledger can hold: nothing is asked of them, and nothing loaded.</summary>
    [JsonPropertyName("passedBy")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long PassedBy { get; init; }

    /// <summary>Of the found: in the ledger already, and left alone.</summary>
    [JsonPropertyName("alreadyThere")]
    public long AlreadyThere { get; init; }

    /// <summary>Of those: as quarantined.</summary>
    [JsonPropertyName("alreadyQuarantined")]
    public long AlreadyQuarantined { get; init; }

    /// <summary>Files to load.</summary>
    [JsonPropertyName("missing")]
    public long Missing { get; init; }

    [JsonPropertyName("missingBytes")]
    public long MissingBytes { get; init; }

    /// <summary>Of these: none of their versions is in the ledger.</summary>
    [JsonPropertyName("neverSeen")]
    public long NeverSeen { get; init; }

    /// <summary>Of these: the ledger has another version of the file only.</summary>
    [JsonPropertyName("overwritten")]
    public long Overwritten { get; init; }

    /// <summary>Loads that are cut so far.</summary>
    [JsonPropertyName("loads")]
    public int Loads { get; init; }

    /// <summary>
    /// Milliseconds since 1970, UTC, by the warehouse's clock: when the ledger was first asked and lacked something. What it recorded
    /// before is not of this backfill. Null where it lacked nothing yet.
    /// </summary>
    [JsonPropertyName("askedAt")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? AskedAt { get; init; }

    /// <summary>Files of the chunks so far that have not filled a load.</summary>
    [JsonPropertyName("carried")]
    public int Carried { get; init; }
}
