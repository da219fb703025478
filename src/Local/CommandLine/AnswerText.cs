using System.Globalization;

namespace Sparkify.Local.CommandLine;

/// <summary>A value of a result as text.</summary>
internal static class AnswerText
{
    public static string Of(object? value) => value switch
    {
        null => "",
        bool truth => truth ? "true" : "false",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
