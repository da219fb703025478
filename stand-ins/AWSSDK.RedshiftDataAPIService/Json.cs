using System.Text.Json.Serialization;
using Amazon.RedshiftDataAPIService.Model;
using AwsStandIns;

namespace Amazon.RedshiftDataAPIService;

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(EpochSecondsConverter),
        typeof(BlobConverter),
        typeof(ExecutionModeConverter),
        typeof(ResultFormatStringConverter),
        typeof(StatementStatusStringConverter),
        typeof(StatusStringConverter)
    ])]
[JsonSerializable(typeof(BatchExecuteStatementRequest)), JsonSerializable(typeof(BatchExecuteStatementResponse))]
[JsonSerializable(typeof(CancelStatementRequest)), JsonSerializable(typeof(CancelStatementResponse))]
[JsonSerializable(typeof(DescribeStatementRequest)), JsonSerializable(typeof(DescribeStatementResponse))]
[JsonSerializable(typeof(ExecuteStatementRequest)), JsonSerializable(typeof(ExecuteStatementResponse))]
[JsonSerializable(typeof(GetStatementResultRequest)), JsonSerializable(typeof(GetStatementResultResponse))]
internal sealed partial class RedshiftDataJson : JsonSerializerContext;
