using System.Globalization;
using System.Text;

namespace Sparkify.Reference;

/// <summary>What a JSON string says, when a text column can hold it.</summary>
internal static class JsonString
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text between the quotes, unescaped; null, and why, when it is not UTF-8, or holds U+0000 or half of a pair.</summary>
    public static string? TryDecode(ReadOnlySpan<byte> written, out string why)
    {
        if (TryReadUtf8(written, out why) is not { } text)
        {
            return null;
        }

        var plain = text.Contains('\\', StringComparison.Ordinal) ? Unescape(text) : text;
        why = plain.Contains('\0', StringComparison.Ordinal) ? "the text holds U+0000"
            : HasLoneSurrogate(plain) ? "the text holds half of a surrogate pair"
            : "";
        return why.Length == 0 ? plain : null;
    }

    /// <summary>The bytes as text; null, and why, when they are not UTF-8.</summary>
    public static string? TryReadUtf8(ReadOnlySpan<byte> bytes, out string why)
    {
        try
        {
            why = "";
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            why = "the text is not UTF-8";
            return null;
        }
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                plain.Append(text[i]);
                continue;
            }

            i++;
            plain.Append(text[i] switch
            {
                'b' => '\b',
                'f' => '\f',
                'n' => '\n',
                'r' => '\r',
                't' => '\t',
                'u' => (char)ushort.Parse(text.AsSpan(i + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture),
                var itself => itself,
            });
            i += text[i] == 'u' ? 4 : 0;
        }

        return plain.ToString();
    }

    private static bool HasLoneSurrogate(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return true;
            }
        }

        return false;
    }
}
