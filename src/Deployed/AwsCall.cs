using System.Net;
using Amazon.Runtime;
using Sparkify.Functions.Aws;

namespace Sparkify.Deployed;

/// <summary>A call of an AWS service whose failure a person reads. The SDK has tried it again before, where that could help.</summary>
internal static class AwsCall
{
    /// <param name="service">As people call it.</param>
    /// <param name="call">The operation, and of what.</param>
    /// <exception cref="DeployedStackException">It failed.</exception>
    public static Task<T> AskAsync<T>(string service, string call, Func<Task<T>> ask, CancellationToken cancellationToken) =>
        SdkCall.AskAsync(
            ask,
            exception => Words(exception, service, call) is { } words ? new DeployedStackException(words, exception) : null,
            cancellationToken);

    /// <summary>Null: it is no failure of a call.</summary>
    public static string? Words(Exception exception, string service, string call) => exception switch
    {
        _ when SdkErrors.IsSilence(exception) =>
            $"{service} did not answer {call} ({SdkErrors.Words(exception)}). Run the command again: what was begun goes on in AWS.",
        AmazonServiceException answer => OfAnswer(answer, service, call),
        AmazonClientException =>
            $"{call} could not be sent to {service} ({SdkErrors.Words(exception)}). Say which credentials and which Region to use: "
            + "AWS_PROFILE and AWS_REGION, or sign in again.",
        _ => null,
    };

    private static string OfAnswer(AmazonServiceException answer, string service, string call) => answer switch
    {
        { ErrorCode: "ExpiredToken"
            or "ExpiredTokenException"
            or "UnrecognizedClientException"
            or "InvalidClientTokenId"
            or "InvalidSignatureException" } =>
            $"{service} does not know these credentials ({SdkErrors.Words(answer)}): sign in again, or name others by AWS_PROFILE.",
        _ when SdkErrors.IsThrottle(answer) || SdkErrors.IsPassing(answer) =>
            $"{service} cannot do {call} now ({SdkErrors.Words(answer)}). Run the command again in a minute.",
        _ when answer.StatusCode is HttpStatusCode.Forbidden || answer.ErrorCode.Contains("AccessDenied", StringComparison.Ordinal) =>
            $"These credentials may not do {call} ({SdkErrors.Words(answer)}): docs/operations.md lists the rights that an operator needs.",
        _ => $"{service} refuses {call} ({SdkErrors.Words(answer)}).",
    };
}
