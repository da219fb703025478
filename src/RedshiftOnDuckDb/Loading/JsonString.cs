using System.Globalization;
using System.Text;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>The text of a JSON string: its escapes, and what COPY takes as UTF-8.</summary>
internal static class JsonString
{
    /// <summary>
    /// Writes a string's value, its escapes read, over a buffer at least as long as the string. A lone surrogate and
    /// <c>\u0000</c> have no text that a VARCHAR could hold: both are errors, named by the escape that is at fault.
    /// </summary>
    /// <returns>The value's bytes; -1 with <paramref name="fault"/> set.</returns>
    public static int Unescape(ReadOnlySpan<byte> raw, Span<byte> buffer, out string? fault)
    {
        fault = null;
        var written = 0;
        for (var at = 0; at < raw.Length;)
        {
            if (raw[at] != '\\')
            {
                var run = raw[at..].IndexOf((byte)'\\');
                run = run < 0 ? raw.Length - at : run;
                raw.Slice(at, run).CopyTo(buffer[written..]);
                (at, written) = (at + run, written + run);
                continue;
            }

            var escape = raw[at + 1];
            if (escape != 'u')
            {
                buffer[written++] = escape switch { (byte)'n' =>
                    10, (byte)'t' => 9, (byte)'r' => 13, (byte)'b' => 8, (byte)'f' => 12, _ => escape };
                at += 2;
                continue;
            }

            int unit = Hex(raw, at);
            var length = 6;
            if (char.IsHighSurrogate((char)unit) && at + 11 < raw.Length && raw[at + 6] == '\\' && raw[at + 7] == 'u'
                && Hex(raw, at + 6) is var low && char.IsLowSurrogate((char)low))
            {
                unit = char.ConvertToUtf32((char)unit, (char)low);
                length = 12;
            }

            if (unit == 0 || !Rune.TryCreate(unit, out var rune))
            {
                fault = Encoding.ASCII.GetString(raw.Slice(at, 6));
                return -1;
            }

            written += rune.EncodeToUtf8(buffer[written..]);
            at += length;
        }

        return written;
    }

    /// <summary>The bytes of the first sequence that is not UTF-8, as Redshift's messages write them.</summary>
    public static string FirstInvalid(ReadOnlySpan<byte> text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (Rune.DecodeFromUtf8(text[at..], out _, out var length) != System.Buffers.OperationStatus.Done)
            {
                return string.Join(
                    ' ', text.Slice(at, Math.Max(1, length)).ToArray().Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));
            }

            at += length;
        }

        return "";
    }

    /// <summary>Puts the replacement in each byte's place that is not UTF-8: the text keeps its length.</summary>
    public static byte[] Repair(ReadOnlySpan<byte> text, byte replacement)
    {
        var repaired = text.ToArray();
        for (var at = 0; at < text.Length;)
        {
            var valid = Rune.DecodeFromUtf8(text[at..], out _, out var length) == System.Buffers.OperationStatus.Done;
            length = Math.Max(1, length);
            if (!valid)
            {
                repaired.AsSpan(at, length).Fill(replacement);
            }

            at += length;
        }

        return repaired;
    }

    /// <summary>The longest beginning of a text that has at most this many bytes and cuts no character in two.</summary>
    public static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text, int most)
    {
        while (most > 0 && (text[most] & 0xC0) == 0x80)
        {
            most--;
        }

        return text[..most];
    }

    private static int Hex(ReadOnlySpan<byte> raw, int escape) =>
        int.Parse(raw.Slice(escape + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
