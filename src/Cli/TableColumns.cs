using Sparkify.Ingestion.Statements;
using Spectre.Console;

namespace Sparkify.Cli;

/// <summary>The columns of a table that is drawn page by page, and what stands in their cells.</summary>
internal static class TableColumns
{
    /// <param name="page">Its rows.</param>
    /// <param name="nulls">What stands for NULL.</param>
    public static IReadOnlyList<string[]> Cells(QueryResult page, string nulls = "") =>
        [.. page.Rows.Select(row => row.Select(value => value is null ? nulls : VisibleText.OfLine(AnswerText.Of(value))).ToArray())];

    /// <summary>As the first page has them: as wide as its widest cell, numbers to the right.</summary>
    public static IReadOnlyList<Column> Of(QueryResult first, IReadOnlyList<string[]> cells) =>
        [.. first.Columns.Select(column => VisibleText.OfLine(column.Name)).Select((name, i) => new Column(
            name,
            cells.Select(row => WidthOf(row[i])).Append(WidthOf(name)).Max(),
            first.Rows.FirstOrDefault(row => row[i] is not null)?[i] is long or double or decimal))];

    /// <summary>In places of a terminal: some characters take two.</summary>
    public static int WidthOf(string text) =>
        System.Text.Ascii.IsValid(text) ? text.Length : text.GetCellWidth();

    /// <param name="Name">Of the column, safe to show.</param>
    /// <param name="Width">In places of a terminal.</param>
    /// <param name="IsNumber">Stands to the right.</param>
    public sealed record Column(string Name, int Width, bool IsNumber)
    {
        public string Pad(string cell)
        {
            var blanks = new string(' ', Math.Max(0, Width - WidthOf(cell)));
            return IsNumber ? blanks + cell : cell + blanks;
        }
    }
}
