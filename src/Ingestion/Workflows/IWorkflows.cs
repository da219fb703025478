namespace Sparkify.Ingestion.Workflows;

/// <summary>The workflow service: AWS Step Functions, or the interpreter of the local run.</summary>
public interface IWorkflows
{
    /// <summary>Starts an execution under a name that is unique in its state machine for 90 days.</summary>
    /// <param name="stateMachineArn">Of a STANDARD state machine.</param>
    /// <param name="name">At most 80 characters of <c>[0-9A-Za-z_-]</c>.</param>
    /// <param name="input">JSON, at most 262,144 bytes.</param>
    /// <param name="traceId">The trace that the execution goes on with; null: a new one, if any.</param>
    /// <param name="cancellationToken">Ends the call; the execution may have started all the same.</param>
    /// <exception cref="Failures.WorkflowsUnavailableException">Try again: the same name makes it harmless.</exception>
    /// <exception cref="Failures.WorkflowsRefusedException">Trying again changes nothing.</exception>
    Task<StartOutcome> StartAsync(string stateMachineArn, string name, string input, string? traceId, CancellationToken cancellationToken);
}

/// <summary>Both are success: a name derived from the files makes a repeated start the same start.</summary>
public enum StartOutcome
{
    Started,

    /// <summary>Step Functions answered ExecutionAlreadyExists.</summary>
    AlreadyStarted,
}
