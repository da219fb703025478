using System.Net;
using System.Net.Sockets;
using Amazon.Runtime;

namespace Sparkify.Functions.Aws;

/// <summary>What the exceptions of every AWS client have in common. What a service means by its own codes is with the service.</summary>
internal static class SdkErrors
{
    /// <summary>No answer, or half of one: nobody knows whether the request took effect.</summary>
    /// <remarks>A cancelled call is not silence, so ask for the caller's token first.</remarks>
    public static bool IsSilence(Exception exception) => exception switch
    {
        AmazonUnmarshallingException => true,
        AmazonServiceException { StatusCode: not 0 } => false,
        HttpRequestException or IOException or SocketException or WebException or TimeoutException or OperationCanceledException => true,
        _ => exception.InnerException is { } inner && IsSilence(inner),
    };

    public static bool IsThrottle(AmazonServiceException exception) =>
        exception.StatusCode == HttpStatusCode.TooManyRequests || exception.ErrorCode is
            "Throttling" or "ThrottlingException" or "ThrottledException" or "RequestThrottled" or "RequestThrottledException" or
            "TooManyRequestsException" or "RequestLimitExceeded" or "BandwidthLimitExceeded" or "LimitExceededException" or
            "ProvisionedThroughputExceededException" or "PriorRequestNotComplete" or "SlowDown" or "KmsThrottlingException" or
            "KMS.ThrottlingException";

    /// <summary>The service's own fault, or one that fresh credentials or a fresh connection mend.</summary>
    public static bool IsPassing(AmazonServiceException exception) =>
        (int)exception.StatusCode >= 500 || exception.ErrorCode is
            "RequestTimeout" or "RequestTimeoutException" or "RequestTimeTooSkewed" or "RequestExpired" or
            "ExpiredToken" or "ExpiredTokenException";

    /// <summary>How the service said it, for a message: <c>ValidationException, HTTP 400, request 1a2b: what it says</c>.</summary>
    public static string Words(Exception exception) => exception is AmazonServiceException { StatusCode: not 0 } answer
        ? $"{answer.ErrorCode}, HTTP {(int)answer.StatusCode}, request {answer.RequestId ?? "without an id"}: {answer.Message}"
        : $"{exception.GetType().Name}: {exception.Message}";
}
