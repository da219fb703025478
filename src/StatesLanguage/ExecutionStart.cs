namespace StatesLanguage;

/// <summary>What a caller of StartExecution says, and what the service adds.</summary>
public sealed record ExecutionStart
{
    public required string Name { get; init; }

    /// <summary><c>arn:aws:states:region:account:execution:machine:name</c></summary>
    public required string ExecutionArn { get; init; }

    /// <summary><c>arn:aws:states:region:account:stateMachine:machine</c></summary>
    public required string StateMachineArn { get; init; }

    public required string StateMachineName { get; init; }

    /// <summary>JSON.</summary>
    public required string Input { get; init; }

    public required DateTimeOffset StartTime { get; init; }

    /// <summary>
    /// From when TimeoutSeconds count; null: from the start. A redrive counts from anew:
    /// https://docs.aws.amazon.com/step-functions/latest/dg/redrive-executions.html.
    /// </summary>
    public DateTimeOffset? RunsSince { get; init; }

    /// <summary>Shown as <c>$$.Execution.RoleArn</c>; left out where null.</summary>
    public string? RoleArn { get; init; }

    public int RedriveCount { get; init; }

    /// <summary>Of an execution of a distributed Map: the run that it belongs to, as DescribeExecution shows it.</summary>
    public string? MapRunArn { get; init; }

    /// <summary>Where an execution that was cut off goes on; null for one that starts.</summary>
    public ResumePoint? ResumeAt { get; init; }

    /// <summary>
    /// An execution that nobody else knows: its ARNs are in the form of Step Functions, in a region and an account that do not exist.
    /// </summary>
    /// <param name="input">JSON.</param>
    public static ExecutionStart Of(string stateMachineName, string name, string input, DateTimeOffset startTime) => new()
    {
        Name = name,
        ExecutionArn = $"arn:aws:states:local:000000000000:execution:{stateMachineName}:{name}",
        StateMachineArn = $"arn:aws:states:local:000000000000:stateMachine:{stateMachineName}",
        StateMachineName = stateMachineName,
        Input = input,
        StartTime = startTime,
    };
}

/// <summary>A state of the top level that was entered and not left: where an execution that was cut off can go on.</summary>
public sealed record ResumePoint
{
    public required string StateName { get; init; }

    /// <summary>The state's input as it was handed over: JSON.</summary>
    public required string Input { get; init; }

    /// <summary>The variables at that time: a JSON object.</summary>
    public string Variables { get; init; } = "{}";

    /// <summary>Of the history so far: the events that come are numbered after it.</summary>
    public long LastEventId { get; init; }

    /// <summary>The beginning: for an execution whose definition is another than the one that its history is of.</summary>
    /// <param name="input">The execution's: JSON.</param>
    /// <param name="history">So far, in the order of the ids.</param>
    public static ResumePoint AtStart(StateMachineDefinition definition, string input, IEnumerable<HistoryEvent> history) => new()
    {
        StateName = definition.StartAt, Input = input, LastEventId = history.LastOrDefault()?.Id ?? 0
    };

    /// <summary>Finds the point in a history: the last state of the top level that was entered; null where none was.</summary>
    /// <param name="history">In the order of the ids, of this execution alone.</param>
    public static ResumePoint? Find(StateMachineDefinition definition, IEnumerable<HistoryEvent> history)
    {
        ResumePoint? point = null;
        foreach (var entry in history)
        {
            if (entry.Type.EndsWith("StateEntered", StringComparison.Ordinal) && definition.Graph.Find(entry.StateName!) is not null)
            {
                point = new ResumePoint { StateName = entry.StateName!, Input = entry.Input!, Variables = entry.Variables ?? "{}" };
            }

            point = point is null ? null : point with { LastEventId = entry.Id };
        }

        return point;
    }
}

/// <summary>The ways in which an execution ends.</summary>
public enum ExecutionStatus
{
    Succeeded,
    Failed,
    TimedOut,
}

/// <summary>How an execution ended.</summary>
/// <param name="Output">JSON; null unless it succeeded.</param>
/// <param name="Events">Of the history.</param>
public sealed record ExecutionResult(ExecutionStatus Status, string? Output, string? Error, string? Cause, long Events);
