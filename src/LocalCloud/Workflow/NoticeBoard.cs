using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sparkify.LocalCloud.Home;

namespace Sparkify.LocalCloud.Workflow;

/// <summary>The SNS topic as a file: a line for each message that was published.</summary>
public sealed class NoticeBoard(string path, TimeProvider time)
{
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Lock _writing = new();

    public event Action<string?, string>? Published;

    /// <returns>The message's id.</returns>
    public string Publish(string topicArn, string? subject, string message)
    {
        var id = Guid.NewGuid().ToString();
        var line = new JsonObject
        {
            ["at"] = time.GetUtcNow().ToString("O", CultureInfo.InvariantCulture),
            ["messageId"] = id,
            ["topicArn"] = topicArn,
            ["subject"] = subject,
            ["message"] = message,
        };
        lock (_writing)
        {
            File.AppendAllText(path, line.ToJsonString(Readable) + "\n");
        }

        Published?.Invoke(subject, message);
        return id;
    }

    /// <summary>Drops the messages of before then, and the oldest that are over the size.</summary>
    internal void DropBefore(DateTimeOffset since, long mostBytes)
    {
        lock (_writing)
        {
            DatedLines.DropFront(path, since, mostBytes, line => DatedLines.TimeIn(line, "at"));
        }
    }
}
