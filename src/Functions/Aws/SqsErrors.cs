using Amazon.Runtime;
using Sparkify.Ingestion.Failures;

namespace Sparkify.Functions.Aws;

/// <summary>
/// What SQS's errors mean for a call by schedule: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html.
/// </summary>
internal static class SqsErrors
{
    /// <summary>The failure that an exception is; null if it is none of the service's, such as a cancellation.</summary>
    /// <param name="call">What was asked, of which queue.</param>
    public static IngestionException? Classify(Exception exception, string call) => exception switch
    {
        _ when SdkErrors.IsSilence(exception) => new NoticesUnavailableException(
            $"SQS did not answer {call} ({SdkErrors.Words(exception)}). What was received comes again.", exception),
        AmazonServiceException answer when SdkErrors.IsThrottle(answer) || SdkErrors.IsPassing(answer) => new NoticesUnavailableException(
            $"SQS cannot do {call} now ({SdkErrors.Words(answer)}). It is tried again.", answer),
        AmazonServiceException answer => new NoticesRefusedException(
            $"SQS refuses {call} ({SdkErrors.Words(answer)}). Trying again changes nothing: check that the queue is there, and that the "
            + "role may call sqs:ReceiveMessage and sqs:DeleteMessage.",
            answer),
        AmazonClientException => new NoticesRefusedException(
            $"{call} could not be sent to SQS ({SdkErrors.Words(exception)}). Check the Region and the credentials of this process.",
            exception),
        _ => null,
    };
}
