using System.Globalization;
using System.Text;

namespace Sparkify.Ingestion;

/// <summary>Text for columns whose length counts UTF-8 bytes.</summary>
public static class Utf8Text
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Why such a column can't hold a text, as one says it behind "it"; null: it can.</summary>
    public static string? WhyUnfit(string text, int mostBytes)
    {
        try
        {
            return text.Length == 0 ? "is empty"
                : text.Contains('\0', StringComparison.Ordinal) ? "holds U+0000"
                : Strict.GetByteCount(text) > mostBytes
                    ? string.Create(CultureInfo.InvariantCulture, $"has more than {mostBytes:N0} bytes in UTF-8")
                : null;
        }
        catch (EncoderFallbackException)
        {
            return "is no Unicode";
        }
    }

    /// <summary>
    /// The longest start of a text that takes at most so many bytes, no character cut in two, and no character a warehouse can't hold.
    /// </summary>
    public static string Cut(string text, int mostBytes)
    {
        if (text.Length <= mostBytes && Ascii.IsValid(text) && !text.Contains('\0', StringComparison.Ordinal))
        {
            return text;
        }

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
