using System.Text.Json;
using System.Text.RegularExpressions;

namespace StatesLanguage;

/// <summary>The part of an event that depends on its type: <c>stateEnteredEventDetails</c> and its like.</summary>
internal static partial class HistoryDetails
{
    /// <summary>All states share the details of being entered and left; otherwise the field is named for the type.</summary>
    public static string FieldOf(string type) =>
        StateEntered().IsMatch(type) ? "stateEnteredEventDetails"
        : StateExited().IsMatch(type) ? "stateExitedEventDetails"
        : char.ToLowerInvariant(type[0]) + type[1..] + "EventDetails";

    /// <summary>An event that has no details has no such field.</summary>
    public static void Write(Utf8JsonWriter writer, HistoryEvent entry)
    {
        var (texts, numbers) = (Texts(entry).ToArray(), Numbers(entry).ToArray());
        if (texts.Length + numbers.Length == 0)
        {
            return;
        }

        writer.WriteStartObject(FieldOf(entry.Type));
        foreach (var (name, text) in texts)
        {
            writer.WriteString(name, text);
        }

        foreach (var (name, number) in numbers)
        {
            writer.WriteNumber(name, number);
        }

        writer.WriteEndObject();
    }

    private static IEnumerable<(string Name, string Text)> Texts(HistoryEvent entry) => new (string, string?)[]
    {
        ("name", entry.StateName),
        ("resourceType", entry.ResourceType),
        ("resource", entry.Resource),
        (InputName(entry.Type), entry.Input),
        ("output", entry.Output),
        ("variables", entry.Variables),
        ("error", entry.Error),
        ("cause", entry.Cause),
        ("mapRunArn", entry.MapRunArn),
    }.Where(text => text.Item2 is not null).Select(text => (text.Item1, text.Item2!));

    private static IEnumerable<(string Name, long Number)> Numbers(HistoryEvent entry) => new (string, long?)[]
    {
        ("index", entry.Index),
        ("length", entry.Length),
        ("retryCount", entry.RetryCount),
        ("redriveCount", entry.RedriveCount),
        ("timeoutInSeconds", entry.TimeoutSeconds),
    }.Where(number => number.Item2 is not null).Select(number => (number.Item1, number.Item2!.Value));

    public static HistoryEvent Read(HistoryEvent entry, JsonElement details)
    {
        return entry with
        {
            StateName = Text("name"),
            ResourceType = Text("resourceType"),
            Resource = Text("resource"),
            Input = Text(InputName(entry.Type)),
            Output = Text("output"),
            Variables = Text("variables"),
            Error = Text("error"),
            Cause = Text("cause"),
            MapRunArn = Text("mapRunArn"),
            Index = (int?)Number("index"),
            Length = (int?)Number("length"),
            RetryCount = (int?)Number("retryCount"),
            RedriveCount = (int?)Number("redriveCount"),
            TimeoutSeconds = Number("timeoutInSeconds"),
        };

        string? Text(string name) => details.TryGetProperty(name, out var value) ? value.GetString() : null;

        long? Number(string name) => details.TryGetProperty(name, out var value) ? value.GetInt64() : null;
    }

    /// <summary>A scheduled service task calls its input parameters.</summary>
    private static string InputName(string type) => type == "TaskScheduled" ? "parameters" : "input";

    [GeneratedRegex("^[A-Za-z]+StateEntered$")]
    private static partial Regex StateEntered();

    [GeneratedRegex("^[A-Za-z]+StateExited$")]
    private static partial Regex StateExited();
}
