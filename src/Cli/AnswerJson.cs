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
        var buffer = new ArrayBufferWriter<byte>();
        writer.Write('[');
        var separator = "\n";
        foreach (var row in answer.Rows)
        {
            buffer.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(buffer, Options))
            {
                json.WriteStartObject();
                for (var i = 0; i < answer.Columns.Count; i++)
                {
                    json.WritePropertyName(answer.Columns[i].Name);
                    Write(json, row[i]);
                }

                json.WriteEndObject();
            }

            writer.Write(separator);
            writer.Write(VisibleText.OfLine(Encoding.UTF8.GetString(buffer.WrittenSpan)));
            separator = ",\n";
        }

        writer.Write(answer.Rows.Count == 0 ? "]\n" : "\n]\n");
    }

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
