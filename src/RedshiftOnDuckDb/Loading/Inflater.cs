using System.Buffers.Binary;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>
/// Decompresses DEFLATE (https://www.rfc-editor.org/rfc/rfc1951) and knows to the byte where it ends, which .NET's own stream does not
/// say: so the members of a .gz are found one behind the other, each byte read once.
/// </summary>
internal ref struct Inflater
{
    private const int EndOfBlock = 256;
    private const int FirstLength = 257;
    private const int MostLiterals = 286;
    private const int MostDistances = 30;
    private const int BetweenLooks = 1 << 20;

    private static readonly HuffmanCode FixedLiterals = Made(
        [.. Enumerable.Range(0, 288).Select(symbol => (byte)(symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8))]);
    private static readonly HuffmanCode FixedDistances = Made([.. Enumerable.Repeat((byte)5, 32)]);

    private readonly ReadOnlySpan<byte> _content;
    private readonly Scan _scan;
    private readonly HuffmanCode _lengths = new();
    private readonly HuffmanCode _literals = new();
    private readonly HuffmanCode _distances = new();
    private byte[] _text;
    private int _written;
    private int _begin;

    /// <summary>Up to here there is room, and no look at the scan is due.</summary>
    private int _until;

    /// <summary>What the scan knows of: so many bytes of the content, and of the text.</summary>
    private int _passed;
    private int _passedText;

    /// <summary>The next byte to take bits from; the bits that are taken and not read.</summary>
    private int _at;
    private ulong _bits;
    private int _count;

    public Inflater(ReadOnlySpan<byte> content, Scan scan)
    {
        _content = content;
        _scan = scan;
        _text = new byte[Math.Min(Array.MaxLength, 256 + (4L * content.Length))];
        _until = Math.Min(_text.Length, BetweenLooks);
    }

    private static ReadOnlySpan<byte> LengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];
    private static ReadOnlySpan<ushort> LengthFrom =>
    [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258
    ];

    private static ReadOnlySpan<byte> LengthBits =>
        [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static ReadOnlySpan<ushort> DistanceFrom =>
    [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289,
        16385, 24577
    ];

    private static ReadOnlySpan<byte> DistanceBits =>
        [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

    /// <summary>All that was read so far, of every member.</summary>
    public readonly ReadOnlyMemory<byte> Text => _text.AsMemory(0, _written);

    /// <summary>Reads one member's data, and adds its text.</summary>
    /// <param name="from">Where it begins.</param>
    /// <returns>The place behind it.</returns>
    /// <exception cref="InvalidDataException">It is damaged, or ends early.</exception>
    /// <exception cref="InsufficientMemoryException">Its text is longer than an array can be.</exception>
    public int Read(int from)
    {
        (_at, _bits, _count, _begin) = (from, 0, 0, _written);
        _passed = from;
        bool isLast;
        do
        {
            isLast = Take(1) == 1;
            switch (Take(2))
            {
                case 0:
                    ReadStored();
                    break;
                case 1:
                    ReadBlock(FixedLiterals, FixedDistances);
                    break;
                case 2:
                    ReadCodes();
                    ReadBlock(_literals, _distances);
                    break;
                default:
                    throw Damaged();
            }

            Pass();
        }
        while (!isLast);
        GiveBack();
        return _at;
    }

    public static InvalidDataException Damaged() => new("the file is damaged, or does not end where it should");

    private static HuffmanCode Made(ReadOnlySpan<byte> lengths)
    {
        var code = new HuffmanCode();
        return code.TryMake(lengths, mayBeOne: false) ? code : throw new ArgumentException("no such code", nameof(lengths));
    }

    private void ReadBlock(HuffmanCode literals, HuffmanCode distances)
    {
        for (int symbol; (symbol = Symbol(literals)) != EndOfBlock;)
        {
            if (symbol < EndOfBlock)
            {
                MakeRoom(1);
                _text[_written++] = (byte)symbol;
                continue;
            }

            var at = symbol - FirstLength;
            if (at >= LengthFrom.Length)
            {
                throw Damaged();
            }

            var length = LengthFrom[at] + Take(LengthBits[at]);
            var far = Symbol(distances);
            if (far >= MostDistances)
            {
                throw Damaged();
            }

            Repeat(length, DistanceFrom[far] + Take(DistanceBits[far]));
        }
    }

    private void Repeat(int length, int distance)
    {
        if (distance > _written - _begin)
        {
            throw Damaged();
        }

        MakeRoom(length);
        if (distance >= length)
        {
            _text.AsSpan(_written - distance, length).CopyTo(_text.AsSpan(_written));
            _written += length;
            return;
        }

        for (var end = _written + length; _written < end; _written++)
        {
            _text[_written] = _text[_written - distance];
        }
    }

    private void ReadStored()
    {
        Take(_count & 7);
        GiveBack();
        if (_content.Length - _at < 4)
        {
            throw Damaged();
        }

        int length = BinaryPrimitives.ReadUInt16LittleEndian(_content[_at..]);
        if (length != (ushort)~BinaryPrimitives.ReadUInt16LittleEndian(_content[(_at + 2)..]) || _content.Length - _at - 4 < length)
        {
            throw Damaged();
        }

        MakeRoom(length);
        _content.Slice(_at + 4, length).CopyTo(_text.AsSpan(_written));
        (_at, _written) = (_at + 4 + length, _written + length);
    }

    private void ReadCodes()
    {
        var literals = FirstLength + Take(5);
        var distances = 1 + Take(5);
        var codes = 4 + Take(4);
        if (literals > MostLiterals || distances > MostDistances)
        {
            throw Damaged();
        }

        Span<byte> lengths = stackalloc byte[MostLiterals + MostDistances];
        lengths.Clear();
        for (var i = 0; i < codes; i++)
        {
            lengths[LengthOrder[i]] = (byte)Take(3);
        }

        if (!_lengths.TryMake(lengths[..LengthOrder.Length], mayBeOne: false))
        {
            throw Damaged();
        }

        for (var at = 0; at < literals + distances;)
        {
            var symbol = Symbol(_lengths);
            if (symbol < 16)
            {
                lengths[at++] = (byte)symbol;
                continue;
            }

            var (value, times) = symbol switch
            {
                16 when at > 0 => (lengths[at - 1], 3 + Take(2)),
                16 => throw Damaged(),
                17 => ((byte)0, 3 + Take(3)),
                _ => ((byte)0, 11 + Take(7)),
            };
            if (at + times > literals + distances)
            {
                throw Damaged();
            }

            lengths.Slice(at, times).Fill(value);
            at += times;
        }

        if (lengths[EndOfBlock] == 0
            || !_literals.TryMake(lengths[..literals], mayBeOne: true)
            || !_distances.TryMake(lengths.Slice(literals, distances), mayBeOne: true))
        {
            throw Damaged();
        }
    }

    private int Symbol(HuffmanCode code)
    {
        Fill();
        var symbol = code.Read(_bits, out var length);
        if (length == 0)
        {
            throw Damaged();
        }

        Drop(length);
        return symbol;
    }

    private int Take(int bits)
    {
        Fill();
        var value = (int)(_bits & ((1UL << bits) - 1));
        Drop(bits);
        return value;
    }

    private void Drop(int bits)
    {
        if (bits > _count)
        {
            throw Damaged();
        }

        _bits >>= bits;
        _count -= bits;
    }

    /// <summary>As many bits as one reading can ask for, if the content has them.</summary>
    private void Fill()
    {
        while (_count < HuffmanCode.MostBits && _at < _content.Length)
        {
            _bits |= (ulong)_content[_at++] << _count;
            _count += 8;
        }
    }

    /// <summary>The bits that were taken and not read, but for the rest of a byte that was begun.</summary>
    private void GiveBack()
    {
        _at -= _count >> 3;
        (_bits, _count) = (0, 0);
    }

    private void MakeRoom(int more)
    {
        if (_until - _written < more)
        {
            Pass();
            Grow(more);
            _until = (int)Math.Min(_text.Length, (long)_written + more + BetweenLooks);
        }
    }

    private void Grow(int more)
    {
        if (_text.Length - _written >= more)
        {
            return;
        }

        if (Array.MaxLength - _written < more)
        {
            throw new InsufficientMemoryException(
                $"its text has more than {Array.MaxLength} bytes, and the local run holds a file in memory: split it");
        }

        _scan.Pass(_written);
        Array.Resize(ref _text, (int)Math.Min(Array.MaxLength, 2L * Math.Max(_text.Length, _written + (long)more)));
    }

    private void Pass()
    {
        _scan.Pass(_at - _passed + _written - _passedText);
        (_passed, _passedText) = (_at, _written);
    }
}
