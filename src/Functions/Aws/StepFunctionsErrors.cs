using Amazon.Runtime;
using Sparkify.Ingestion.Failures;

namespace Sparkify.Functions.Aws;

/// <summary>
/// What Step Functions' errors mean for a load: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html.
/// </summary>
internal static class StepFunctionsErrors
{
    /// <summary>The failure that an exception is; null if it is none of the service's, such as a cancellation.</summary>
    /// <param name="call">What was asked, of which state machine.</param>
    public static IngestionException? Classify(Exception exception, string call) => exception switch
    {
        _ when SdkErrors.IsSilence(exception) => new WorkflowsUnavailableException(
            $"Step Functions did not answer {call} ({SdkErrors.Words(exception)}). It is asked again: the name makes that the same "
            + "execution.",
            exception),
        AmazonServiceException answer => OfAnswer(answer, call),
        AmazonClientException => new WorkflowsRefusedException(
            $"{call} could not be sent to Step Functions ({SdkErrors.Words(exception)}). Check the Region and the credentials of this "
            + "process.",
            exception),
        _ => null,
    };

    private static IngestionException OfAnswer(AmazonServiceException answer, string call) => answer.ErrorCode switch
    {
        "ExecutionLimitExceeded" => new WorkflowsUnavailableException(
            $"Step Functions has as many open executions as the account may have ({SdkErrors.Words(answer)}): {call} is tried again when "
            + "some have ended.",
            answer),
        _ when SdkErrors.IsThrottle(answer) || SdkErrors.IsPassing(answer) => new WorkflowsUnavailableException(
            $"Step Functions cannot do {call} now ({SdkErrors.Words(answer)}). It is tried again.", answer),
        _ => new WorkflowsRefusedException(
            $"Step Functions refuses {call} ({SdkErrors.Words(answer)}). Trying again changes nothing: check the state machine's ARN, "
            + "the name and the input, and that the role may call states:StartExecution.",
            answer),
    };
}
