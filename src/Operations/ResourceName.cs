namespace Sparkify.Operations;

/// <summary>What people call a resource.</summary>
public static class ResourceName
{
    /// <summary>
    /// The last part of an ARN: a function's, queue's, topic's or state machine's name. A bare name is its own last part.
    /// </summary>
    public static string OfArn(string arn) => arn[(arn.LastIndexOfAny([':', '/']) + 1)..];
}
