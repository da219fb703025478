using System.Globalization;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Cli.Answers;

/// <summary>An answer's values as a person reads them.</summary>
internal static class ValueText
{
    /// <summary>More digits than these behind the point are not shown.</summary>
    private const int MostDecimals = 2;

    /// <summary>One line, safe for a terminal. NULL is empty.</summary>
    /// <param name="value">Of a column.</param>
    /// <param name="format">Of the column.</param>
    /// <param name="decimals">Of the column: <see cref="Decimals"/>.</param>
    public static string Of(object? value, ValueFormat format, int decimals) => value is not (long or double or decimal)
        ? VisibleText.OfLine(AnswerText.Of(value))
        : format is ValueFormat.Id
            ? AnswerText.Of(value)
            : ((IFormattable)value).ToString($"N{decimals}", CultureInfo.InvariantCulture) + (format is ValueFormat.Percent ? " %" : "");

    /// <summary>How many digits behind the point a column's values need.</summary>
    public static int Decimals(IEnumerable<object?> values) => values.Select(Number).Max(number =>
        Enumerable.Range(0, MostDecimals).FirstOrDefault(
            digits => number is null || Math.Abs(number.Value - Math.Round(number.Value, digits)) < 1e-9, MostDecimals));

    /// <summary>Null where it is no number.</summary>
    public static double? Number(object? value) =>
        value is long or double or decimal ? Convert.ToDouble(value, CultureInfo.InvariantCulture) : null;

    /// <summary>A column's name.</summary>
    public static string Words(string column) => VisibleText.OfLine(column.Replace('_', ' '));
}
