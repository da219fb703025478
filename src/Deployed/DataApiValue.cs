using System.Globalization;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Deployed;

/// <summary>A value as the Data API gives it, in the shape in which the local warehouse shows it to people.</summary>
internal static class DataApiValue
{
    /// <param name="value">A number, a truth value or text: numerics, dates and times are text.</param>
    /// <param name="type">The Data API's name of the column's type.</param>
    public static object? Plain(object? value, string? type) => (value, type) switch
    {
        (string text, "numeric") when decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => number,
        (string text, "timestamp" or "timestamptz")
            when DateTimeOffset.TryParse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out var time) => AnswerText.Of(time.UtcDateTime),
        _ => value,
    };
}
