using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sparkify.Local.Queues;

/// <summary>A queue's messages as a file: one JSON object a line, <c>sent</c>, <c>received</c> or <c>deleted</c>. A person can read it.</summary>
/// <remarks>A line is handed to the operating system before the call returns, so a process that is killed loses no message. An empty queue is an empty file.</remarks>
internal sealed class QueueJournal : IDisposable
{
    private readonly FileStream _file;

    public QueueJournal(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
    }

    /// <summary>What is still in the queue, in the order of sending. A message that was being worked on is visible again.</summary>
    public IReadOnlyList<QueueMessage> Open()
    {
        var messages = new Dictionary<string, QueueMessage>(StringComparer.Ordinal);
        _file.Position = 0;
        using (var reader = new StreamReader(_file, Encoding.UTF8, leaveOpen: true))
        {
            // The line that a killed process did not finish never was said.
            while (reader.ReadLine() is { } line && TryParse(line) is { } entry)
            {
                Replay(entry, messages);
            }
        }
        var left = messages.Values.ToList();
        _file.SetLength(0);
        Sent(left);
        return left;
    }

    public void Sent(IEnumerable<QueueMessage> messages) => Append(messages.Select(message =>
    {
        var sent = new JsonObject { ["id"] = message.Id, ["at"] = message.SentAt.ToString("O", CultureInfo.InvariantCulture), ["body"] = message.Body };
        if (message.Receives > 0)
        {
            sent["receives"] = message.Receives;
        }
        return new JsonObject { ["sent"] = sent };
    }));

    public void Received(IEnumerable<QueueMessage> messages) => Append([new JsonObject { ["received"] = Ids(messages) }]);

    public void Deleted(IEnumerable<QueueMessage> messages) => Append([new JsonObject { ["deleted"] = Ids(messages) }]);

    public void Emptied() => _file.SetLength(0);

    public void Dispose() => _file.Dispose();

    private void Append(IEnumerable<JsonObject> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            text.Append(line.ToJsonString()).Append('\n');
        }
        _file.Seek(0, SeekOrigin.End);
        _file.Write(Encoding.UTF8.GetBytes(text.ToString()));
        _file.Flush();
    }

    private static void Replay(JsonNode entry, Dictionary<string, QueueMessage> messages)
    {
        if (entry["sent"] is { } sent)
        {
            var at = DateTimeOffset.Parse(sent["at"]!.GetValue<string>(), CultureInfo.InvariantCulture);
            var id = sent["id"]!.GetValue<string>();
            messages[id] = new QueueMessage
            {
                Id = id, Body = sent["body"]!.GetValue<string>(), SentAt = at, VisibleAt = at, Receives = sent["receives"]?.GetValue<int>() ?? 0,
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

    private static JsonNode? TryParse(string line)
    {
        try
        {
            return JsonNode.Parse(line);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonArray Ids(IEnumerable<QueueMessage> messages) => [.. messages.Select(message => (JsonNode)message.Id)];
}
