using System.Globalization;
using System.Text.Json;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Intake;

/// <summary>A notice as EventBridge sends it: what a bucket sends whose notifications belong to someone else.</summary>
/// <remarks>
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html, and EventBridge.html there for the kinds. The key is not
/// URL-encoded, unlike S3's own.
/// </remarks>
internal static class EventBridgeNotice
{
    private static readonly string[] WithoutFile =
    [
        "Object Deleted", "Object Restore Initiated", "Object Restore Completed", "Object Restore Expired", "Object Storage Class Changed",
        "Object Access Tier Changed", "Object ACL Updated", "Object Tags Added", "Object Tags Deleted",
    ];

    public static bool Is(JsonElement message) => message.ValueKind == JsonValueKind.Object && message.TryGetProperty("detail-type", out _);

    /// <summary>The file; none where the event is of a known kind that brings none.</summary>
    /// <exception cref="FormatException">
    /// The event lacks a member that a file needs, is of no kind that S3 sends, or comes from another service.
    /// </exception>
    public static IReadOnlyList<FileVersion> Read(JsonElement message)
    {
        var (kind, source) = (Text(message, "detail-type"), Text(message, "source"));
        if (source != "aws.s3")
        {
            throw new FormatException($"EventBridge's {Shown.Of(kind)} is of {Shown.Of(source)}, not of aws.s3");
        }

        if (kind != "Object Created")
        {
            return WithoutFile.Contains(kind, StringComparer.Ordinal)
                ? []
                : throw new FormatException($"S3 is not known to send {Shown.Of(kind)} through EventBridge");
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

    private static string? Optional(JsonElement parent, string name)
    {
        if (parent.ValueKind != JsonValueKind.Object || !parent.TryGetProperty(name, out var member)
            || member.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        try
        {
            return member.GetString();
        }
        catch (InvalidOperationException e)
        {
            // JSON can write half of a surrogate pair; no text can hold it.
            throw new FormatException($"the {name} of an event of EventBridge is no Unicode: put the file under another key", e);
        }
    }

    private static FormatException Lacks(string name) => new($"an event of EventBridge has no {name}");
}
