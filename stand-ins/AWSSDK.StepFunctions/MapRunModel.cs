using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public class DescribeMapRunRequest : AmazonStepFunctionsRequest
{
    public string MapRunArn { get; set; }
}

public class DescribeMapRunResponse : AmazonWebServiceResponse
{
    public string MapRunArn { get; set; }
    public string ExecutionArn { get; set; }
    public MapRunStatus Status { get; set; }
    public DateTime? StartDate { get; set; }
    public DateTime? StopDate { get; set; }
    public int? MaxConcurrency { get; set; }
    public float? ToleratedFailurePercentage { get; set; }
    public long? ToleratedFailureCount { get; set; }
    public MapRunItemCounts ItemCounts { get; set; }
    public MapRunExecutionCounts ExecutionCounts { get; set; }
    public int? RedriveCount { get; set; }
    public DateTime? RedriveDate { get; set; }
}

public class MapRunItemCounts
{
    public long? Pending { get; set; }
    public long? Running { get; set; }
    public long? Succeeded { get; set; }
    public long? Failed { get; set; }
    public long? TimedOut { get; set; }
    public long? Aborted { get; set; }
    public long? Total { get; set; }
    public long? ResultsWritten { get; set; }
    public long? FailuresNotRedrivable { get; set; }
    public long? PendingRedrive { get; set; }
}

public class MapRunExecutionCounts
{
    public long? Pending { get; set; }
    public long? Running { get; set; }
    public long? Succeeded { get; set; }
    public long? Failed { get; set; }
    public long? TimedOut { get; set; }
    public long? Aborted { get; set; }
    public long? Total { get; set; }
    public long? ResultsWritten { get; set; }
    public long? FailuresNotRedrivable { get; set; }
    public long? PendingRedrive { get; set; }
}
