using Amazon.Runtime;
using Sparkify.Ingestion.Failures;

namespace Sparkify.Functions.Aws;

/// <summary>
/// What the Redshift Data API's errors mean for a load. The codes are those of
/// https://docs.aws.amazon.com/redshift-data/latest/APIReference/CommonErrors.html and of each operation's page.
/// </summary>
internal static class RedshiftDataErrors
{
    /// <summary>The failure that an exception is; null if it is none of the service's, such as a cancellation.</summary>
    /// <param name="call">What was asked, of which warehouse or statement.</param>
    /// <param name="statementId">Null where the call names no statement.</param>
    public static IngestionException? Classify(Exception exception, string call, string? statementId) => exception switch
    {
        _ when SdkErrors.IsSilence(exception) => new WarehouseUnavailableException(
            $"The Redshift Data API did not answer {call} ({SdkErrors.Words(exception)}). It is asked again: the client token makes that "
            + "the same request.",
            exception),
        AmazonServiceException answer => OfAnswer(answer, call, statementId),
        AmazonClientException => new WarehouseRefusedException(
            $"{call} could not be sent to the Redshift Data API ({SdkErrors.Words(exception)}). Check the Region and the credentials of "
            + "this process.",
            exception),
        _ => null,
    };

    private static IngestionException OfAnswer(AmazonServiceException answer, string call, string? statementId) => answer.ErrorCode switch
    {
        "ActiveStatementsExceededException" or "ActiveSessionsExceededException" =>
            new WarehouseThrottledException(
                $"The Redshift Data API has too much in hand for {call} ({SdkErrors.Words(answer)}). A warehouse may have 500 statements "
                + "and 500 sessions at once: it is tried again when some have ended.",
                answer),
        _ when SdkErrors.IsThrottle(answer) => new WarehouseThrottledException(
            $"The Redshift Data API throttles {call} ({SdkErrors.Words(answer)}). It is tried again more slowly.", answer),
        _ when SdkErrors.IsPassing(answer) => new WarehouseUnavailableException(
            $"The Redshift Data API failed in {call} ({SdkErrors.Words(answer)}). It is tried again.", answer),
        "ResourceNotFoundException" when statementId is not null => new StatementLostException(
            $"The Redshift Data API has no such statement: {call} ({SdkErrors.Words(answer)}). It keeps a statement for 24 hours: "
            + "the step starts again.",
            answer),
        _ => new WarehouseRefusedException(
            $"The Redshift Data API refuses {call} ({SdkErrors.Words(answer)}). Trying again changes nothing: check the warehouse's name, "
            + "the database, and that the role may call redshift-data and redshift-serverless:GetCredentials (a cluster: "
            + "redshift:GetClusterCredentialsWithIAM); a statement is shown only to the role that submitted it.",
            answer),
    };
}
