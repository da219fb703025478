using Amazon.Runtime;
using AwsStandIns;

namespace Amazon.RedshiftDataAPIService;

public class ExecutionMode(string value) : ConstantClass(value)
{
    public static readonly ExecutionMode AUTO_COMMIT = new("AUTO_COMMIT");
    public static readonly ExecutionMode TRANSACTION = new("TRANSACTION");

    public static ExecutionMode FindValue(string value) => FindValue<ExecutionMode>(value);
    public static implicit operator ExecutionMode(string value) => FindValue(value);
}

public class ResultFormatString(string value) : ConstantClass(value)
{
    public static readonly ResultFormatString CSV = new("CSV");
    public static readonly ResultFormatString JSON = new("JSON");

    public static ResultFormatString FindValue(string value) => FindValue<ResultFormatString>(value);
    public static implicit operator ResultFormatString(string value) => FindValue(value);
}

public class StatementStatusString(string value) : ConstantClass(value)
{
    public static readonly StatementStatusString ABORTED = new("ABORTED");
    public static readonly StatementStatusString FAILED = new("FAILED");
    public static readonly StatementStatusString FINISHED = new("FINISHED");
    public static readonly StatementStatusString PICKED = new("PICKED");
    public static readonly StatementStatusString STARTED = new("STARTED");
    public static readonly StatementStatusString SUBMITTED = new("SUBMITTED");

    public static StatementStatusString FindValue(string value) => FindValue<StatementStatusString>(value);
    public static implicit operator StatementStatusString(string value) => FindValue(value);
}

public class StatusString(string value) : ConstantClass(value)
{
    public static readonly StatusString ABORTED = new("ABORTED");
    public static readonly StatusString ALL = new("ALL");
    public static readonly StatusString FAILED = new("FAILED");
    public static readonly StatusString FINISHED = new("FINISHED");
    public static readonly StatusString PICKED = new("PICKED");
    public static readonly StatusString STARTED = new("STARTED");
    public static readonly StatusString SUBMITTED = new("SUBMITTED");

    public static StatusString FindValue(string value) => FindValue<StatusString>(value);
    public static implicit operator StatusString(string value) => FindValue(value);
}

internal sealed class ExecutionModeConverter() : ConstantConverter<ExecutionMode>(ExecutionMode.FindValue);
internal sealed class ResultFormatStringConverter() : ConstantConverter<ResultFormatString>(ResultFormatString.FindValue);
internal sealed class StatementStatusStringConverter() : ConstantConverter<StatementStatusString>(StatementStatusString.FindValue);
internal sealed class StatusStringConverter() : ConstantConverter<StatusString>(StatusString.FindValue);
