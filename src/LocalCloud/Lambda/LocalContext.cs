using Amazon.Lambda.Core;
using Sparkify.LocalCloud.Template;

namespace Sparkify.LocalCloud.Lambda;

/// <summary>What Lambda says to a function about its invocation. The time that is left is real time: it bounds real work.</summary>
internal sealed class LocalContext(FunctionResource function, string requestId, ILambdaLogger logger) : ILambdaContext
{
    private readonly long _startedAt = TimeProvider.System.GetTimestamp();

    public string AwsRequestId => requestId;
    public string FunctionName => function.Name;
    public string FunctionVersion => "$LATEST";
    public string InvokedFunctionArn => function.Arn;
    public ILambdaLogger Logger => logger;
    public string LogGroupName => $"/aws/lambda/{function.Name}";
    public string LogStreamName => "local";
    public int MemoryLimitInMB => function.MemoryMegabytes;
    public TimeSpan RemainingTime => function.Timeout - TimeProvider.System.GetElapsedTime(_startedAt);

    // Only mobile clients send these.
    public IClientContext ClientContext => null!;
    public ICognitoIdentity Identity => null!;
}
