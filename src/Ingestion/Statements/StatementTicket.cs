using System.Text.Json.Serialization;

namespace Sparkify.Ingestion.Statements;

/// <summary>A submitted batch on its way: what an execution carries from one visit of a step to the next.</summary>
public sealed record StatementTicket
{
    [JsonPropertyName("statementId")]
    public required string StatementId { get; init; }

    /// <summary>The step that submitted it, one of <see cref="Steps"/>.</summary>
    [JsonPropertyName("step")]
    public required string Step { get; init; }

    /// <summary>From 1; a statement that failed for a passing reason is submitted again as the next attempt.</summary>
    [JsonPropertyName("attempt")]
    public required int Attempt { get; init; }

    /// <summary>
    /// Words that nobody knows are no proof against the file: it is tried a second time, behind a file that is known to load.
    /// </summary>
    [JsonPropertyName("confirm")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Confirm { get; init; }

    /// <summary>So many statements of the batch, its first, load the file that is known to load.</summary>
    [JsonPropertyName("controlStatements")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ControlStatements { get; init; }

    /// <summary>How often the step has answered, with this attempt and those before it: a long statement takes several visits.</summary>
    [JsonPropertyName("visits")]
    public int Visits { get; init; }

    /// <summary>For an execution that the version before began: its definition waits so long before each question.</summary>
    [JsonPropertyName("waitSeconds")]
    public int WaitSeconds { get; init; } = 1;

    /// <summary>How long to wait before the next attempt.</summary>
    [JsonPropertyName("retrySeconds")]
    public int RetrySeconds { get; init; } = 5;

    [JsonPropertyName("outcome")]
    public StatementOutcome Outcome { get; init; } = StatementOutcome.Running;

    /// <summary>The database's own words; null unless it failed.</summary>
    [JsonPropertyName("error")]
    public string? Error { get; init; }

    /// <summary>The database process that ran it, by which the load error views know it.</summary>
    [JsonPropertyName("pid")]
    public long Pid { get; init; }

    /// <summary>Milliseconds since 1970, UTC.</summary>
    [JsonPropertyName("submittedAt")]
    public required long SubmittedAt { get; init; }

    /// <summary>Whether this is the answered question of a staging, and not of one before it.</summary>
    public bool Answers(StatementTicket staging) => Outcome is StatementOutcome.Finished && SubmittedAt >= staging.SubmittedAt;

    /// <summary>Milliseconds that the database took; 0 until it has ended.</summary>
    [JsonPropertyName("durationMs")]
    public long DurationMs { get; init; }
}

/// <summary>What the state machine routes by.</summary>
[JsonConverter(typeof(StatementOutcomeConverter))]
public enum StatementOutcome
{
    /// <summary>It has not ended yet: visit the step again.</summary>
    Running,

    /// <summary>Committed.</summary>
    Finished,

    /// <summary>Failed for a passing reason: submit it again after <see cref="StatementTicket.RetrySeconds"/>.</summary>
    Retry,

    /// <summary>Failed for passing reasons too often.</summary>
    Exhausted,

    /// <summary>Some file can't be staged: the load is split until that file stands alone.</summary>
    Poison,

    /// <summary>Failed for a reason that no file and no second try can change: rights, names, a missing table.</summary>
    Refused,

    /// <summary>Stopped by a person: the load ends, and never tries by itself again.</summary>
    Aborted,
}

public sealed class StatementOutcomeConverter() : JsonStringEnumConverter<StatementOutcome>(System.Text.Json.JsonNamingPolicy.CamelCase);
