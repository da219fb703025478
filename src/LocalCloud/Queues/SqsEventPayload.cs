using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Queues;

/// <summary>The event of an invocation by an event source mapping: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html.</summary>
internal static class SqsEventPayload
{
    /// <summary>
    /// A synchronous invocation's most bytes, which ends a batch before BatchSize:
    /// https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html.
    /// </summary>
    public const int MostBytes = 6 * 1024 * 1024;

    /// <summary>The comma, and the digits of two counts of receives.</summary>
    private const int MostGrowth = 9;

    /// <summary>A body is JSON itself: its quotes take two bytes each, and not the six that HTML would want.</summary>
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What a message adds to a payload, measured once: a body is the same text as long as its message lives.</summary>
    private static readonly ConditionalWeakTable<string, StrongBox<int>> Measured = [];

    /// <summary>Bytes of these in a payload, to within a few for each: a receive more may be a digit more.</summary>
    public static long About(IReadOnlyList<QueueMessage> messages, string queueArn, string region) =>
        messages.Sum(message => (long)Measured.GetValue(message.Body, _ =>
        {
            var record = new ArrayBufferWriter<byte>();
            WriteRecord(record, message, queueArn, region);
            return new StrongBox<int>(record.WrittenCount + MostGrowth);
        }).Value);

    /// <summary>The payload of as many messages, from the first, as fit.</summary>
    public static (ReadOnlyMemory<byte> Payload, int Messages) Write(
        IEnumerable<QueueMessage> messages, string queueArn, string region, int mostBytes = MostBytes)
    {
        var payload = new ArrayBufferWriter<byte>();
        var record = new ArrayBufferWriter<byte>();
        payload.Write("{\"Records\":["u8);
        var written = 0;
        foreach (var message in messages)
        {
            record.ResetWrittenCount();
            WriteRecord(record, message, queueArn, region);
            if (written > 0 && payload.WrittenCount + record.WrittenCount + ",]}"u8.Length > mostBytes)
            {
                break;
            }

            payload.Write(written++ > 0 ? ","u8 : ""u8);
            payload.Write(record.WrittenSpan);
        }

        payload.Write("]}"u8);
        return (payload.WrittenMemory, written);
    }

    private static void WriteRecord(IBufferWriter<byte> buffer, QueueMessage message, string queueArn, string region)
    {
        using var json = new Utf8JsonWriter(buffer, Plain);
        json.WriteStartObject();
        json.WriteString("messageId", message.Id);
        json.WriteString("receiptHandle", $"{message.Id}#{message.Receives}");
        json.WriteString("body", message.Body);
        json.WriteStartObject("attributes");
        json.WriteString("ApproximateReceiveCount", message.Receives.ToString(CultureInfo.InvariantCulture));
        json.WriteString("SentTimestamp", message.SentAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        json.WriteString("SenderId", "local");
        json.WriteString(
            "ApproximateFirstReceiveTimestamp", message.SentAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));
        json.WriteEndObject();
        json.WriteStartObject("messageAttributes");
        json.WriteEndObject();
        json.WriteString("eventSource", "aws:sqs");
        json.WriteString("eventSourceARN", queueArn);
        json.WriteString("awsRegion", region);
        json.WriteEndObject();
    }
}
