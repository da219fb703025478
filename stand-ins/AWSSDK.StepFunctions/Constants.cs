using Amazon.Runtime;
using AwsStandIns;

namespace Amazon.StepFunctions;

public class ExecutionRedriveFilter(string value) : ConstantClass(value)
{
    public static readonly ExecutionRedriveFilter NOT_REDRIVEN = new("NOT_REDRIVEN");
    public static readonly ExecutionRedriveFilter REDRIVEN = new("REDRIVEN");

    public static ExecutionRedriveFilter FindValue(string value) => FindValue<ExecutionRedriveFilter>(value);
    public static implicit operator ExecutionRedriveFilter(string value) => FindValue(value);
}

public class ExecutionRedriveStatus(string value) : ConstantClass(value)
{
    public static readonly ExecutionRedriveStatus NOT_REDRIVABLE = new("NOT_REDRIVABLE");
    public static readonly ExecutionRedriveStatus REDRIVABLE = new("REDRIVABLE");
    public static readonly ExecutionRedriveStatus REDRIVABLE_BY_MAP_RUN = new("REDRIVABLE_BY_MAP_RUN");

    public static ExecutionRedriveStatus FindValue(string value) => FindValue<ExecutionRedriveStatus>(value);
    public static implicit operator ExecutionRedriveStatus(string value) => FindValue(value);
}

public class ExecutionStatus(string value) : ConstantClass(value)
{
    public static readonly ExecutionStatus ABORTED = new("ABORTED");
    public static readonly ExecutionStatus FAILED = new("FAILED");
    public static readonly ExecutionStatus PENDING_REDRIVE = new("PENDING_REDRIVE");
    public static readonly ExecutionStatus RUNNING = new("RUNNING");
    public static readonly ExecutionStatus SUCCEEDED = new("SUCCEEDED");
    public static readonly ExecutionStatus TIMED_OUT = new("TIMED_OUT");

    public static ExecutionStatus FindValue(string value) => FindValue<ExecutionStatus>(value);
    public static implicit operator ExecutionStatus(string value) => FindValue(value);
}

public class HistoryEventType(string value) : ConstantClass(value)
{
    public static readonly HistoryEventType ActivityFailed = new("ActivityFailed");
    public static readonly HistoryEventType ActivityScheduleFailed = new("ActivityScheduleFailed");
    public static readonly HistoryEventType ActivityScheduled = new("ActivityScheduled");
    public static readonly HistoryEventType ActivityStarted = new("ActivityStarted");
    public static readonly HistoryEventType ActivitySucceeded = new("ActivitySucceeded");
    public static readonly HistoryEventType ActivityTimedOut = new("ActivityTimedOut");
    public static readonly HistoryEventType ChoiceStateEntered = new("ChoiceStateEntered");
    public static readonly HistoryEventType ChoiceStateExited = new("ChoiceStateExited");
    public static readonly HistoryEventType EvaluationFailed = new("EvaluationFailed");
    public static readonly HistoryEventType ExecutionAborted = new("ExecutionAborted");
    public static readonly HistoryEventType ExecutionFailed = new("ExecutionFailed");
    public static readonly HistoryEventType ExecutionRedriven = new("ExecutionRedriven");
    public static readonly HistoryEventType ExecutionStarted = new("ExecutionStarted");
    public static readonly HistoryEventType ExecutionSucceeded = new("ExecutionSucceeded");
    public static readonly HistoryEventType ExecutionTimedOut = new("ExecutionTimedOut");
    public static readonly HistoryEventType FailStateEntered = new("FailStateEntered");
    public static readonly HistoryEventType LambdaFunctionFailed = new("LambdaFunctionFailed");
    public static readonly HistoryEventType LambdaFunctionScheduleFailed = new("LambdaFunctionScheduleFailed");
    public static readonly HistoryEventType LambdaFunctionScheduled = new("LambdaFunctionScheduled");
    public static readonly HistoryEventType LambdaFunctionStartFailed = new("LambdaFunctionStartFailed");
    public static readonly HistoryEventType LambdaFunctionStarted = new("LambdaFunctionStarted");
    public static readonly HistoryEventType LambdaFunctionSucceeded = new("LambdaFunctionSucceeded");
    public static readonly HistoryEventType LambdaFunctionTimedOut = new("LambdaFunctionTimedOut");
    public static readonly HistoryEventType MapIterationAborted = new("MapIterationAborted");
    public static readonly HistoryEventType MapIterationFailed = new("MapIterationFailed");
    public static readonly HistoryEventType MapIterationStarted = new("MapIterationStarted");
    public static readonly HistoryEventType MapIterationSucceeded = new("MapIterationSucceeded");
    public static readonly HistoryEventType MapRunAborted = new("MapRunAborted");
    public static readonly HistoryEventType MapRunFailed = new("MapRunFailed");
    public static readonly HistoryEventType MapRunRedriven = new("MapRunRedriven");
    public static readonly HistoryEventType MapRunStarted = new("MapRunStarted");
    public static readonly HistoryEventType MapRunSucceeded = new("MapRunSucceeded");
    public static readonly HistoryEventType MapStateAborted = new("MapStateAborted");
    public static readonly HistoryEventType MapStateEntered = new("MapStateEntered");
    public static readonly HistoryEventType MapStateExited = new("MapStateExited");
    public static readonly HistoryEventType MapStateFailed = new("MapStateFailed");
    public static readonly HistoryEventType MapStateStarted = new("MapStateStarted");
    public static readonly HistoryEventType MapStateSucceeded = new("MapStateSucceeded");
    public static readonly HistoryEventType ParallelStateAborted = new("ParallelStateAborted");
    public static readonly HistoryEventType ParallelStateEntered = new("ParallelStateEntered");
    public static readonly HistoryEventType ParallelStateExited = new("ParallelStateExited");
    public static readonly HistoryEventType ParallelStateFailed = new("ParallelStateFailed");
    public static readonly HistoryEventType ParallelStateStarted = new("ParallelStateStarted");
    public static readonly HistoryEventType ParallelStateSucceeded = new("ParallelStateSucceeded");
    public static readonly HistoryEventType PassStateEntered = new("PassStateEntered");
    public static readonly HistoryEventType PassStateExited = new("PassStateExited");
    public static readonly HistoryEventType SucceedStateEntered = new("SucceedStateEntered");
    public static readonly HistoryEventType SucceedStateExited = new("SucceedStateExited");
    public static readonly HistoryEventType TaskFailed = new("TaskFailed");
    public static readonly HistoryEventType TaskScheduled = new("TaskScheduled");
    public static readonly HistoryEventType TaskStartFailed = new("TaskStartFailed");
    public static readonly HistoryEventType TaskStarted = new("TaskStarted");
    public static readonly HistoryEventType TaskStateAborted = new("TaskStateAborted");
    public static readonly HistoryEventType TaskStateEntered = new("TaskStateEntered");
    public static readonly HistoryEventType TaskStateExited = new("TaskStateExited");
    public static readonly HistoryEventType TaskSubmitFailed = new("TaskSubmitFailed");
    public static readonly HistoryEventType TaskSubmitted = new("TaskSubmitted");
    public static readonly HistoryEventType TaskSucceeded = new("TaskSucceeded");
    public static readonly HistoryEventType TaskTimedOut = new("TaskTimedOut");
    public static readonly HistoryEventType WaitStateAborted = new("WaitStateAborted");
    public static readonly HistoryEventType WaitStateEntered = new("WaitStateEntered");
    public static readonly HistoryEventType WaitStateExited = new("WaitStateExited");

    public static HistoryEventType FindValue(string value) => FindValue<HistoryEventType>(value);
    public static implicit operator HistoryEventType(string value) => FindValue(value);
}

public class IncludedData(string value) : ConstantClass(value)
{
    public static readonly IncludedData ALL_DATA = new("ALL_DATA");
    public static readonly IncludedData METADATA_ONLY = new("METADATA_ONLY");

    public static IncludedData FindValue(string value) => FindValue<IncludedData>(value);
    public static implicit operator IncludedData(string value) => FindValue(value);
}

public class KmsKeyState(string value) : ConstantClass(value)
{
    public static readonly KmsKeyState CREATING = new("CREATING");
    public static readonly KmsKeyState DISABLED = new("DISABLED");
    public static readonly KmsKeyState PENDING_DELETION = new("PENDING_DELETION");
    public static readonly KmsKeyState PENDING_IMPORT = new("PENDING_IMPORT");
    public static readonly KmsKeyState UNAVAILABLE = new("UNAVAILABLE");

    public static KmsKeyState FindValue(string value) => FindValue<KmsKeyState>(value);
    public static implicit operator KmsKeyState(string value) => FindValue(value);
}

public class MapRunStatus(string value) : ConstantClass(value)
{
    public static readonly MapRunStatus ABORTED = new("ABORTED");
    public static readonly MapRunStatus FAILED = new("FAILED");
    public static readonly MapRunStatus RUNNING = new("RUNNING");
    public static readonly MapRunStatus SUCCEEDED = new("SUCCEEDED");

    public static MapRunStatus FindValue(string value) => FindValue<MapRunStatus>(value);
    public static implicit operator MapRunStatus(string value) => FindValue(value);
}

public class ValidationExceptionReason(string value) : ConstantClass(value)
{
    public static readonly ValidationExceptionReason API_DOES_NOT_SUPPORT_LABELED_ARNS = new("API_DOES_NOT_SUPPORT_LABELED_ARNS");
    public static readonly ValidationExceptionReason CANNOT_UPDATE_COMPLETED_MAP_RUN = new("CANNOT_UPDATE_COMPLETED_MAP_RUN");
    public static readonly ValidationExceptionReason INVALID_ROUTING_CONFIGURATION = new("INVALID_ROUTING_CONFIGURATION");
    public static readonly ValidationExceptionReason MISSING_REQUIRED_PARAMETER = new("MISSING_REQUIRED_PARAMETER");

    public static ValidationExceptionReason FindValue(string value) => FindValue<ValidationExceptionReason>(value);
    public static implicit operator ValidationExceptionReason(string value) => FindValue(value);
}

internal sealed class ExecutionRedriveFilterConverter() : ConstantConverter<ExecutionRedriveFilter>(ExecutionRedriveFilter.FindValue);
internal sealed class ExecutionRedriveStatusConverter() : ConstantConverter<ExecutionRedriveStatus>(ExecutionRedriveStatus.FindValue);
internal sealed class ExecutionStatusConverter() : ConstantConverter<ExecutionStatus>(ExecutionStatus.FindValue);
internal sealed class HistoryEventTypeConverter() : ConstantConverter<HistoryEventType>(HistoryEventType.FindValue);
internal sealed class IncludedDataConverter() : ConstantConverter<IncludedData>(IncludedData.FindValue);
internal sealed class MapRunStatusConverter() : ConstantConverter<MapRunStatus>(MapRunStatus.FindValue);
