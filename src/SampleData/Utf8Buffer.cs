using System.Buffers.Text;
using System.Text;

namespace Sparkify.SampleData;

/// <summary>Bytes that grow: a file under construction.</summary>
internal sealed class Utf8Buffer
{
    private byte[] bytes = new byte[256];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;

    public void Write(ReadOnlySpan<byte> more)
    {
        more.CopyTo(Room(more.Length));
        Length += more.Length;
    }

    public void Write(long number)
    {
        Utf8Formatter.TryFormat(number, Room(20), out var written);
        Length += written;
    }

    /// <summary>A decimal number as Python prints a float: no zeros at the end but one behind a bare point.</summary>
    public void WriteDecimal(long hundredThousandths)
    {
        if (hundredThousandths < 0)
        {
            Write("-"u8);
            hundredThousandths = -hundredThousandths;
        }

        Write(hundredThousandths / 100_000);
        var fraction = (int)(hundredThousandths % 100_000);
        Span<byte> digits = [(byte)'.', 0, 0, 0, 0, 0];
        for (var i = 5; i > 0; i--)
        {
            digits[i] = (byte)('0' + (fraction % 10));
            fraction /= 10;
        }

        Write(digits.TrimEnd((byte)'0') is { Length: > 1 } kept ? kept : ".0"u8);
    }

    public byte[] ToArray() => Written.ToArray();

    public override string ToString() => Encoding.UTF8.GetString(Written);

    private Span<byte> Room(int needed)
    {
        if (bytes.Length - Length < needed)
        {
            Array.Resize(ref bytes, Math.Max(bytes.Length * 2, Length + needed));
        }

        return bytes.AsSpan(Length);
    }
}
