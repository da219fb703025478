using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Cli;

/// <summary>Rows as an array of objects, one object a line.</summary>
internal static class AnswerJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(QueryResult answer, TextWriter writer)
    {
        var (buffer, isEmpty) = (new ArrayBufferWriter<byte>(), true);
        foreach (var row in answer.Rows)
        {
            Write(answer.Columns, row, isEmpty, buffer, writer);
            isEmpty = false;
        }

        End(isEmpty, writer);
    }

    /// <summary>Each row is written when it comes: none is kept.</summary>
    public static async Task WriteAsync(
        IReadOnlyList<QueryColumn> columns, IAsyncEnumerable<IReadOnlyList<object?>> rows, TextWriter writer)
    {
        var (buffer, isEmpty) = (new ArrayBufferWriter<byte>(), true);
        await foreach (var row in rows)
        {
            Write(columns, row, isEmpty, buffer, writer);
            isEmpty = false;
        }

        End(isEmpty, writer);
    }

    private static void Write(
        IReadOnlyList<QueryColumn> columns, IReadOnlyList<object?> row, bool isFirst, ArrayBufferWriter<byte> buffer, TextWriter writer)
    {
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            for (var i = 0; i < columns.Count; i++)
            {
                json.WritePropertyName(columns[i].Name);
                Write(json, row[i]);
            }

            json.WriteEndObject();
        }

        writer.Write(isFirst ? "[\n" : ",\n");
        writer.Write(VisibleText.OfLine(Encoding.UTF8.GetString(buffer.WrittenSpan)));
    }

    private static void End(bool isEmpty, TextWriter writer) => writer.Write(isEmpty ? "[]\n" : "\n]\n");

    private static void Write(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null:
                json.WriteNullValue();
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case decimal number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            default:
                json.WriteStringValue(AnswerText.Of(value));
                break;
        }
    }
}
