using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace StatesLanguage.Json;

/// <summary>
/// The payloads that cross between states: JSON without blanks, held as elements that never change, so that branches can share them.
/// </summary>
/// <remarks>
/// Every element made here is compact, and so is every part of it: its raw text is the payload, its raw bytes are the payload's size.
/// Numbers keep the form they were written in (1.0 stays 1.0).
/// </remarks>
internal static class JsonText
{
    /// <summary>The quota of a payload: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html.</summary>
    public const int MostBytes = 262_144;

    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 512 };

    private static readonly JsonWriterOptions Writing = new()
    {
        // A payload's size counts the characters themselves, not their escapes (and what this one still escapes is undone after it).
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = 512,
    };

    public static JsonElement Null { get; } = Parse("null");

    public static JsonElement EmptyObject { get; } = Parse("{}");

    /// <exception cref="JsonException">The text is not JSON.</exception>
    public static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text, Reading);
        try
        {
            return Build(document.RootElement.WriteTo);
        }
        catch (InvalidOperationException e)
        {
            throw new JsonException("A string holds half of a pair of surrogates.", e);
        }
    }

    public static JsonElement Build(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Writing))
        {
            write(writer);
        }

        using var document = JsonDocument.Parse(Unescaping.Apply(bytes.WrittenMemory), Reading);
        return document.RootElement.Clone();
    }

    public static JsonElement Of(string value) => Build(writer => writer.WriteStringValue(value));

    public static JsonElement Of(long value) => Build(writer => writer.WriteNumberValue(value));

    public static JsonElement Of(bool value) => Build(writer => writer.WriteBooleanValue(value));

    public static JsonElement Array(IEnumerable<JsonElement> items) => Build(writer =>
    {
        writer.WriteStartArray();
        foreach (var item in items)
        {
            item.WriteTo(writer);
        }

        writer.WriteEndArray();
    });

    public static JsonElement Object(IEnumerable<KeyValuePair<string, JsonElement>> fields) => Build(writer =>
    {
        writer.WriteStartObject();
        foreach (var (name, value) in fields)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    });

    public static int Utf8Bytes(JsonElement value) => Encoding.UTF8.GetByteCount(value.GetRawText());

    public static bool IsTooLarge(JsonElement value) => Utf8Bytes(value) > MostBytes;

    /// <summary>What a message quotes of a value: a string without its quotes, anything else as JSON.</summary>
    public static string Quoted(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}
