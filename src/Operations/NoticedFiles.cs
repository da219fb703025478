using System.Net;
using System.Text.Json;

namespace Sparkify.Operations;

/// <summary>The files that a message in a queue is about, if S3 or one of our functions wrote it.</summary>
public static class NoticedFiles
{
    /// <returns>Null: no such message, nothing can be read of it. Empty: it names no file (<c>s3:TestEvent</c>).</returns>
    public static IReadOnlyList<FileVersionKey>? Read(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("Records", out var records))
            {
                return [];
            }

            return records.ValueKind == JsonValueKind.Array ? [.. records.EnumerateArray().Select(File)] : [];
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static FileVersionKey File(JsonElement record)
    {
        var file = record.GetProperty("s3").GetProperty("object");
        return new FileVersionKey(
            WebUtility.UrlDecode(file.GetProperty("key").GetString() ?? throw new KeyNotFoundException()),
            file.GetProperty("eTag").GetString() ?? throw new KeyNotFoundException());
    }
}
