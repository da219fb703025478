using System.Text;
using Sparkify.Ingestion.Statements;
using Spectre.Console;

namespace Sparkify.Cli;

/// <summary>Rows in columns with borders, as wide as the terminal at most: what does not fit into a cell goes on below.</summary>
/// <remarks>The first page decides how wide a column is.</remarks>
internal sealed class TerminalTable(IAnsiConsole console, TextWriter answer, string nulls = "") : IAnswerWriter
{
    private IReadOnlyList<TableColumns.Column>? _columns;
    private string _end = "";

    public void Write(QueryResult page)
    {
        var rows = TableColumns.Cells(page, nulls);
        if (_columns is null)
        {
            Begin(page, rows);
            return;
        }

        var text = new StringBuilder();
        foreach (var row in rows)
        {
            Append(text, [.. row.Select((cell, i) => Pieces(cell, _columns[i].Width))]);
        }

        answer.Write(text.ToString());
    }

    public void End() => answer.Write(_end);

    /// <summary>The first page is drawn as a table without its lower border. The upper one shows how wide the columns came out.</summary>
    private void Begin(QueryResult page, IReadOnlyList<string[]> rows)
    {
        var columns = TableColumns.Of(page, rows);
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column.Name, new Style(decoration: Decoration.Bold)))
            {
                Alignment = column.IsNumber ? Justify.Right : Justify.Left,
            });
        }

        foreach (var row in rows)
        {
            table.AddRow(row.Select(cell => new Text(cell)));
        }

        var drawn = console.ToAnsi(table);
        var end = drawn.LastIndexOf('╰');
        var upper = drawn[1..drawn.IndexOf('╮', StringComparison.Ordinal)].Split('┬');
        _end = drawn[end..];
        _columns = [.. columns.Take(upper.Length).Select((column, i) => column with { Width = Math.Max(1, upper[i].Length - 2) })];
        answer.Write(drawn[..end]);
    }

    private void Append(StringBuilder text, IReadOnlyList<List<string>> cells)
    {
        for (var line = 0; line < cells.Max(pieces => pieces.Count); line++)
        {
            text.Append("│ ")
                .AppendJoin(" │ ", _columns!.Select((column, i) => column.Pad(cells[i].ElementAtOrDefault(line) ?? "")))
                .Append(" │").Append(answer.NewLine);
        }
    }

    /// <summary>Text in pieces that fit into a cell: cut at a blank, and only where there is none within a word.</summary>
    private static List<string> Pieces(string text, int width)
    {
        var pieces = new List<string>();
        while (TableColumns.WidthOf(text) > width)
        {
            var most = 0;
            foreach (var rune in text.EnumerateRunes())
            {
                if (most > 0 && TableColumns.WidthOf(text[..(most + rune.Utf16SequenceLength)]) > width)
                {
                    break;
                }

                most += rune.Utf16SequenceLength;
            }

            var blank = text.LastIndexOf(' ', Math.Min(most, text.Length - 1));
            pieces.Add(text[..(blank > 0 ? blank : most)]);
            text = text[(blank > 0 ? blank + 1 : most)..];
        }

        pieces.Add(text);
        return pieces;
    }
}
