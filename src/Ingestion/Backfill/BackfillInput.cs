using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sparkify.Ingestion.Backfill;

/// <summary>What an operator says: the input of the backfill state machine. Only the dataset is needed.</summary>
public sealed record BackfillInput
{
    /// <summary><c>log_data</c> or <c>song_data</c>.</summary>
    [JsonPropertyName("dataset")]
    public string? Dataset { get; init; }

    /// <summary>Only files whose keys start with this; null: all of the dataset.</summary>
    [JsonPropertyName("prefix")]
    public string? Prefix { get; init; }

    /// <summary>
    /// Only files put at or after this moment: <c>2018-11-01</c>, <c>2018-11-01T12:00:00Z</c>, or <c>-PT1H</c> for an hour ago.
    /// </summary>
    [JsonPropertyName("from")]
    public string? From { get; init; }

    /// <summary>Only files put before this moment.</summary>
    [JsonPropertyName("to")]
    public string? To { get; init; }

    /// <summary>Load every file, whatever the ledger says of it.</summary>
    [JsonPropertyName("force")]
    public bool? Force { get; init; }

    /// <summary>Say what would be loaded, and load nothing.</summary>
    [JsonPropertyName("dryRun")]
    public bool? DryRun { get; init; }

    /// <summary>
    /// Of a rebuild, its id; else null. A plan for fresh tables is no plan for the present ones, and no other backfill goes on with it.
    /// </summary>
    [JsonPropertyName("rebuild")]
    public string? Rebuild { get; init; }

    [JsonPropertyName("maxFilesPerLoad")]
    public long? MaxFilesPerLoad { get; init; }

    [JsonPropertyName("maxBytesPerLoad")]
    public long? MaxBytesPerLoad { get; init; }

    /// <summary>What else it says: a name that is misspelt, say. Null: nothing.</summary>
    /// <remarks>It is set, not initialized: what is generated to read JSON can't do the latter.</remarks>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
