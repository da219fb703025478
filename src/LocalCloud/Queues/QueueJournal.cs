using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sparkify.LocalCloud.Home;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Queues;

/// <summary>
/// A queue's messages as a file: one JSON object a line, <c>sent</c>, <c>received</c> or <c>deleted</c>. A person can read it.
/// </summary>
/// <remarks>A process that is killed loses no message: <see cref="LineFile"/>. An empty queue is an empty file.</remarks>
internal sealed class QueueJournal(string path) : IDisposable
{
    /// <summary>A body is JSON itself, full of quotes: a person reads them, and nothing here is HTML.</summary>
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly LineFile _file = new(path);

    /// <summary>What is still in the queue, in the order of sending. A message that was being worked on is visible again.</summary>
    /// <param name="now">None is hidden until later: the clock of the process before may have gone ahead.</param>
    public IReadOnlyList<QueueMessage> Open(DateTimeOffset now)
    {
        var messages = new Dictionary<string, QueueMessage>(StringComparer.Ordinal);
        var entries = _file.Read(line =>
        {
            Replay(JsonNode.Parse(line) ?? throw new FormatException("it is no entry"), messages, now);
            return line;
        });
        if (entries.Count > messages.Count)
        {
            _file.Replace(Sent(messages.Values));
        }

        return [.. messages.Values];
    }

    public void Send(IEnumerable<QueueMessage> messages) => _file.Append(Sent(messages));

    public void Receive(IEnumerable<QueueMessage> messages) =>
        _file.Append([new JsonObject { ["received"] = Ids(messages) }.ToJsonString()]);

    public void Delete(IEnumerable<QueueMessage> messages) => _file.Append([new JsonObject { ["deleted"] = Ids(messages) }.ToJsonString()]);

    public void Empty() => _file.Empty();

    public void Dispose() => _file.Dispose();

    private static IEnumerable<string> Sent(IEnumerable<QueueMessage> messages)
    {
        var line = new ArrayBufferWriter<byte>();
        foreach (var message in messages)
        {
            line.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(line, Readable))
            {
                json.WriteStartObject();
                json.WriteStartObject("sent");
                json.WriteString("id", message.Id);
                json.WriteString("at", message.SentAt.ToString("O", CultureInfo.InvariantCulture));
                json.WriteString("body", message.Body);
                if (message.Receives > 0)
                {
                    json.WriteNumber("receives", message.Receives);
                }

                json.WriteEndObject();
                json.WriteEndObject();
            }

            yield return Encoding.UTF8.GetString(line.WrittenSpan);
        }
    }

    private static void Replay(JsonNode entry, Dictionary<string, QueueMessage> messages, DateTimeOffset now)
    {
        if (entry["sent"] is { } sent)
        {
            var at = DateTimeOffset.Parse(Text(sent, "at"), CultureInfo.InvariantCulture);
            var id = Text(sent, "id");
            messages[id] = new QueueMessage
            {
                Id = id,
                Body = Text(sent, "body"),
                SentAt = at,
                VisibleAt = at < now ? at : now,
                Receives = sent["receives"]?.GetValue<int>() ?? 0,
            };
        }

        foreach (var id in entry["received"] as JsonArray ?? [])
        {
            if (messages.TryGetValue(id!.GetValue<string>(), out var message))
            {
                messages[message.Id] = message with { Receives = message.Receives + 1 };
            }
        }

        foreach (var id in entry["deleted"] as JsonArray ?? [])
        {
            messages.Remove(id!.GetValue<string>());
        }
    }

    private static string Text(JsonNode sent, string name) =>
        sent[name]?.GetValue<string>() ?? throw new FormatException($"it has no {name}");

    private static JsonArray Ids(IEnumerable<QueueMessage> messages) => [.. messages.Select(message => (JsonNode)message.Id)];
}
