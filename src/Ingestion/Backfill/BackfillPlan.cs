using System.Text.Json.Serialization;

namespace Sparkify.Ingestion.Backfill;

/// <summary>A whole plan: what a start with the same input goes on with, if the one that made it has died.</summary>
public sealed record BackfillPlan
{
    [JsonPropertyName("backfill")]
    public required BackfillRun Backfill { get; init; }

    [JsonPropertyName("progress")]
    public required BackfillProgress Progress { get; init; }
}

/// <summary>Which plan was made last for an input.</summary>
public sealed record OpenBackfill
{
    [JsonPropertyName("id")]
    public required string Id { get; init; }
}
