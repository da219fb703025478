using System.Buffers.Binary;
using System.IO.Hashing;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>
/// Decompresses a .gz (https://www.rfc-editor.org/rfc/rfc1952) and notices damage: an early end, something behind the end, a check sum or
/// a length that is not that of the text. Members one after the other are one file.
/// </summary>
internal static class Gunzip
{
    private const int ShortestHeader = 10;
    private const int Trailer = 8;

    [Flags]
    private enum Has
    {
        CheckSum = 2,
        Extra = 4,
        Name = 8,
        Comment = 16,
        Unknown = 0xE0,
    }

    private static ReadOnlySpan<byte> MemberStart => [0x1f, 0x8b, 0x08];

    /// <exception cref="InvalidDataException">It is no .gz, or a damaged one.</exception>
    /// <exception cref="InsufficientMemoryException">Its text is longer than an array can be.</exception>
    public static ReadOnlyMemory<byte> Read(ReadOnlyMemory<byte> content, Scan scan)
    {
        if (content.IsEmpty)
        {
            throw new InvalidDataException("the file is empty");
        }

        var inflater = new Inflater(content.Span, scan);
        for (var at = 0; at < content.Length;)
        {
            var begin = inflater.Text.Length;
            var start = at + HeaderOf(content.Span[at..]);
            scan.Pass(start - at);
            var end = inflater.Read(start);
            Check(content.Span[end..], inflater.Text.Span[begin..]);
            at = end + Trailer;
        }

        return inflater.Text;
    }

    /// <summary>How many bytes stand before a member's data.</summary>
    private static int HeaderOf(ReadOnlySpan<byte> member)
    {
        if (member.Length < ShortestHeader || !member.StartsWith(MemberStart) || ((Has)member[3] & Has.Unknown) != 0)
        {
            throw Inflater.Damaged();
        }

        var has = (Has)member[3];
        var at = ShortestHeader;
        if (has.HasFlag(Has.Extra))
        {
            at += 2 + Number16(member, at);
        }

        at += has.HasFlag(Has.Name) ? Text(member, at) : 0;
        at += has.HasFlag(Has.Comment) ? Text(member, at) : 0;
        if (has.HasFlag(Has.CheckSum))
        {
            if (Number16(member, at) != (ushort)Crc32.HashToUInt32(member[..at]))
            {
                throw Inflater.Damaged();
            }

            at += 2;
        }

        return at <= member.Length ? at : throw Inflater.Damaged();
    }

    private static ushort Number16(ReadOnlySpan<byte> member, int at) =>
        at + 2 <= member.Length ? BinaryPrimitives.ReadUInt16LittleEndian(member[at..]) : throw Inflater.Damaged();

    /// <summary>The length of a text and the zero at its end.</summary>
    private static int Text(ReadOnlySpan<byte> member, int at)
    {
        var end = at <= member.Length ? member[at..].IndexOf((byte)0) : -1;
        return end >= 0 ? end + 1 : throw Inflater.Damaged();
    }

    private static void Check(ReadOnlySpan<byte> behind, ReadOnlySpan<byte> text)
    {
        if (behind.Length < Trailer
            || BinaryPrimitives.ReadUInt32LittleEndian(behind) != Crc32.HashToUInt32(text)
            || BinaryPrimitives.ReadUInt32LittleEndian(behind[4..]) != (uint)text.Length)
        {
            throw Inflater.Damaged();
        }
    }
}
