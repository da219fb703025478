using System.Net;
using Amazon.Runtime;
using Sparkify.Ingestion.Failures;

namespace Sparkify.Functions.Aws;

/// <summary>What S3's errors mean for a load: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html.</summary>
internal static class S3Errors
{
    /// <summary>The failure that an exception is; null if it is none of the service's, such as a cancellation.</summary>
    /// <param name="call">What was asked, of which bucket or object.</param>
    public static IngestionException? Classify(Exception exception, string call) => exception switch
    {
        _ when SdkErrors.IsSilence(exception) => new ObjectStoreUnavailableException(
            $"S3 did not answer {call}, or broke off ({SdkErrors.Words(exception)}). It is tried again.", exception),
        AmazonServiceException answer => OfAnswer(answer, call),
        AmazonClientException => new ObjectStoreRefusedException(
            $"{call} could not be sent to S3 ({SdkErrors.Words(exception)}). Check the Region and the credentials of this process.",
            exception),
        _ => null,
    };

    private static IngestionException OfAnswer(AmazonServiceException answer, string call) => answer.ErrorCode switch
    {
        _ when SdkErrors.IsThrottle(answer) || SdkErrors.IsPassing(answer) => new ObjectStoreUnavailableException(
            $"S3 cannot do {call} now ({SdkErrors.Words(answer)}). It is tried again.", answer),

        // Damaged on the way, or another writer was in between.
        "BadDigest" or "IncompleteBody" or "XAmzContentSHA256Mismatch" or "OperationAborted" or "ConditionalRequestConflict" =>
            new ObjectStoreUnavailableException($"S3 could not finish {call} ({SdkErrors.Words(answer)}). It is tried again.", answer),

        "NoSuchKey" => new ObjectMissingException(
            $"S3 has no such object: {call} ({SdkErrors.Words(answer)}). It was deleted since it was named, or its key is written wrongly.",
            answer),
        _ when answer.StatusCode == HttpStatusCode.Forbidden => new ObjectStoreRefusedException(
            $"S3 refuses {call} ({SdkErrors.Words(answer)}). Check the role's rights to bucket and key; without s3:ListBucket a missing "
            + "object is refused like this too.",
            answer),
        _ => new ObjectStoreRefusedException(
            $"S3 refuses {call} ({SdkErrors.Words(answer)}). Trying again changes nothing: check the bucket's name and Region.", answer),
    };
}
