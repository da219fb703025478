using Amazon.Runtime;

namespace Amazon.StepFunctions.Model;

public abstract class AmazonStepFunctionsRequest : AmazonWebServiceRequest;

public class StartExecutionRequest : AmazonStepFunctionsRequest
{
    public string Input { get; set; }
    public string Name { get; set; }
    public string StateMachineArn { get; set; }
    public string TraceHeader { get; set; }
}

public class StartExecutionResponse : AmazonWebServiceResponse
{
    public string ExecutionArn { get; set; }
    public DateTime? StartDate { get; set; }
}

public class DescribeExecutionRequest : AmazonStepFunctionsRequest
{
    public string ExecutionArn { get; set; }
    public IncludedData IncludedData { get; set; }
}

public class DescribeExecutionResponse : AmazonWebServiceResponse
{
    public string Cause { get; set; }
    public string Error { get; set; }
    public string ExecutionArn { get; set; }
    public string Input { get; set; }
    public string MapRunArn { get; set; }
    public string Name { get; set; }
    public string Output { get; set; }
    public string RedriveStatusReason { get; set; }
    public string StateMachineAliasArn { get; set; }
    public string StateMachineArn { get; set; }
    public string StateMachineVersionArn { get; set; }
    public string TraceHeader { get; set; }
    public CloudWatchEventsExecutionDataDetails InputDetails { get; set; }
    public CloudWatchEventsExecutionDataDetails OutputDetails { get; set; }
    public int? RedriveCount { get; set; }
    public DateTime? RedriveDate { get; set; }
    public DateTime? StartDate { get; set; }
    public DateTime? StopDate { get; set; }
    public ExecutionRedriveStatus RedriveStatus { get; set; }
    public ExecutionStatus Status { get; set; }
}

public class CloudWatchEventsExecutionDataDetails
{
    public bool? Included { get; set; }
}

public class ListExecutionsRequest : AmazonStepFunctionsRequest
{
    public string MapRunArn { get; set; }
    public string NextToken { get; set; }
    public string StateMachineArn { get; set; }
    public int? MaxResults { get; set; }
    public ExecutionRedriveFilter RedriveFilter { get; set; }
    public ExecutionStatus StatusFilter { get; set; }
}

public class ListExecutionsResponse : AmazonWebServiceResponse
{
    public List<ExecutionListItem> Executions { get; set; }
    public string NextToken { get; set; }
}

public class ExecutionListItem
{
    public string ExecutionArn { get; set; }
    public string MapRunArn { get; set; }
    public string Name { get; set; }
    public string StateMachineAliasArn { get; set; }
    public string StateMachineArn { get; set; }
    public string StateMachineVersionArn { get; set; }
    public int? ItemCount { get; set; }
    public int? RedriveCount { get; set; }
    public DateTime? RedriveDate { get; set; }
    public DateTime? StartDate { get; set; }
    public DateTime? StopDate { get; set; }
    public ExecutionStatus Status { get; set; }
}

public class StopExecutionRequest : AmazonStepFunctionsRequest
{
    public string Cause { get; set; }
    public string Error { get; set; }
    public string ExecutionArn { get; set; }
}

public class StopExecutionResponse : AmazonWebServiceResponse
{
    public DateTime? StopDate { get; set; }
}
