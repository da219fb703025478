using System.Text.RegularExpressions;

namespace Sparkify.Operations;

/// <summary>A text in a command that is shown to a person.</summary>
public static partial class ShellWord
{
    /// <summary>Written so that a shell reads it as one word.</summary>
    public static string Of(string text) =>
        Plain().IsMatch(text) ? text : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    [GeneratedRegex(@"\A[A-Za-z0-9_./][A-Za-z0-9_./:@%+,=-]*\z")]
    private static partial Regex Plain();
}
