using System.Globalization;

namespace Sparkify.Reference;

/// <summary>The one text of each value, by which rows from anywhere are compared.</summary>
internal static class Canonical
{
    public static readonly CultureInfo Culture = CultureInfo.InvariantCulture;

    public static string? Of(object? value) => value switch
    {
        null => null,
        string text => text,
        int number => number.ToString(Culture),
        long number => number.ToString(Culture),
        double number => number.ToString("R", Culture),
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.fff", Culture),
        _ => throw new ArgumentException($"no column holds a {value.GetType().Name}", nameof(value)),
    };

    /// <summary>The same text from what a JSON answer says: a number in another notation is the same number.</summary>
    public static string OfNumber(string written, ColumnType type) => type == ColumnType.Fractional
        ? double.Parse(written, Culture).ToString("R", Culture)
        : long.Parse(written, Culture).ToString(Culture);
}
