using System.Globalization;

namespace Sparkify.Ingestion.Statements;

/// <summary>A value of a result as text.</summary>
public static class AnswerText
{
    public static string Of(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    /// <summary>A time with milliseconds, and with more digits only where it has more.</summary>
    public static string Of(DateTime time) => time.ToString(
        time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "yyyy-MM-dd HH:mm:ss.fff" : "yyyy-MM-dd HH:mm:ss.ffffff",
        CultureInfo.InvariantCulture);
}
