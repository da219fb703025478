using System.Buffers.Binary;

namespace StatesLanguage.Expressions;

/// <summary>
/// The one source of chance of an interpreter, which may share it with others: with the same seed and the same order of events, the same
/// run.
/// </summary>
internal sealed class Chance(Random random)
{
    /// <summary>From 0 up to, and without, 1.</summary>
    public double Fraction()
    {
        lock (random)
        {
            return random.NextDouble();
        }
    }

    /// <summary>From <paramref name="from"/> up to, and without, <paramref name="to"/>.</summary>
    public long Whole(long from, long to)
    {
        lock (random)
        {
            return random.NextInt64(from, to);
        }
    }

    /// <summary>A version 4 UUID.</summary>
    public string Uuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (random)
        {
            random.NextBytes(bytes);
        }

        bytes[6] = (byte)(0x40 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(
            BinaryPrimitives.ReadInt32BigEndian(bytes), BinaryPrimitives.ReadInt16BigEndian(bytes[4..]),
            BinaryPrimitives.ReadInt16BigEndian(bytes[6..]),
            bytes[8], bytes[9], bytes[10], bytes[11], bytes[12], bytes[13], bytes[14], bytes[15]).ToString();
    }
}
