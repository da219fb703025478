using System.Buffers.Binary;
using System.IO.Compression;

namespace Sparkify.Reference;

/// <summary>Gzip read strictly: a file that is cut short, bent or has something behind its end is damaged.</summary>
/// <remarks>
/// GZipStream lets most cut files pass as shorter ones. So the last member's trailer is checked here: the file's last eight bytes are
/// CRC and length of the text's end (of the whole text, unless several members were concatenated).
/// </remarks>
public static class Gzip
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(i => Crc((uint)i, 8))];

    /// <exception cref="InvalidDataException">The gzip is damaged.</exception>
    public static ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> bytes)
    {
        using var plain = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(bytes.ToArray()), CompressionMode.Decompress))
        {
            gzip.CopyTo(plain);
        }

        var text = plain.ToArray();
        if (bytes.Length < 18)
        {
            throw new InvalidDataException("it is shorter than any gzip");
        }

        var crc = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[^8..]);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[^4..]);
        return length <= text.Length && Crc(text.AsSpan(text.Length - (int)length)) == crc
            ? text
            : throw new InvalidDataException("its end does not match its content");
    }

    public static byte[] Compress(ReadOnlyMemory<byte> plain)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain.Span);
        }

        return compressed.ToArray();
    }

    private static uint Crc(ReadOnlySpan<byte> text)
    {
        var crc = uint.MaxValue;
        foreach (var value in text)
        {
            crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Crc(uint rest, int bits) =>
        bits == 0 ? rest : Crc((rest & 1) == 0 ? rest >> 1 : (rest >> 1) ^ 0xEDB88320, bits - 1);
}
