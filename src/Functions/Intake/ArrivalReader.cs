using System.Text.Json;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Intake;

/// <summary>Reads what an arrival function is called with: messages of SQS, each by itself, or an event that came straight.</summary>
internal static class ArrivalReader
{
    /// <summary>A schedule of EventBridge calls, and brings nothing.</summary>
    /// <remarks>https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-run-lambda-schedule.html</remarks>
    public static bool IsSchedule(JsonElement input) =>
        input.ValueKind == JsonValueKind.Object && Text(input, "source") is "aws.events" && Text(input, "detail-type") is "Scheduled Event";

    /// <summary>One for each SQS message; a straight event is one without an id.</summary>
    public static IReadOnlyList<Arrival> Read(JsonElement input)
    {
        var isQueue = input.ValueKind == JsonValueKind.Object
            && input.TryGetProperty("Records", out var records) && records.ValueKind == JsonValueKind.Array
            && records.EnumerateArray().Any(record => Text(record, "eventSource") is "aws:sqs");
        return isQueue
            ? [.. input.GetProperty("Records").EnumerateArray().Select(Message)]
            : [Arrival.Of(null, Notice.Read(input.GetRawText()))];
    }

    private static Arrival Message(JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            return Arrival.Of(null, Notice.Unreadable($"a message is {Notice.Kind(record)}, not an object"));
        }

        var id = Text(record, "messageId") is { Length: > 0 } stated ? stated : null;
        return Arrival.Of(
            id,
            id is null ? Notice.Unreadable("a message has no messageId")
                : Text(record, "eventSource") is not "aws:sqs" ? Notice.Unreadable("the message is not of aws:sqs")
                : Text(record, "body") is { } body ? Notice.Read(body)
                : Notice.Unreadable("the message has no body, or one that is no Unicode"));
    }

    /// <summary>Null where there is no such text, or where it is none that a text can hold.</summary>
    private static string? Text(JsonElement parent, string name)
    {
        try
        {
            return parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member)
                && member.ValueKind == JsonValueKind.String
                    ? member.GetString()
                    : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>What one message brought.</summary>
/// <param name="MessageId">Null for a straight event, and for a message that states none.</param>
/// <param name="Problem">Why it can't be read; null if it can.</param>
internal sealed record Arrival(string? MessageId, IReadOnlyList<FileVersion> Files, string? Problem)
{
    public static Arrival Of(string? messageId, Notice notice) => new(messageId, notice.Files, notice.Problem);
}
