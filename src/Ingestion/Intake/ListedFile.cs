using System.Text.Json.Serialization;

namespace Sparkify.Ingestion.Intake;

/// <summary>A line of a load's file list.</summary>
public sealed record ListedFile
{
    [JsonPropertyName("version")]
    public required FileVersion Version { get; init; }

    /// <summary>Why the file is not to be loaded; null for a file to load.</summary>
    [JsonPropertyName("reason")]
    public string? Reason { get; init; }

    /// <summary>
    /// True for a version that was overwritten before it was read. The ledger says so; that the version after it can't be loaded is no
    /// fault of this one.
    /// </summary>
    [JsonPropertyName("superseded")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Superseded { get; init; }
}
