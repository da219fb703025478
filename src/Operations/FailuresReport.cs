using System.Text.Json.Serialization;

namespace Sparkify.Operations;

/// <summary>What went wrong and is not mended.</summary>
public sealed record FailuresReport(IReadOnlyList<FailedExecution> Executions, IReadOnlyList<DeadLetters> DeadLetters);

/// <param name="Name">Of the execution.</param>
/// <param name="StateMachine">Of which one.</param>
/// <param name="Status">FAILED, TIMED_OUT or ABORTED.</param>
/// <param name="EndedAt">UTC.</param>
/// <param name="Reason">In words.</param>
/// <param name="Mend">The command that mends it, once its cause is gone.</param>
public sealed record FailedExecution(string Name, string StateMachine, string Status, DateTimeOffset? EndedAt, string Reason, string Mend)
{
    /// <summary>The same as <see cref="Mend"/>, for whoever begins it.</summary>
    [JsonIgnore]
    public Mending? Mending { get; private init; }

    public static FailedExecution Of(ExecutionEntry execution, IOperatedStack stack)
    {
        var mending = FailureWords.Mend(execution, stack);
        return new FailedExecution(
            execution.Name, ResourceName.OfArn(execution.StateMachineArn), execution.Status, execution.StopDate, FailureWords.Of(execution),
            mending.Words) { Mending = mending };
    }
}

/// <param name="Queue">Whose messages they were.</param>
/// <param name="Messages">How many there are.</param>
/// <param name="Letters">Each with why it is there.</param>
/// <param name="Mend">The command that puts them back.</param>
public sealed record DeadLetters(string Queue, int Messages, IReadOnlyList<DeadLetter> Letters, string Mend)
{
    /// <summary>When the oldest of them was sent, as far as they were looked at.</summary>
    [JsonIgnore]
    public DateTimeOffset? Since { get; init; }
}

/// <param name="Id">Of the message.</param>
/// <param name="Reason">Why nobody could work on it.</param>
/// <param name="Says">Its beginning.</param>
public sealed record DeadLetter(string Id, string Reason, string Says)
{
    /// <summary>Where putting it back does not help; null: once the cause is gone, it does.</summary>
    public string? WhatToDo { get; init; }
}

/// <param name="Started">Executions, by their new names, and what came of them.</param>
/// <param name="TakenBack">Messages that went back to their queues, without those that died again.</param>
/// <param name="DiedAgain">Messages that are dead letters again, as far as that was waited for, each with why.</param>
public sealed record RedriveReport(IReadOnlyList<RedrivenExecution> Started, int TakenBack, IReadOnlyList<DeadAgain> DiedAgain);

/// <param name="Queue">Whose message it is.</param>
/// <param name="Id">Of the message.</param>
/// <param name="Reason">Why nobody could work on it.</param>
public sealed record DeadAgain(string Queue, string Id, string Reason)
{
    /// <summary>Where putting it back does not help; null: once the cause is gone, it does.</summary>
    public string? WhatToDo { get; init; }
}

public sealed record RedrivenExecution(string Name, string Of, string Status, string? Reason);
