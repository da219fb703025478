using System.Globalization;
using System.Text;

namespace Sparkify.Cli;

/// <summary>
/// Text from outside, made safe for a terminal: what would move its cursor, colour it or turn the order of its letters is shown, as
/// <c>\u001b</c>, and is not sent.
/// </summary>
/// <remarks>In JSON such a character can only stand within a text, where this form means the same.</remarks>
internal static class VisibleText
{
    /// <summary>The two that join or part the letters of several scripts, and move nothing else.</summary>
    private const int ZeroWidthNonJoiner = 0x200c;
    private const int ZeroWidthJoiner = 0x200d;

    /// <summary>Of one line: an end of a line in it is shown, too.</summary>
    public static string OfLine(string text) => Of(text, isLine: true);

    /// <summary>Of several lines: they stay lines, and tabs stay tabs.</summary>
    public static string OfLines(string text) => Of(text, isLine: false);

    private static string Of(string text, bool isLine)
    {
        // Most texts have nothing else.
        var plain = text.AsSpan().IndexOfAnyExceptInRange(' ', '~');
        if (plain < 0)
        {
            return text;
        }

        StringBuilder? shown = null;
        for (var at = plain; at < text.Length;)
        {
            var isRune = Rune.TryGetRuneAt(text, at, out var rune);
            var length = isRune ? rune.Utf16SequenceLength : 1;
            if (isRune && IsHarmless(rune, isLine))
            {
                shown?.Append(text, at, length);
            }
            else
            {
                shown ??= new StringBuilder(text, 0, at, text.Length + 16);
                foreach (var unit in text.AsSpan(at, length))
                {
                    shown.Append(Escaped(unit));
                }
            }

            at += length;
        }

        return shown?.ToString() ?? text;
    }

    private static bool IsHarmless(Rune rune, bool isLine) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control => !isLine && rune.Value is '\n' or '\t',
        UnicodeCategory.Format => rune.Value is ZeroWidthJoiner or ZeroWidthNonJoiner,
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
        _ => true,
    };

    private static string Escaped(char unit) => unit switch
    {
        '\n' => "\\n",
        '\t' => "\\t",
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)unit:x4}"),
    };
}
