using System.Text.Json.Serialization;

namespace Sparkify.Operations;

/// <summary>An execution as the list of executions knows it: what DescribeExecution says, without the output.</summary>
public sealed record ExecutionEntry
{
    public const string Running = "RUNNING";
    public const string Succeeded = "SUCCEEDED";

    public required string ExecutionArn { get; init; }
    public required string StateMachineArn { get; init; }
    public required string Name { get; init; }

    /// <summary>RUNNING, SUCCEEDED, FAILED or TIMED_OUT; on AWS ABORTED, too.</summary>
    public required string Status { get; init; }

    public required DateTimeOffset StartDate { get; init; }
    public DateTimeOffset? StopDate { get; init; }

    /// <summary>Of one that has not succeeded. (The history keeps it in any case.)</summary>
    public string? Input { get; init; }

    /// <summary>On one machine: a digest of the definition that it began with. The versions before wrote none.</summary>
    public string? Definition { get; init; }

    /// <summary>Another execution waits for it.</summary>
    public bool IsNested { get; init; }

    public string? Error { get; init; }
    public string? Cause { get; init; }

    [JsonIgnore]
    public bool IsRunning => Status is Running;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExecutionEntry))]
public sealed partial class WorkflowJson : JsonSerializerContext;
