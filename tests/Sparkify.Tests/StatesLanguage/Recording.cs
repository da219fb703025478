using System.Text.Json;
using System.Text.RegularExpressions;
using StatesLanguage;

namespace Sparkify.Tests.StatesLanguage;

/// <summary>An execution that AWS ran, and what it answered: a line of shared/asl-recorded/executions.jsonl.</summary>
internal sealed record Recording(JsonElement Line)
{
    /// <summary>What the recordings' authors put in the place of dates and of values that differ with each run.</summary>
    private static readonly string[] DateWords = ["date", "start-time", "entered-time"];

    private static readonly string[] NotCompared = ["SdkHttpMetadata", "SdkResponseMetadata", "ExecutedVersion", "LastModified"];

    public string Id => Line.GetProperty("id").GetString()!;

    public string Definition => Line.GetProperty("definition").GetRawText();

    public JsonElement Expected => Line.GetProperty("expected");

    public IReadOnlyList<string>? EventTypes =>
        Line.TryGetProperty("events", out var events) ? [.. events.EnumerateArray().Select(type => type.GetString()!)] : null;

    public static IEnumerable<Recording> Read(string file) =>
        File.ReadLines(file).Select(line => new Recording(JsonDocument.Parse(line).RootElement));

    /// <exception cref="DefinitionRefusedException">The interpreter does not take the definition.</exception>
    public async Task<(ExecutionResult Result, ScriptedPorts Ports)> RunAsync(CancellationToken cancellationToken)
    {
        var answers = new Queue<JsonElement>(Line.TryGetProperty("tasks", out var tasks) ? tasks.EnumerateArray() : []);
        var ports = new ScriptedPorts { Answer = (_, _) => Task.FromResult(Answered(answers.Dequeue())) };
        foreach (var stored in Line.TryGetProperty("s3", out var objects) ? objects.EnumerateArray() : [])
        {
            ports.Put(Text(stored, "bucket"), Text(stored, "key"), Text(stored, "body"));
        }

        return (await ports.RunAsync(Definition, Line.GetProperty("input").GetRawText(), cancellationToken: cancellationToken), ports);
    }

    /// <summary>What of the answer differs from AWS's: empty where nothing does.</summary>
    public IEnumerable<string> Differences(ExecutionResult result)
    {
        if (!Text(Expected, "status").Equals(result.Status.ToString(), StringComparison.OrdinalIgnoreCase))
        {
            yield return $"status {result.Status} {result.Error} {result.Cause}";
        }

        if (Optional("error") is var error && !(error is null ? result.Error is null : Matches(error.Value, result.Error)))
        {
            yield return $"error {result.Error}: {result.Cause}";
        }

        if (Optional("output") is { } output && (result.Output is null || !Same(output, JsonDocument.Parse(result.Output).RootElement)))
        {
            yield return $"output {result.Output} where {output.GetRawText()} is expected";
        }
    }

    public bool CauseDiffers(ExecutionResult result) => Optional("cause") is { } cause && !Matches(cause, result.Cause);

    private static string Answered(JsonElement answer)
    {
        if (answer.TryGetProperty("timeout", out _))
        {
            throw new StatesErrorException("States.Timeout", null);
        }

        if (answer.TryGetProperty("error", out var error))
        {
            var cause = answer.TryGetProperty("cause", out var value) ? value : default;
            throw new StatesErrorException(
                error.GetString(), cause.ValueKind == JsonValueKind.Object ? cause.GetRawText() : cause.GetString());
        }

        return answer.GetProperty("output").GetRawText();
    }

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private JsonElement? Optional(string name) => Expected.TryGetProperty(name, out var value) ? value : null;

    private static bool Matches(JsonElement expected, string? actual)
    {
        if (actual is null)
        {
            return false;
        }

        // Of a function's cause, the stack trace and the request's id differ with each run.
        if (expected.ValueKind == JsonValueKind.Object)
        {
            using var parsed = JsonDocument.Parse(actual);
            return Text(expected, "errorType") == Text(parsed.RootElement, "errorType")
                && Text(expected, "errorMessage") == Text(parsed.RootElement, "errorMessage");
        }

        return SameText(expected.GetString()!, actual);
    }

    private static bool Same(JsonElement expected, JsonElement actual)
    {
        if (expected.ValueKind == JsonValueKind.String)
        {
            var text = expected.GetString()!;
            return text switch
            {
                "executionSucceededEventDetails.output" => true,
                "RandomNumberGenerated" => actual.ValueKind == JsonValueKind.Number,
                _ => actual.ValueKind == JsonValueKind.String && SameText(text, actual.GetString()!),
            };
        }

        return expected.ValueKind == actual.ValueKind && expected.ValueKind switch
        {
            JsonValueKind.Object =>
                Fields(expected).Select(field => field.Name).ToHashSet().SetEquals(Fields(actual).Select(field => field.Name))
                    && Fields(expected).All(field => Same(field.Value, actual.GetProperty(field.Name))),
            JsonValueKind.Array => expected.GetArrayLength() == actual.GetArrayLength()
                && expected.EnumerateArray().Zip(actual.EnumerateArray()).All(pair => Same(pair.First, pair.Second)),
            JsonValueKind.Number => expected.GetDecimal() == actual.GetDecimal()
                && expected.GetRawText()
                    .Contains('.', StringComparison.Ordinal) == actual.GetRawText().Contains('.', StringComparison.Ordinal),
            _ => true,
        };
    }

    private static IEnumerable<JsonProperty> Fields(JsonElement json) =>
        json.EnumerateObject().Where(field => !NotCompared.Contains(field.Name));

    private static bool SameText(string expected, string actual)
    {
        if (DateWords.Contains(expected) && DateTimeOffset.TryParse(actual, null, out _))
        {
            return true;
        }

        var pattern = $"^{Regex.Replace(Regex.Escape(expected), "<[^<>]+>", ".*")}$";
        return Regex.IsMatch(actual, pattern, RegexOptions.Singleline)
            || (Json(expected) is { } left && Json(actual) is { } right && Same(left, right));
    }

    private static JsonElement? Json(string text)
    {
        try
        {
            return text.StartsWith('{') || text.StartsWith('[') ? JsonDocument.Parse(text).RootElement : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
