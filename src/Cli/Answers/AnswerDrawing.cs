using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Cli.Answers;

/// <summary>An answer as its question's chart has it, in lines of text.</summary>
/// <param name="question">What was asked.</param>
/// <param name="answer">All rows.</param>
/// <param name="width">Of the terminal, in places.</param>
internal sealed partial class AnswerDrawing(AnalystQuestion question, QueryResult answer, int width)
{
    private const int LongestBar = 40;

    private readonly int[] _decimals =
        [.. answer.Columns.Select((_, at) => answer.Rows.Count == 0 ? 0 : ValueText.Decimals(answer.Rows.Select(row => row[at])))];

    /// <summary>More rows than this over time are a line alone.</summary>
    private const int MostDays = 12;

    /// <exception cref="FormatException">The chart names a column that the answer does not have.</exception>
    public IReadOnlyList<string> Lines() => answer.Rows.Count == 0
        ? ["  No rows."]
        : question.Chart.Kind switch
        {
            ChartKind.Number => [.. Figures()],
            ChartKind.Bar => [.. Bars()],
            ChartKind.Line or ChartKind.Area => [.. Sparklines()],
            ChartKind.Grid => [.. Grid()],
            _ => [.. TextColumn.Lines(TextColumn.Fit([.. answer.Columns.Select((_, at) => Column(at))], width))],
        };

    /// <summary>A figure a line, its name behind it.</summary>
    private IEnumerable<string> Figures() => TextColumn.Lines(
    [
        new TextColumn("", [.. question.Chart.Values.Select(name => Cell(answer.Rows[0], At(name)))], IsRight: true),
        new TextColumn("", [.. question.Chart.Values.Select(ValueText.Words)], IsRight: false),
    ]).Skip(1);

    /// <summary>The answer as a table, with a bar behind the value that is drawn.</summary>
    private IEnumerable<string> Bars()
    {
        var drawn = At(question.Chart.Values[0]);
        var columns = answer.Columns.Select((_, at) => Column(at)).ToList();
        var shortest = Math.Min(LongestBar, width / 5);
        var fitted = TextColumn.Fit(columns, width - shortest - 3).ToList();
        var places = Math.Clamp(width - TextColumn.WidthOf(fitted) - 3, shortest, LongestBar);
        var most = Most(drawn);
        fitted.Insert(drawn + 1, new TextColumn(
            "", [.. answer.Rows.Select(row => Blocks.Bar((ValueText.Number(row[drawn]) ?? 0) / most, places))], IsRight: false));
        return TextColumn.Lines(fitted);
    }

    private TextColumn Column(int at) => new(
        ValueText.Words(answer.Columns[at].Name),
        [.. answer.Rows.Select(row => Cell(row, at))],
        IsRight: answer.Rows.All(row => row[at] is null || ValueText.Number(row[at]) is not null));

    private string Cell(IReadOnlyList<object?> row, int at) => Text(row[at], at);

    /// <summary>A value of this column, or one that is compared with them.</summary>
    private string Text(object? value, int at) => ValueText.Of(value, question.FormatOf(answer.Columns[at].Name), _decimals[at]);

    private double Most(int at) => Math.Max(double.Epsilon, answer.Rows.Max(row => ValueText.Number(row[at]) ?? 0));

    private int At(string column)
    {
        for (var at = 0; at < answer.Columns.Count; at++)
        {
            if (answer.Columns[at].Name == column)
            {
                return at;
            }
        }

        throw new FormatException(
            $"src/Warehouse/{question.File.Path}: '-- Chart:' names '{column}', and the answer has "
            + $"{string.Join(", ", answer.Columns.Select(known => known.Name))}");
    }
}
