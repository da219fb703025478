using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace Sparkify.Ingestion.Staging;

/// <summary>One object of a file, by its keys: as much of it as tells whether a table can use it.</summary>
internal sealed class JsonRow
{
    private readonly Dictionary<string, string?> _values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>In the order of the file.</summary>
    public IEnumerable<string> Keys => _values.Keys;

    /// <summary>COPY takes "" for NULL in a number, and the merges in a text.</summary>
    public bool Has(string key) => !string.IsNullOrWhiteSpace(_values.GetValueOrDefault(key));

    /// <summary>Null where there is none.</summary>
    public decimal? Number(string key) =>
        decimal.TryParse(_values.GetValueOrDefault(key), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>
    /// The objects that stand one behind the other at the root. What is none is passed over, to the end of its first line.
    /// </summary>
    public static IEnumerable<JsonRow> Read(ReadOnlyMemory<byte> content)
    {
        while (!content.IsEmpty)
        {
            var (row, length) = Next(content.Span);
            content = content[length..];
            if (row is not null)
            {
                yield return row;
            }
        }
    }

    private static (JsonRow? Row, int Length) Next(ReadOnlySpan<byte> content)
    {
        var blanks = content.Length - content.TrimStart(" \t\r\n"u8).Length;
        if (blanks > 0 || content.IsEmpty)
        {
            return (null, blanks);
        }

        try
        {
            var reader = new Utf8JsonReader(content, new JsonReaderOptions { AllowMultipleValues = true });
            reader.Read();
            if (reader.TokenType is JsonTokenType.StartObject)
            {
                var row = new JsonRow();
                while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
                {
                    var key = reader.GetString()!;
                    reader.Read();
                    row._values[key] = Text(ref reader);
                    reader.Skip();
                }

                return (row, (int)reader.BytesConsumed);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // COPY has refused it, and says so: InvalidOperation is text that is no UTF-8, or half a surrogate.
        }

        var line = content.IndexOf((byte)'\n');
        return (null, line < 0 ? content.Length : line + 1);
    }

    private static string? Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => null,
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.StartObject or JsonTokenType.StartArray => "{}",
        _ => System.Text.Encoding.UTF8.GetString(reader.HasValueSequence ? reader.ValueSequence.ToArray() : reader.ValueSpan),
    };
}
