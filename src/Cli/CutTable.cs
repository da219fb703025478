using System.Globalization;
using Sparkify.Ingestion.Statements;
using Sparkify.Operations;
using Spectre.Console;

namespace Sparkify.Cli;

/// <summary>
/// An answer on a terminal, cut to what can be looked at: as many rows as the terminal shows, texts shortened to its width, and last how
/// many rows there are. NULL is dim, so that it is neither empty text nor the word.
/// </summary>
/// <remarks>Rows that are not shown are counted and not held, up to a million of them.</remarks>
internal sealed class CutTable(IAnsiConsole console, TextWriter answer, int height) : IAnswerWriter
{
    public const string Null = "NULL";
    public const int MostRows = 40;
    public const long MostCounted = 1_000_000;

    private const int LeastRows = 10;

    /// <summary>Three borders, the names, the count and the next prompt.</summary>
    private const int OtherLines = 6;

    /// <summary>Narrower, a cell says nothing.</summary>
    private const int LeastWidth = 6;

    private static readonly Style NullStyle = new(decoration: Decoration.Dim | Decoration.Italic);

    private readonly List<IReadOnlyList<object?>> _shown = [];
    private QueryResult? _first;
    private long _rows;
    private string _hidden = "";
    private bool _isDrawn;

    /// <summary>Nothing more is shown, and the count is known or large enough.</summary>
    public bool WantsMore => !_isDrawn || (_first!.AllRows is null && _rows < MostCounted);

    private int Most => Math.Clamp(height - OtherLines, LeastRows, MostRows);

    public void Write(QueryResult page)
    {
        _first ??= page;
        _shown.AddRange(page.Rows.Take(Most - _shown.Count));
        _rows += page.Rows.Count;
        if (_rows > Most)
        {
            Draw();
        }
    }

    public void End()
    {
        Draw();
        var all = _first!.AllRows ?? _rows;
        var count = all > _shown.Count ? $"{_shown.Count} of {(WantsMore || _first.AllRows is not null ? "" : "more than ")}{Said(all)}"
            : Said(all);
        answer.WriteLine($"{count}{_hidden}{(all > _shown.Count || _hidden.Length > 0 ? "; --all shows all" : "")}");
    }

    private static string Said(long rows) => Counted.Of(rows, "row");

    private void Draw()
    {
        if (_isDrawn)
        {
            return;
        }

        _isDrawn = true;
        var shown = _first! with { Rows = _shown };
        var cells = TableColumns.Cells(shown, Null);
        var columns = Fit(shown, cells, TableColumns.Of(shown, cells));
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(Shorten(column.Name, column.Width), new Style(decoration: Decoration.Bold)))
            {
                Alignment = column.IsNumber ? Justify.Right : Justify.Left, NoWrap = true,
            });
        }

        for (var row = 0; row < _shown.Count; row++)
        {
            table.AddRow(columns.Select((column, i) =>
                new Text(Shorten(cells[row][i], column.Width), _shown[row][i] is null ? NullStyle : Style.Plain)));
        }

        console.Write(table);
    }

    /// <summary>
    /// The widest texts give way first. A number or a time that is cut says something else, so that they keep their width; where there is
    /// no room, the last columns are left out.
    /// </summary>
    private IReadOnlyList<TableColumns.Column> Fit(
        QueryResult shown, IReadOnlyList<string[]> cells, IReadOnlyList<TableColumns.Column> columns)
    {
        var least = columns.Select((column, i) => column.IsNumber || IsTime(shown.Columns[i])
            ? cells.Select(row => TableColumns.WidthOf(row[i])).Append(1).Max()
            : Math.Min(column.Width, LeastWidth)).ToList();
        var fitting = columns.Count;
        while (fitting > 1 && least.Take(fitting).Sum() > Room(fitting))
        {
            fitting--;
        }

        int Width(int i, int widest) => Math.Max(least[i], Math.Min(columns[i].Width, widest));
        var widest = columns.Max(column => column.Width);
        while (widest > LeastWidth && Enumerable.Range(0, fitting).Sum(i => Width(i, widest)) > Room(fitting))
        {
            widest--;
        }

        _hidden = fitting < columns.Count ? string.Create(CultureInfo.InvariantCulture, $", {fitting} of {columns.Count} columns") : "";
        return [.. columns.Take(fitting).Select((column, i) => column with { Width = Width(i, widest) })];
    }

    private static bool IsTime(QueryColumn column) =>
        column.Type.StartsWith("timestamp", StringComparison.Ordinal) || column.Type.StartsWith("date", StringComparison.Ordinal);

    /// <summary>A border and two blanks for each column, and one border more.</summary>
    private int Room(int columns) => console.Profile.Width - (3 * columns) - 1;

    private static string Shorten(string text, int width)
    {
        if (TableColumns.WidthOf(text) <= width)
        {
            return text;
        }

        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (TableColumns.WidthOf(text[..(length + rune.Utf16SequenceLength)]) > width - 1)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return $"{text[..length]}…";
    }
}
