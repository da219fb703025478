using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Sparkify.LocalCloud.Bucket;

namespace Sparkify.LocalCloud.Queues;

/// <summary>
/// The message by which S3 announces a new object:
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html.
/// </summary>
internal static class S3Notification
{
    public static string Write(StoredObject stored, string region)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("Records");
            json.WriteStartObject();
            json.WriteString("eventVersion", "2.1");
            json.WriteString("eventSource", "aws:s3");
            json.WriteString("awsRegion", region);
            json.WriteString(
                "eventTime", stored.StoredAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("eventName", "ObjectCreated:Put");
            Nested(json, "userIdentity", ("principalId", "local"));
            Nested(json, "requestParameters", ("sourceIPAddress", "127.0.0.1"));
            Nested(json, "responseElements", ("x-amz-request-id", stored.Sequencer), ("x-amz-id-2", stored.Sequencer));
            json.WriteStartObject("s3");
            json.WriteString("s3SchemaVersion", "1.0");
            json.WriteString("configurationId", "local");
            json.WriteStartObject("bucket");
            json.WriteString("name", stored.Location.Bucket);
            Nested(json, "ownerIdentity", ("principalId", "local"));
            json.WriteString("arn", $"arn:aws:s3:::{stored.Location.Bucket}");
            json.WriteEndObject();
            json.WriteStartObject("object");
            json.WriteString("key", EncodeKey(stored.Location.Key));
            json.WriteNumber("size", stored.Size);
            json.WriteString("eTag", stored.ETag);
            json.WriteString("sequencer", stored.Sequencer);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>As S3 does it: a form's encoding, a space is a plus sign, slashes stay.</summary>
    private static string EncodeKey(string key) => WebUtility.UrlEncode(key).Replace("%2F", "/", StringComparison.Ordinal);

    private static void Nested(Utf8JsonWriter json, string name, params ReadOnlySpan<(string Name, string Value)> members)
    {
        json.WriteStartObject(name);
        foreach (var member in members)
        {
            json.WriteString(member.Name, member.Value);
        }

        json.WriteEndObject();
    }
}
