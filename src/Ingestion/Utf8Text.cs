using System.Text;

namespace Sparkify.Ingestion;

/// <summary>Text for columns whose length counts UTF-8 bytes.</summary>
public static class Utf8Text
{
    /// <summary>
    /// The longest start of a text that takes at most so many bytes, no character cut in two, and no character a warehouse can't hold.
    /// </summary>
    public static string Cut(string text, int mostBytes)
    {
        var kept = new StringBuilder(text.Length);
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > mostBytes)
            {
                break;
            }

            kept.Append(rune.Value == 0 ? Rune.ReplacementChar : rune);
        }

        return kept.ToString();
    }
}
