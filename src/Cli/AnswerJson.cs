using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Cli;

/// <summary>Rows as an array of objects, one object a line.</summary>
internal sealed class AnswerJson(TextWriter answer) : IAnswerWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _row = new();
    private string _separator = "[\n";

    /// <summary>An answer of one page.</summary>
    public static void Write(QueryResult whole, TextWriter answer)
    {
        var json = new AnswerJson(answer);
        json.Write(whole);
        json.End();
    }

    public void Write(QueryResult page)
    {
        var text = new StringBuilder();
        foreach (var row in page.Rows)
        {
            _row.ResetWrittenCount();
            using (var json = new Utf8JsonWriter(_row, Options))
            {
                json.WriteStartObject();
                for (var i = 0; i < page.Columns.Count; i++)
                {
                    json.WritePropertyName(page.Columns[i].Name);
                    Write(json, row[i]);
                }

                json.WriteEndObject();
            }

            text.Append(_separator).Append(VisibleText.OfLine(Encoding.UTF8.GetString(_row.WrittenSpan)));
            _separator = ",\n";
        }

        answer.Write(text.ToString());
    }

    public void End() => answer.Write(_separator is "[\n" ? "[]\n" : "\n]\n");

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
