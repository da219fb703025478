using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>
/// Decompresses a .gz and notices damage. .NET's own stream reads one that ends too early, or has something behind its end, without a
/// word; so the check sum and the length that a member's last eight bytes say are held against what came out of it.
/// </summary>
internal static class Gunzip
{
    private static ReadOnlySpan<byte> MemberStart => [0x1f, 0x8b, 0x08];

    /// <exception cref="InvalidDataException">It is no .gz, or a damaged one.</exception>
    public static ReadOnlyMemory<byte> Read(ReadOnlyMemory<byte> content)
    {
        if (Member(content) is { } whole)
        {
            return whole;
        }

        // Several members one after the other are one file: take them apart where a member begins.
        var all = new MemoryStream();
        var from = 0;
        while (from < content.Length)
        {
            var end = from;
            ReadOnlyMemory<byte>? member = null;
            while (member is null && end < content.Length)
            {
                var next = content.Span[(end + 1)..].IndexOf(MemberStart);
                end = next < 0 ? content.Length : end + 1 + next;
                member = Member(content[from..end]);
            }

            all.Write(
                member is { } read ? read.Span : throw new InvalidDataException("the file is damaged, or does not end where it should"));
            from = end;
        }

        return from > 0 ? all.ToArray() : throw new InvalidDataException("the file is empty");
    }

    /// <summary>One member that ends where the bytes end; null where it is not that.</summary>
    private static ReadOnlyMemory<byte>? Member(ReadOnlyMemory<byte> content)
    {
        const int shortest = 18;
        if (content.Length < shortest || !content.Span.StartsWith(MemberStart))
        {
            return null;
        }

        try
        {
            using var compressed = new MemoryStream(content.ToArray(), writable: false);
            using var stream = new GZipStream(compressed, CompressionMode.Decompress);
            using var text = new MemoryStream();
            stream.CopyTo(text);
            var read = text.GetBuffer().AsMemory(0, (int)text.Length);
            var trailer = content.Span[^8..];
            var isWhole = BinaryPrimitives.ReadUInt32LittleEndian(trailer[4..]) == (uint)read.Length
                && BinaryPrimitives.ReadUInt32LittleEndian(trailer) == Crc32.HashToUInt32(read.Span);

            // The type is said: a bare null would become an empty text.
            return isWhole ? (ReadOnlyMemory<byte>?)read : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
