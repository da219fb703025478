namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>The check sum of a gzip member: https://www.rfc-editor.org/rfc/rfc1952#section-8.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(Entry)];

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        return ~crc;
    }

    private static uint Entry(int value)
    {
        var entry = (uint)value;
        for (var bit = 0; bit < 8; bit++)
        {
            entry = (entry & 1) == 0 ? entry >> 1 : (entry >> 1) ^ Polynomial;
        }

        return entry;
    }
}
