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
}
