using System.Text.Json.Serialization;
using Amazon.StepFunctions.Model;
using AwsStandIns;

namespace Amazon.StepFunctions;

[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(EpochSecondsConverter),
        typeof(ExecutionRedriveFilterConverter),
        typeof(ExecutionRedriveStatusConverter),
        typeof(ExecutionStatusConverter),
        typeof(HistoryEventTypeConverter),
        typeof(IncludedDataConverter),
        typeof(MapRunStatusConverter)
    ])]
[JsonSerializable(typeof(DescribeExecutionRequest)), JsonSerializable(typeof(DescribeExecutionResponse))]
[JsonSerializable(typeof(DescribeMapRunRequest)), JsonSerializable(typeof(DescribeMapRunResponse))]
[JsonSerializable(typeof(GetExecutionHistoryRequest)), JsonSerializable(typeof(GetExecutionHistoryResponse))]
[JsonSerializable(typeof(ListExecutionsRequest)), JsonSerializable(typeof(ListExecutionsResponse))]
[JsonSerializable(typeof(StartExecutionRequest)), JsonSerializable(typeof(StartExecutionResponse))]
[JsonSerializable(typeof(StopExecutionRequest)), JsonSerializable(typeof(StopExecutionResponse))]
internal sealed partial class StepFunctionsJson : JsonSerializerContext;
