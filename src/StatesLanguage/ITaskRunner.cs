namespace StatesLanguage;

/// <summary>Does what a Task asks for: calls the function, starts the nested execution, publishes.</summary>
public interface ITaskRunner
{
    /// <summary>Answers with JSON.</summary>
    /// <exception cref="StatesErrorException">
    /// The task failed: Retry and Catch match its error. Any other exception ends the run without an end of the execution.
    /// </exception>
    Task<string> RunAsync(TaskCall task, CancellationToken cancellationToken);
}

/// <summary>What one try of a Task asks for.</summary>
public sealed record TaskCall
{
    /// <summary>The Task's Resource.</summary>
    public required string Resource { get; init; }

    /// <summary>The effective input: after InputPath and Parameters. JSON.</summary>
    public required string Input { get; init; }

    public required string StateName { get; init; }

    public required ExecutionStart Execution { get; init; }

    /// <summary>0 for the first try.</summary>
    public required int RetryCount { get; init; }
}

/// <summary>A failure by the names that Retry and Catch match.</summary>
/// <param name="error">Such as <c>OrderNotFoundException</c> or <c>States.Timeout</c>.</param>
/// <param name="cause">For a function <c>{"errorType": …, "errorMessage": …}</c> as text.</param>
public sealed class StatesErrorException(string? error, string? cause) : Exception($"{error}: {cause}")
{
    public string? Error { get; } = error;

    public string? Cause { get; } = cause;
}
