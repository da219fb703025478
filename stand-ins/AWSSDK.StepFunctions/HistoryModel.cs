// Long, because an event has a structure of its own for each kind.
using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public class GetExecutionHistoryRequest : AmazonStepFunctionsRequest
{
    public string ExecutionArn { get; set; }
    public int? MaxResults { get; set; }
    public bool? ReverseOrder { get; set; }
    public string NextToken { get; set; }
    public bool? IncludeExecutionData { get; set; }
}

public class GetExecutionHistoryResponse : AmazonWebServiceResponse
{
    public List<HistoryEvent> Events { get; set; }
    public string NextToken { get; set; }
}

public class HistoryEvent
{
    public DateTime? Timestamp { get; set; }
    public HistoryEventType Type { get; set; }
    public long? Id { get; set; }
    public long? PreviousEventId { get; set; }
    public ActivityFailedEventDetails ActivityFailedEventDetails { get; set; }
    public ActivityScheduleFailedEventDetails ActivityScheduleFailedEventDetails { get; set; }
    public ActivityScheduledEventDetails ActivityScheduledEventDetails { get; set; }
    public ActivityStartedEventDetails ActivityStartedEventDetails { get; set; }
    public ActivitySucceededEventDetails ActivitySucceededEventDetails { get; set; }
    public ActivityTimedOutEventDetails ActivityTimedOutEventDetails { get; set; }
    public TaskFailedEventDetails TaskFailedEventDetails { get; set; }
    public TaskScheduledEventDetails TaskScheduledEventDetails { get; set; }
    public TaskStartFailedEventDetails TaskStartFailedEventDetails { get; set; }
    public TaskStartedEventDetails TaskStartedEventDetails { get; set; }
    public TaskSubmitFailedEventDetails TaskSubmitFailedEventDetails { get; set; }
    public TaskSubmittedEventDetails TaskSubmittedEventDetails { get; set; }
    public TaskSucceededEventDetails TaskSucceededEventDetails { get; set; }
    public TaskTimedOutEventDetails TaskTimedOutEventDetails { get; set; }
    public ExecutionFailedEventDetails ExecutionFailedEventDetails { get; set; }
    public ExecutionStartedEventDetails ExecutionStartedEventDetails { get; set; }
    public ExecutionSucceededEventDetails ExecutionSucceededEventDetails { get; set; }
    public ExecutionAbortedEventDetails ExecutionAbortedEventDetails { get; set; }
    public ExecutionTimedOutEventDetails ExecutionTimedOutEventDetails { get; set; }
    public ExecutionRedrivenEventDetails ExecutionRedrivenEventDetails { get; set; }
    public MapStateStartedEventDetails MapStateStartedEventDetails { get; set; }
    public MapIterationEventDetails MapIterationStartedEventDetails { get; set; }
    public MapIterationEventDetails MapIterationSucceededEventDetails { get; set; }
    public MapIterationEventDetails MapIterationFailedEventDetails { get; set; }
    public MapIterationEventDetails MapIterationAbortedEventDetails { get; set; }
    public LambdaFunctionFailedEventDetails LambdaFunctionFailedEventDetails { get; set; }
    public LambdaFunctionScheduleFailedEventDetails LambdaFunctionScheduleFailedEventDetails { get; set; }
    public LambdaFunctionScheduledEventDetails LambdaFunctionScheduledEventDetails { get; set; }
    public LambdaFunctionStartFailedEventDetails LambdaFunctionStartFailedEventDetails { get; set; }
    public LambdaFunctionSucceededEventDetails LambdaFunctionSucceededEventDetails { get; set; }
    public LambdaFunctionTimedOutEventDetails LambdaFunctionTimedOutEventDetails { get; set; }
    public StateEnteredEventDetails StateEnteredEventDetails { get; set; }
    public StateExitedEventDetails StateExitedEventDetails { get; set; }
    public MapRunStartedEventDetails MapRunStartedEventDetails { get; set; }
    public MapRunFailedEventDetails MapRunFailedEventDetails { get; set; }
    public MapRunRedrivenEventDetails MapRunRedrivenEventDetails { get; set; }
    public EvaluationFailedEventDetails EvaluationFailedEventDetails { get; set; }
}

public class ActivityFailedEventDetails
{
    public string Error { get; set; }
    public string Cause { get; set; }
}

public class ActivityScheduleFailedEventDetails
{
    public string Error { get; set; }
    public string Cause { get; set; }
}

public class ActivityScheduledEventDetails
{
    public string Resource { get; set; }
    public string Input { get; set; }
    public HistoryEventExecutionDataDetails InputDetails { get; set; }
    public long? TimeoutInSeconds { get; set; }
    public long? HeartbeatInSeconds { get; set; }
}

public class HistoryEventExecutionDataDetails
{
    public bool? Truncated { get; set; }
}

public class ActivityStartedEventDetails
{
    public string WorkerName { get; set; }
}

public class ActivitySucceededEventDetails
{
    public string Output { get; set; }
    public HistoryEventExecutionDataDetails OutputDetails { get; set; }
}

public class ActivityTimedOutEventDetails
{
    public string Error { get; set; }
    public string Cause { get; set; }
}

public class TaskFailedEventDetails
{
    public string ResourceType { get; set; }
    public string Resource { get; set; }
    public string Error { get; set; }
    public string Cause { get; set; }
}

public class TaskScheduledEventDetails
{
    public string ResourceType { get; set; }
    public string Resource { get; set; }
    public string Region { get; set; }
    public string Parameters { get; set; }
    public long? TimeoutInSeconds { get; set; }
    public long? HeartbeatInSeconds { get; set; }
    public TaskCredentials TaskCredentials { get; set; }
}

public class TaskCredentials
{
    public string RoleArn { get; set; }
}

public class TaskStartFailedEventDetails
{
    public string ResourceType { get; set; }
    public string Resource { get; set; }
    public string Error { get; set; }
    public string Cause { get; set; }
}

public class TaskStartedEventDetails
{
    public string ResourceType { get; set; }
    public string Resource { get; set; }
}

public class TaskSubmitFailedEventDetails
{
    public string ResourceType { get; set; }
    public string Resource { get; set; }
    public string Error { get; set; }
    public string Cause { get; set; }
}

public class TaskSubmittedEventDetails
{
    public string ResourceType { get; set; }
    public string Resource { get; set; }
    public string Output { get; set; }
    public HistoryEventExecutionDataDetails OutputDetails { get; set; }
}

public class TaskSucceededEventDetails
{
    public string ResourceType { get; set; }
    public string Resource { get; set; }
    public string Output { get; set; }
    public HistoryEventExecutionDataDetails OutputDetails { get; set; }
}

public class TaskTimedOutEventDetails
{
    public string ResourceType { get; set; }
    public string Resource { get; set; }
    public string Error { get; set; }
    public string Cause { get; set; }
}

public class ExecutionFailedEventDetails
{
    public string Error { get; set; }
    public string Cause { get; set; }
}

public class ExecutionStartedEventDetails
{
    public string Input { get; set; }
    public HistoryEventExecutionDataDetails InputDetails { get; set; }
    public string RoleArn { get; set; }
    public string StateMachineAliasArn { get; set; }
    public string StateMachineVersionArn { get; set; }
}

public class ExecutionSucceededEventDetails
{
    public string Output { get; set; }
    public HistoryEventExecutionDataDetails OutputDetails { get; set; }
}

public class ExecutionAbortedEventDetails
{
    public string Error { get; set; }
    public string Cause { get; set; }
}

public class ExecutionTimedOutEventDetails
{
    public string Error { get; set; }
    public string Cause { get; set; }
}

public class ExecutionRedrivenEventDetails
{
    public int? RedriveCount { get; set; }
}

public class MapStateStartedEventDetails
{
    public int? Length { get; set; }
}

public class MapIterationEventDetails
{
    public string Name { get; set; }
    public int? Index { get; set; }
}

public class LambdaFunctionFailedEventDetails
{
    public string Error { get; set; }
    public string Cause { get; set; }
}

public class LambdaFunctionScheduleFailedEventDetails
{
    public string Error { get; set; }
    public string Cause { get; set; }
}

public class LambdaFunctionScheduledEventDetails
{
    public string Resource { get; set; }
    public string Input { get; set; }
    public HistoryEventExecutionDataDetails InputDetails { get; set; }
    public long? TimeoutInSeconds { get; set; }
    public TaskCredentials TaskCredentials { get; set; }
}

public class LambdaFunctionStartFailedEventDetails
{
    public string Error { get; set; }
    public string Cause { get; set; }
}

public class LambdaFunctionSucceededEventDetails
{
    public string Output { get; set; }
    public HistoryEventExecutionDataDetails OutputDetails { get; set; }
}

public class LambdaFunctionTimedOutEventDetails
{
    public string Error { get; set; }
    public string Cause { get; set; }
}

public class StateEnteredEventDetails
{
    public string Name { get; set; }
    public string Input { get; set; }
    public HistoryEventExecutionDataDetails InputDetails { get; set; }
}

public class StateExitedEventDetails
{
    public string Name { get; set; }
    public string Output { get; set; }
    public HistoryEventExecutionDataDetails OutputDetails { get; set; }
    public Dictionary<string, string> AssignedVariables { get; set; }
    public AssignedVariablesDetails AssignedVariablesDetails { get; set; }
}

public class AssignedVariablesDetails
{
    public bool? Truncated { get; set; }
}

public class MapRunStartedEventDetails
{
    public string MapRunArn { get; set; }
}

public class MapRunFailedEventDetails
{
    public string Error { get; set; }
    public string Cause { get; set; }
}

public class MapRunRedrivenEventDetails
{
    public string MapRunArn { get; set; }
    public int? RedriveCount { get; set; }
}

public class EvaluationFailedEventDetails
{
    public string Error { get; set; }
    public string Cause { get; set; }
    public string Location { get; set; }
    public string State { get; set; }
}
