using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Sparkify.Ingestion;

/// <summary>One JSON object a line, UTF-8, a newline after each: what COPY reads, and people too.</summary>
public static class JsonLines
{
    public const string ContentType = "application/x-ndjson";

    public static ReadOnlyMemory<byte> Write<T>(IEnumerable<T> items, JsonTypeInfo<T> type)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = type.Options.Encoder, SkipValidation = true });
        foreach (var item in items)
        {
            JsonSerializer.Serialize(json, item, type);
            json.Flush();
            json.Reset();
            buffer.GetSpan(1)[0] = (byte)'\n';
            buffer.Advance(1);
        }

        return buffer.WrittenMemory;
    }

    /// <exception cref="JsonException">A line is not such an object.</exception>
    public static IReadOnlyList<T> Read<T>(ReadOnlyMemory<byte> lines, JsonTypeInfo<T> type)
    {
        var items = new List<T>();
        var rest = lines.Span;
        while (rest.Length > 0)
        {
            var end = rest.IndexOf((byte)'\n');
            var line = end < 0 ? rest : rest[..end];
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (line.Length > 0)
            {
                items.Add(JsonSerializer.Deserialize(line, type) ?? throw new JsonException("a line says null"));
            }
        }

        return items;
    }
}
