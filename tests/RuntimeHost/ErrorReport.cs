using System.Text.Json;

namespace Sparkify.RuntimeHost;

/// <summary>An exception as Lambda gets it: the bare class name, the message, the trace, and the same of its cause.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/csharp-exceptions.html</remarks>
internal static class ErrorReport
{
    public static byte[] Write(Exception failure)
    {
        using var report = new MemoryStream();
        using (var json = new Utf8JsonWriter(report))
        {
            Write(json, failure);
        }

        return report.ToArray();
    }

    private static void Write(Utf8JsonWriter json, Exception failure)
    {
        json.WriteStartObject();
        json.WriteString("errorType", failure.GetType().Name);
        json.WriteString("errorMessage", failure.Message);
        json.WriteStartArray("stackTrace");
        foreach (var line in (failure.StackTrace ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            json.WriteStringValue(line);
        }

        json.WriteEndArray();
        if (failure.InnerException is { } cause)
        {
            json.WritePropertyName("cause");
            Write(json, cause);
        }

        json.WriteEndObject();
    }
}
