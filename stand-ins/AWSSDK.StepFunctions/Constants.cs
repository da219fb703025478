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
internal sealed class IncludedDataConverter() : ConstantConverter<IncludedData>(IncludedData.FindValue);
