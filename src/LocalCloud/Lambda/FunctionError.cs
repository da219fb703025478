using System.Text;
using System.Text.Json.Nodes;

namespace Sparkify.LocalCloud.Lambda;

/// <summary>
/// An exception as Lambda's .NET runtime words it: the bare class name, the message, the trace, and the same of its cause.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/csharp-exceptions.html</remarks>
internal static class FunctionError
{
    public static FunctionResult Of(Exception exception) =>
        new(Encoding.UTF8.GetBytes(Write(exception).ToJsonString()), exception.GetType().Name);

    /// <summary>What Lambda itself says when a function is not done in its time.</summary>
    public static FunctionResult TimedOut(string requestId, TimeSpan timeout)
    {
        const string type = "Sandbox.Timedout";
        var error = new JsonObject
        {
            ["errorType"] = type, ["errorMessage"] = $"RequestId: {requestId} Error: Task timed out after {timeout.TotalSeconds:F2} seconds"
        };
        return new(Encoding.UTF8.GetBytes(error.ToJsonString()), type);
    }

    /// <summary>The error's name and message, for a person.</summary>
    public static string Words(FunctionResult failed) =>
        $"{failed.ErrorType}: {(string?)JsonNode.Parse(failed.Payload.Span)?["errorMessage"] ?? "it says nothing"}";

    /// <summary>A line for each call; none of an exception that was never thrown.</summary>
    public static JsonArray TraceOf(Exception exception) =>
        new([.. (exception.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => (JsonNode)line.Trim())]);

    private static JsonObject Write(Exception exception)
    {
        var error = new JsonObject
        {
            ["errorType"] = exception.GetType().Name,
            ["errorMessage"] = exception.Message,
            ["stackTrace"] = TraceOf(exception),
        };
        if (exception.InnerException is { } cause)
        {
            error["cause"] = Write(cause);
        }

        return error;
    }
}
