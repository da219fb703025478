namespace StatesLanguage;

/// <summary>Sees the history of executions while it is written.</summary>
public interface IExecutionObserver
{
    /// <summary>
    /// Called for each event, in the order of the ids, one at a time for an execution. The executions of a distributed Map are
    /// executions of their own. An exception from here stops the run as a kill of the process would.
    /// </summary>
    void OnEvent(ExecutionStart execution, HistoryEvent entry);
}
