using System.Globalization;
using System.Text.Json;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Intake;

/// <summary>A notice as EventBridge sends it: what a bucket sends whose notifications belong to someone else.</summary>
/// <remarks>https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html. The key is not URL-encoded, unlike S3's own.</remarks>
internal static class EventBridgeNotice
{
    public static bool Is(JsonElement message) => message.ValueKind == JsonValueKind.Object && message.TryGetProperty("detail-type", out _);

    /// <summary>The file; none where the event is not of a new object.</summary>
    /// <exception cref="FormatException">The event lacks a member that a file needs.</exception>
    public static IReadOnlyList<FileVersion> Read(JsonElement message)
    {
        if (Optional(message, "detail-type") != "Object Created")
        {
            return [];
        }

        var file = Member(Member(message, "detail"), "object");
        return
        [
            new FileVersion
            {
                Bucket = Text(Member(Member(message, "detail"), "bucket"), "name"),
                Key = Text(file, "key"),
                ETag = Text(file, "etag").Trim('"'),
                VersionId = Optional(file, "version-id"),
                Size = Member(file, "size") is { ValueKind: JsonValueKind.Number } size && size.TryGetInt64(out var bytes)
                    ? bytes
                    : throw Lacks("size"),
                Sequencer = Optional(file, "sequencer"),
                EventTime = DateTimeOffset.Parse(Text(message, "time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)
                    .ToUnixTimeMilliseconds(),
            },
        ];
    }

    private static JsonElement Member(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) ? member : throw Lacks(name);

    private static string Text(JsonElement parent, string name) =>
        Optional(parent, name) is { Length: > 0 } text ? text : throw Lacks(name);

    private static string? Optional(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;

    private static FormatException Lacks(string name) => new($"an event of EventBridge has no {name}");
}
