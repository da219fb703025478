using System.Buffers;
using System.Text;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Cli;

/// <summary>
/// Rows as RFC 4180 has them, under a line with the columns' names. NULL is empty, and a text that is empty is <c>""</c>.
/// </summary>
internal sealed class AnswerCsv(TextWriter answer) : IAnswerWriter
{
    private const string EndOfLine = "\r\n";

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    private bool _hasBegun;

    public void Write(QueryResult page)
    {
        var text = new StringBuilder();
        if (!_hasBegun)
        {
            _hasBegun = true;
            text.AppendJoin(',', page.Columns.Select(column => Field(column.Name))).Append(EndOfLine);
        }

        foreach (var row in page.Rows)
        {
            text.AppendJoin(',', row.Select(Field)).Append(EndOfLine);
        }

        answer.Write(text.ToString());
    }

    public void End()
    {
    }

    private static string Field(object? value)
    {
        var text = AnswerText.Of(value);
        return (value is not null && text.Length == 0) || text.AsSpan().ContainsAny(Quoted)
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text;
    }
}
