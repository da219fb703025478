using System.Text;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Cli;

/// <summary>Rows in columns, without borders: for files and programs.</summary>
/// <remarks>The first page decides how wide a column is. A later row that is wider moves what is to its right.</remarks>
internal sealed class PlainTable(TextWriter answer, string nulls = "") : IAnswerWriter
{
    private IReadOnlyList<TableColumns.Column>? _columns;

    public void Write(QueryResult page)
    {
        var rows = TableColumns.Cells(page, nulls);
        var text = new StringBuilder();
        if (_columns is null)
        {
            _columns = TableColumns.Of(page, rows);
            Append(text, [.. _columns.Select(column => column.Name)]);
        }

        foreach (var row in rows)
        {
            Append(text, row);
        }

        answer.Write(text.ToString());
    }

    public void End()
    {
    }

    private void Append(StringBuilder text, string[] row) =>
        text.AppendJoin(' ', row.Select((cell, i) => _columns![i].Pad(cell))).Append(answer.NewLine);
}
