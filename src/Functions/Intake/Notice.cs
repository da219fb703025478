using System.Text;
using System.Text.Json;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Intake;

/// <summary>What one message says: the body of a message of SQS, or an event that came straight.</summary>
/// <remarks>
/// It is S3's own event, or EventBridge's of a bucket, each bare or in an envelope of SNS. The kinds that S3 sends:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-event-types-and-destinations.html. The envelope:
/// https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html.
/// </remarks>
/// <param name="Files">None where it can't be read, and where it is of a known kind that brings no file.</param>
/// <param name="Problem">Why it can't be read; null if it can.</param>
public sealed record Notice(IReadOnlyList<FileVersion> Files, string? Problem)
{
    private const string Created = "ObjectCreated:";

    /// <summary>Kinds of events that bring no file, and what the names of such kinds start with.</summary>
    private static readonly string[] WithoutFile =
    [
        "ReducedRedundancyLostObject", "LifecycleTransition", "IntelligentTiering", "ObjectAcl:Put",
        "ObjectRemoved:", "ObjectRestore:", "Replication:", "LifecycleExpiration:", "ObjectTagging:",
    ];

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads it whole or not at all, and never throws: what is wrong with one message must not take another with it.</summary>
    public static Notice Read(string? body)
    {
        try
        {
            using var message = JsonDocument.Parse(body ?? "");
            var files = FilesOf(message.RootElement);
            return files.Select(file => file.Unholdable).FirstOrDefault(fault => fault is not null) is { } fault
                ? new Notice([], fault)
                : new Notice(files, null);
        }
        catch (Exception e) // whatever it is, it is this message's alone
        {
            return Unreadable(e.Message);
        }
    }

    internal static Notice Unreadable(string why) => new([], $"not an S3 event: {why}");

    /// <summary>For whoever reads: <c>null</c>, <c>a number</c>, <c>an array</c>.</summary>
    internal static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "true or false",
    };

    private static IReadOnlyList<FileVersion> FilesOf(JsonElement message)
    {
        if (Text(message, "Type") is "Notification" && Text(message, "Message") is { } enclosed)
        {
            using var inner = JsonDocument.Parse(enclosed);
            return FilesOfEvent(inner.RootElement);
        }

        return FilesOfEvent(message);
    }

    private static IReadOnlyList<FileVersion> FilesOfEvent(JsonElement message)
    {
        if (message.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"it is {Kind(message)}, not an object");
        }

        if (EventBridgeNotice.Is(message))
        {
            return EventBridgeNotice.Read(message);
        }

        if (!message.TryGetProperty("Records", out var records))
        {
            // S3 sends it when notifications are set up.
            return Text(message, "Event") is "s3:TestEvent" ? [] : throw new FormatException(Unknown(message));
        }

        if (records.ValueKind != JsonValueKind.Array || records.GetArrayLength() == 0)
        {
            throw new FormatException(
                records.ValueKind == JsonValueKind.Array ? "its Records are empty" : $"its Records are {Kind(records)}, not an array");
        }

        return [.. records.EnumerateArray().Select(File).OfType<FileVersion>()];
    }

    /// <summary>Null: the record is of a known kind that brings no file.</summary>
    private static FileVersion? File(JsonElement record)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"a record is {Kind(record)}, not an object");
        }

        var source = Stated(Text(record, "eventSource"), "eventSource");
        if (source != "aws:s3")
        {
            throw new FormatException($"a record is of {Shown.Of(source)}, not of aws:s3");
        }

        var name = Stated(Text(record, "eventName"), "eventName");
        return name.StartsWith(Created, StringComparison.Ordinal) ? CreatedFile(record)
            : IsWithoutFile(name) ? null
            : throw new FormatException($"S3 is not known to send {Shown.Of(name)}");
    }

    private static bool IsWithoutFile(string name) => WithoutFile.Any(kind =>
        kind.EndsWith(':') ? name.StartsWith(kind, StringComparison.Ordinal) : string.Equals(name, kind, StringComparison.Ordinal));

    private static FileVersion CreatedFile(JsonElement record)
    {
        var notice = record.Deserialize(FunctionsJson.Default.S3EventNotificationRecord)!;
        var file = notice.S3?.Object;
        return new FileVersion
        {
            Bucket = Stated(notice.S3?.Bucket?.Name, "s3.bucket.name"),
            Key = Decoded(Stated(file?.Key, "s3.object.key")),
            ETag = Stated(file?.ETag, "s3.object.eTag"),
            VersionId = file!.VersionId,
            Size = file.Size,
            Sequencer = file.Sequencer,
            EventTime = notice.EventTime == default
                ? throw new FormatException("a record has no eventTime")
                : new DateTimeOffset(notice.EventTime.ToUniversalTime()).ToUnixTimeMilliseconds(),
        };
    }

    /// <summary>
    /// As stored: S3's event has it as a form does, a space as a plus sign. What is no UTF-8 then is refused, since it would become another
    /// key.
    /// </summary>
    private static string Decoded(string key)
    {
        try
        {
            var encoded = Strict.GetBytes(key);
            return Strict.GetString(System.Net.WebUtility.UrlDecodeToBytes(encoded, 0, encoded.Length));
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"the key {Shown.Of(key)} is no UTF-8: put the file under another key", e);
        }
    }

    private static string Stated(string? value, string path) =>
        value is { Length: > 0 } ? value : throw new FormatException($"a record has no {path}");

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String
            ? member.GetString()
            : null;

    /// <summary>Words for an object that is none of the forms, by the names of its first members.</summary>
    private static string Unknown(JsonElement message) =>
        Text(message, "TopicArn") is not null && Text(message, "Type") is { } type ? $"it is {Shown.Of(type)} of SNS, which brings no event"
        : message.EnumerateObject().Select(member => member.Name).Take(5).ToList() is { Count: > 0 } names
            ? $"it has neither Records nor a detail-type, but {Shown.Of(string.Join(", ", names))}"
        : "it is an empty object";
}
