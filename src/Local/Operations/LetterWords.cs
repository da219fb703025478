using System.Text.Json;
using Sparkify.Local.Queues;

namespace Sparkify.Local.Operations;

/// <summary>Says in words why a message is in a dead-letter queue.</summary>
internal static class LetterWords
{
    /// <summary>A message's beginning is enough to know it by.</summary>
    private const int MostShown = 200;

    public static DeadLetter Of(QueueMessage message) =>
        new(message.Id, Reason(message.Body), message.Body.Length <= MostShown ? message.Body : message.Body[..MostShown]);

    private static string Reason(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var files = S3Notification.Read(body).Select(file => file.Key).ToList();
            return files.Count == 0
                ? "it tells of no file"
                : $"it came as often as its queue allows and was never worked on to the end ({string.Join(", ", files)}): the function's log says why";
        }
        catch (Exception unreadable) when (unreadable is JsonException or NullReferenceException or InvalidOperationException)
        {
            return "it is no notice of S3: put back, it comes here again";
        }
    }
}
