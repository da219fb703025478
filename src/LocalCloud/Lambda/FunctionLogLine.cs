using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sparkify.LocalCloud.Lambda;

/// <summary>One line of a function's log.</summary>
/// <remarks>
/// The message's places are filled in, and each is a member of its own, too, so that a query finds it by name:
/// https://docs.aws.amazon.com/lambda/latest/dg/csharp-logging.html
/// </remarks>
internal static partial class FunctionLogLine
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="at">When.</param>
    /// <param name="level">Information, Warning, Error ...</param>
    /// <param name="requestId">Of the invocation.</param>
    /// <param name="exception">What was thrown; null where nothing was.</param>
    /// <param name="message">With places such as <c>{loadId}</c>.</param>
    /// <param name="args">For the places, in their order.</param>
    public static string Write(
        DateTimeOffset at, string level, string requestId, Exception? exception, string message, IReadOnlyList<object> args)
    {
        var line = new JsonObject
        {
            ["timestamp"] = at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["level"] = level,
            ["requestId"] = requestId,
            ["message"] = "",
        };
        var place = 0;
        var text = Places().Replace(message, found =>
        {
            if (place >= args.Count)
            {
                return found.Value;
            }

            var value = args[place++];
            line[found.Groups["name"].Value] = Node(value);
            return Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        });
        line["message"] = text;
        if (exception is not null)
        {
            line["errorType"] = exception.GetType().FullName;
            line["errorMessage"] = exception.Message;
            line["stackTrace"] = FunctionError.TraceOf(exception);
        }

        return line.ToJsonString(Readable);
    }

    private static JsonValue? Node(object? value) => value switch
    {
        null => null,
        int number => JsonValue.Create(number),
        long number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        bool truth => JsonValue.Create(truth),
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };

    [GeneratedRegex(@"\{(?<name>\w+)(:[^}]*)?\}")]
    private static partial Regex Places();
}
