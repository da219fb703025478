using System.Globalization;
using System.Text;

namespace Sparkify.Ingestion.Intake;

/// <summary>A text from outside as a log or a person can take it: short, and without what no text may hold.</summary>
public static class Shown
{
    private const int MostCharacters = 100;

    /// <summary>In quotes; a control character and half of a surrogate pair by their numbers; cut where it is long.</summary>
    public static string Of(string text)
    {
        var shown = new StringBuilder("'");
        foreach (var (at, character) in text.Take(MostCharacters).Index())
        {
            if (char.IsControl(character) || IsLone(text, at))
            {
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                shown.Append(character);
            }
        }

        return shown.Append(text.Length > MostCharacters ? "…'" : "'").ToString();
    }

    /// <summary>Whether half of a surrogate pair stands at this place, without the other half.</summary>
    private static bool IsLone(string text, int at) =>
        char.IsHighSurrogate(text[at]) ? at + 1 >= Math.Min(text.Length, MostCharacters) || !char.IsLowSurrogate(text[at + 1])
        : char.IsLowSurrogate(text[at]) && (at == 0 || !char.IsHighSurrogate(text[at - 1]));
}
