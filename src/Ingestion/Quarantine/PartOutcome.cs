using System.Text.Json.Serialization;

namespace Sparkify.Ingestion.Quarantine;

/// <summary>What the execution of a part came to.</summary>
public sealed record PartOutcome
{
    [JsonPropertyName("loadId")]
    public required string LoadId { get; init; }

    /// <summary>One of <see cref="SplitOutcome"/>.</summary>
    [JsonPropertyName("outcome")]
    public required string Outcome { get; init; }
}

/// <summary>What an execution of the ingest state machine comes to, by the <c>outcome</c> of its output.</summary>
public static class SplitOutcome
{
    public const string Loaded = "loaded";
    public const string Quarantined = "quarantined";

    /// <summary>The parts are loads of their own.</summary>
    public const string TakenApart = "takenApart";

    /// <summary>The file of a trial failed, for words that nobody knows: nothing became of it yet.</summary>
    public const string Undecided = "undecided";

    /// <summary>Not an end: a file is tried by itself, and then the load goes on.</summary>
    public const string Trial = "trial";

    /// <summary>The part's own execution has failed, and has said so.</summary>
    public const string Failed = "failed";

    /// <summary>The part was started before, and is on its own way.</summary>
    public const string StartedBefore = "startedBefore";
}
