using System.Text.Json;
using StatesLanguage.Json;

namespace StatesLanguage;

/// <summary>
/// An event of a history, as GetExecutionHistory lists it:
/// https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html.
/// </summary>
public sealed record HistoryEvent
{
    /// <summary><c>TaskStateEntered</c>, <c>LambdaFunctionScheduled</c> …</summary>
    public required string Type { get; init; }

    /// <summary>From 1.</summary>
    public long Id { get; init; }

    /// <summary>The event that led to this one; 0 for the first.</summary>
    public long PreviousId { get; init; }

    public DateTimeOffset Timestamp { get; init; }

    /// <summary>Of every event that happens in a state; Step Functions shows it only for those that enter and leave one.</summary>
    public string? StateName { get; init; }

    /// <summary>JSON.</summary>
    public string? Input { get; init; }

    /// <summary>JSON.</summary>
    public string? Output { get; init; }

    public string? Error { get; init; }

    public string? Cause { get; init; }

    /// <summary>
    /// Of a state of the top level that was entered: all variables at that time, a JSON object; null where there are none.
    /// What <see cref="ResumePoint"/> needs; Step Functions does not show it.
    /// </summary>
    public string? Variables { get; init; }

    /// <summary>Of a task that was scheduled: how often it was tried before. Step Functions does not show it.</summary>
    public int? RetryCount { get; init; }

    public string? Resource { get; init; }

    public string? ResourceType { get; init; }

    /// <summary>Of an iteration of a Map.</summary>
    public int? Index { get; init; }

    /// <summary>Of a Map: how many items it has.</summary>
    public int? Length { get; init; }

    /// <summary>
    /// Of a Map Run's start; and of the start of an execution of it, where Step Functions leaves it to DescribeExecution.
    /// </summary>
    public string? MapRunArn { get; init; }

    public int? RedriveCount { get; init; }

    public long? TimeoutSeconds { get; init; }

    /// <summary>One line of JSON in the shape of GetExecutionHistory.</summary>
    public string ToJson() => JsonText.Build(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("timestamp", Choices.Timestamp.Text(Timestamp));
        writer.WriteString("type", Type);
        writer.WriteNumber("id", Id);
        writer.WriteNumber("previousEventId", PreviousId);
        HistoryDetails.Write(writer, this);
        writer.WriteEndObject();
    }).GetRawText();

    /// <summary>Reads a line that <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The line is not whole: the process that wrote it was killed meanwhile.</exception>
    public static HistoryEvent FromJson(string line)
    {
        var json = JsonText.Parse(line);
        var type = json.GetProperty("type").GetString()!;
        var entry = new HistoryEvent
        {
            Type = type,
            Id = json.GetProperty("id").GetInt64(),
            PreviousId = json.GetProperty("previousEventId").GetInt64(),
            Timestamp = Choices.Timestamp.Of(json.GetProperty("timestamp")),
        };
        return json.TryGetProperty(HistoryDetails.FieldOf(type), out var details) ? HistoryDetails.Read(entry, details) : entry;
    }
}
