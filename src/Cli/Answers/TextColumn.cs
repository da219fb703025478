using System.Text;

namespace Sparkify.Cli.Answers;

/// <summary>A column of a drawing, its name above its cells.</summary>
/// <param name="Name">In one line.</param>
/// <param name="Cells">One for each row, in one line each.</param>
/// <param name="IsRight">Numbers stand to the right.</param>
internal sealed record TextColumn(string Name, IReadOnlyList<string> Cells, bool IsRight)
{
    private const string Between = "  ";
    private const int Narrowest = 8;

    private int Width { get; init; } = Cells.Append(Name).Max(TableColumns.WidthOf);

    /// <summary>How wide the columns are side by side, in places of a terminal.</summary>
    public static int WidthOf(IReadOnlyList<TextColumn> columns) =>
        columns.Sum(column => column.Width) + (Between.Length * columns.Count);

    /// <summary>Texts are cut until all columns fit, the widest first.</summary>
    public static IReadOnlyList<TextColumn> Fit(IReadOnlyList<TextColumn> columns, int width)
    {
        var fitted = columns.ToList();
        while (WidthOf(fitted) > width
            && fitted.Where(column => !column.IsRight && column.Width > Narrowest).MaxBy(column => column.Width) is { } widest)
        {
            fitted[fitted.IndexOf(widest)] = widest with { Width = widest.Width - 1 };
        }

        return fitted;
    }

    /// <summary>The line of the names, and a line for each row.</summary>
    public static IEnumerable<string> Lines(IReadOnlyList<TextColumn> columns) =>
        Enumerable.Range(-1, 1 + columns[0].Cells.Count)
            .Select(row => string.Concat(columns.Select(column => Between + column.Pad(row < 0 ? column.Name : column.Cells[row])))
                .TrimEnd());

    private string Pad(string cell)
    {
        var cut = Cut(cell, Width);
        var blanks = new string(' ', Math.Max(0, Width - TableColumns.WidthOf(cut)));
        return IsRight ? blanks + cut : cut + blanks;
    }

    private static string Cut(string text, int width)
    {
        if (TableColumns.WidthOf(text) <= width)
        {
            return text;
        }

        var cut = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (TableColumns.WidthOf($"{cut}{rune}") > width - 1)
            {
                break;
            }

            cut.Append(rune);
        }

        return $"{cut}…";
    }
}
