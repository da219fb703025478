using System.Text.Json.Serialization;

namespace Sparkify.Ingestion.Intake;

/// <summary>The input of the ingest state machine.</summary>
public sealed record IngestInput
{
    [JsonPropertyName("load")]
    public required Load Load { get; init; }
}
