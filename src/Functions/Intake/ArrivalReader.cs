using System.Text.Json;
using Amazon.Lambda.S3Events;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Intake;

/// <summary>Reads S3 events, as S3 or EventBridge sends them, straight or inside the messages of an SQS event.</summary>
internal static class ArrivalReader
{
    /// <summary>One for each SQS message; a straight S3 event is one without an id.</summary>
    public static IReadOnlyList<Arrival> Read(JsonElement input)
    {
        var isQueue = input.ValueKind == JsonValueKind.Object
            && input.TryGetProperty("Records", out var records) && records.ValueKind == JsonValueKind.Array && records.GetArrayLength() > 0
            && records[0].TryGetProperty("eventSource", out var source) && source.ValueEquals("aws:sqs");
        if (!isQueue)
        {
            return [ReadEvent(null, input.GetRawText())];
        }

        var messages = input.Deserialize(FunctionsJson.Default.SQSEvent) ?? throw new JsonException("the event says null");
        return [.. messages.Records.Select(message => ReadEvent(message.MessageId, message.Body))];
    }

    private static Arrival ReadEvent(string? messageId, string? body)
    {
        try
        {
            using var message = JsonDocument.Parse(body ?? "");
            if (EventBridgeNotice.Is(message.RootElement))
            {
                return new Arrival(messageId, EventBridgeNotice.Read(message.RootElement), null);
            }

            // An s3:TestEvent has no records; S3 sends one when notifications are set up.
            var notices = message.RootElement.Deserialize(FunctionsJson.Default.S3Event)?.Records ?? [];
            return new Arrival(messageId, [.. notices.Where(IsCreated).Select(ReadNotice)], null);
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return new Arrival(messageId, [], $"not an S3 event: {e.Message}");
        }
    }

    private static bool IsCreated(S3Event.S3EventNotificationRecord notice) =>
        notice.EventName is { } name && name.StartsWith("ObjectCreated:", StringComparison.Ordinal);

    private static FileVersion ReadNotice(S3Event.S3EventNotificationRecord notice)
    {
        var file = notice.S3?.Object;
        return new FileVersion
        {
            Bucket = Stated(notice.S3?.Bucket?.Name, "s3.bucket.name"),
            Key = Stated(file?.KeyDecoded, "s3.object.key"),
            ETag = Stated(file?.ETag, "s3.object.eTag"),
            VersionId = file!.VersionId,
            Size = file.Size,
            Sequencer = file.Sequencer,
            EventTime = new DateTimeOffset(notice.EventTime.ToUniversalTime()).ToUnixTimeMilliseconds(),
        };
    }

    private static string Stated(string? value, string path) =>
        value is { Length: > 0 } ? value : throw new FormatException($"a record has no {path}");
}

/// <summary>What one message brought.</summary>
/// <param name="MessageId">Null for a straight S3 event.</param>
/// <param name="Problem">Why it can't be read; null if it can.</param>
internal sealed record Arrival(string? MessageId, IReadOnlyList<FileVersion> Files, string? Problem);
