using System.Globalization;
using Sparkify.Warehouse;

namespace Sparkify.Cli.Answers;

/// <content>Lines over days.</content>
internal sealed partial class AnswerDrawing
{
    /// <summary>A line for each value, between the first day and the last; under them the table, where it is short.</summary>
    private IEnumerable<string> Sparklines()
    {
        var days = At(question.Chart.Labels[0]);
        var values = question.Chart.Values.Select(At).ToList();
        var names = values.ConvertAll(at => ValueText.Words(answer.Columns[at].Name));
        var most = values.Max(Most);
        var places = width - names.Max(TableColumns.WidthOf) - 30;
        IReadOnlyList<TextColumn> lines =
        [
            new TextColumn("", names, IsRight: false),
            new TextColumn(
                "",
                values.ConvertAll(at => string.Concat(Sparkline(days, at, places).Select(value => Blocks.Height(value / most)))),
                IsRight: false),
            new TextColumn("", values.ConvertAll(Figure), IsRight: false),
        ];
        yield return $"  {Cell(answer.Rows[0], days)} to {Cell(answer.Rows[^1], days)}";
        foreach (var line in TextColumn.Lines(lines).Skip(1))
        {
            yield return line;
        }

        if (answer.Rows.Count <= MostDays)
        {
            yield return "";
            foreach (var line in TextColumn.Lines(TextColumn.Fit([.. answer.Columns.Select((_, at) => Column(at))], width)))
            {
                yield return line;
            }
        }
    }

    /// <summary>What may be added up, is; of the rest it is the highest.</summary>
    private string Figure(int at) => question.Chart.Kind is ChartKind.Area
        ? $"{Text(answer.Rows.Sum(row => ValueText.Number(row[at]) ?? 0), at)} in all"
        : $"{Text(Most(at), at)} at most";

    /// <summary>
    /// From the first day to the last in even steps; a day that has no row is 0. Where that is more than there is place for, the highest
    /// of several.
    /// </summary>
    private List<double> Sparkline(int days, int at, int places)
    {
        var points = answer.Rows
            .Select(row => (Day: DayNumber(row[days]), Value: ValueText.Number(row[at]) ?? 0))
            .ToList();
        var step = points.Zip(points.Skip(1), (one, next) => next.Day - one.Day).Where(gap => gap > 0).DefaultIfEmpty(1).Min();
        var line = new double[((points[^1].Day - points[0].Day) / step) + 1];
        foreach (var (day, value) in points)
        {
            line[(day - points[0].Day) / step] = value;
        }

        return [.. line.Chunk(((line.Length - 1) / Math.Max(1, places)) + 1).Select(chunk => chunk.Max())];
    }

    private int DayNumber(object? day) =>
        day is string text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.DayNumber
            : throw new FormatException(
                $"src/Warehouse/{question.File.Path}: '-- Chart: line' takes a column of days, and '{question.Chart.Labels[0]}' has "
                + $"'{ValueText.Of(day, default, 0)}'");
}
