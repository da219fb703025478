namespace StatesLanguage.Running;

/// <summary>A state failed.</summary>
internal sealed class StateFailedException(string? error, string? cause) : Exception($"{error}: {cause}")
{
    public string? Error { get; } = error;

    public string? Cause { get; } = cause;

    /// <summary>No Retry and no Catch takes it: States.Runtime, and a payload of the state's own making that is too large.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>The state itself is at fault, not something that runs within it.</summary>
    public StateVisit? Origin { get; init; }
}

/// <summary>TimeoutSeconds of the state machine have passed.</summary>
internal sealed class DeadlinePassedException : Exception;

/// <summary>The history is full; its last event says so.</summary>
internal sealed class HistoryFullException : Exception
{
    /// <summary>The words are those of AWS; that the error is States.Runtime is an inference.</summary>
    public const string Cause = "The execution reached the maximum number of history events (25000).";
}
