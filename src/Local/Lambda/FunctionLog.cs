using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Amazon.Lambda.Core;

namespace Sparkify.Local.Lambda;

/// <summary>A function's log group as a file, in the form that the template's LogFormat JSON gives it: an object a line, what the message names beside it.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/csharp-logging.html</remarks>
internal sealed partial class FunctionLog(string path) : ILambdaLogger
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _writing = new();

    public void Log(string message) => Write(nameof(LogLevel.Information), message, []);

    public void LogLine(string message) => Log(message);

    public void Log(string level, string message) => Write(level, message, []);

    public void Log(string level, string message, params object[] args) => Write(level, message, args);

    private void Write(string level, string message, object[] args)
    {
        var line = new JsonObject { ["timestamp"] = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), ["level"] = level };
        var next = 0;
        line["message"] = Placeholder().Replace(message, name =>
        {
            if (next >= args.Length)
            {
                return name.Value;
            }

            var value = Convert.ToString(args[next++], CultureInfo.InvariantCulture) ?? "";
            line[name.Groups[1].Value] = value;
            return value;
        });
        lock (_writing)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.AppendAllText(path, line.ToJsonString(Readable) + "\n");
        }
    }

    [GeneratedRegex("[{]([A-Za-z]+)[}]")]
    private static partial Regex Placeholder();
}
