using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace StatesLanguage.Json;

/// <summary>
/// Writes the characters of JSON text themselves in the place of their escapes. <see cref="System.Text.Json.Utf8JsonWriter"/> escapes
/// everything beyond the 16-bit characters, whatever its encoder: three times the bytes that Step Functions counts.
/// </summary>
internal static class Unescaping
{
    /// <summary>Control characters and halves of pairs stay escaped: JSON can't hold them otherwise.</summary>
    public static ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> json)
    {
        if (json.Span.IndexOf("\\u"u8) < 0)
        {
            return json;
        }

        var bytes = json.Span;
        var result = new ArrayBufferWriter<byte>(json.Length);
        for (var at = 0; at < bytes.Length;)
        {
            var isEscape = bytes[at] == (byte)'\\';
            var taken = isEscape ? Character(bytes[at..], result) : 0;
            if (taken == 0)
            {
                // A plain byte, or the start of an escape that stays, with what it escapes: that may be a backslash.
                taken = isEscape ? 2 : 1;
                result.Write(bytes.Slice(at, taken));
            }

            at += taken;
        }

        return result.WrittenMemory;
    }

    /// <summary>Writes the character that an escape (or a pair of them) stands for; 0 where it has to stay.</summary>
    private static int Character(ReadOnlySpan<byte> escape, ArrayBufferWriter<byte> result)
    {
        if (Unit(escape) is not { } first || first < ' ')
        {
            return 0;
        }

        var isPair = char.IsHighSurrogate(first) && escape.Length >= 12;
        var rune = isPair && Unit(escape[6..]) is { } second && Rune.TryCreate(first, second, out var pair) ? pair
            : Rune.TryCreate(first, out var single) ? single : (Rune?)null;
        if (rune is not { } character || character.Value is '"' or '\\')
        {
            return 0;
        }

        result.Advance(character.EncodeToUtf8(result.GetSpan(4)));
        return character.Utf16SequenceLength * 6;
    }

    private static char? Unit(ReadOnlySpan<byte> escape) =>
        escape.Length >= 6
        && escape[1] == (byte)'u'
        && Utf8Parser.TryParse(escape.Slice(2, 4), out ushort unit, out var read, 'x')
        && read == 4
            ? (char)unit
            : null;
}
