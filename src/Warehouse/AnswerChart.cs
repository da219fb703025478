namespace Sparkify.Warehouse;

public enum ChartKind
{
    /// <summary>The rows as they are.</summary>
    Table,

    /// <summary>One row, and the figures in it.</summary>
    Number,

    /// <summary>A bar for each row.</summary>
    Bar,

    /// <summary>Lines over days.</summary>
    Line,

    /// <summary>Lines over days, each the part of a whole: they are drawn one on the other, and may be added up.</summary>
    Area,

    /// <summary>A value for each pair: one down, one across.</summary>
    Grid,
}

/// <summary>How an answer is drawn, wherever it is.</summary>
/// <param name="Kind">Of drawing.</param>
/// <param name="Labels">The columns that name what is drawn: of a bar, the day of a line, down and across of a grid.</param>
/// <param name="Values">The columns that are drawn.</param>
public sealed record AnswerChart(ChartKind Kind, IReadOnlyList<string> Labels, IReadOnlyList<string> Values)
{
    internal const string Grammar =
        "number VALUE…, bar LABEL… VALUE, line DAY VALUE…, area DAY VALUE…, grid DOWN ACROSS VALUE or table, with the names of columns";

    /// <param name="hint">As the header has it.</param>
    /// <param name="wrong">Makes the error of what is wrong with it.</param>
    internal static AnswerChart Of(string hint, Func<string, Exception> wrong) =>
        hint.Split(' ', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["table"] => new AnswerChart(ChartKind.Table, [], []),
            ["number", .. { Length: > 0 } values] => new AnswerChart(ChartKind.Number, [], values),
            ["bar", .. { Length: > 0 } labels, var value] => new AnswerChart(ChartKind.Bar, labels, [value]),
            ["line", var day, .. { Length: > 0 } values] => new AnswerChart(ChartKind.Line, [day], values),
            ["area", var day, .. { Length: > 0 } values] => new AnswerChart(ChartKind.Area, [day], values),
            ["grid", var down, var across, var value] => new AnswerChart(ChartKind.Grid, [down, across], [value]),
            _ => throw wrong($"'-- Chart: {hint}' is none of {Grammar}"),
        };
}
