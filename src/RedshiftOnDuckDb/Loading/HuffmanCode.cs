namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>
/// A prefix code as DEFLATE writes it: the lengths of the codes say everything (https://www.rfc-editor.org/rfc/rfc1951#section-3.2.2).
/// </summary>
internal sealed class HuffmanCode
{
    public const int MostBits = 15;

    /// <summary>Codes of at most so many bits are found at once; the few longer ones are searched bit by bit.</summary>
    private const int QuickBits = 10;

    private const int MostSymbols = 288;

    /// <summary>By the next bits: the symbol above its code's length; 0 where the code is longer, or there is none.</summary>
    private readonly ushort[] _quick = new ushort[1 << QuickBits];
    private readonly int[] _counts = new int[MostBits + 1];
    private readonly ushort[] _symbols = new ushort[MostSymbols];

    /// <summary>Takes the place of the code before.</summary>
    /// <param name="lengths">Of each symbol's code; 0: it has none.</param>
    /// <returns>
    /// False: there are more codes than their lengths have room for, or fewer. (A single code of one bit, or none at all, is allowed where
    /// <paramref name="mayBeOne"/>.)
    /// </returns>
    public bool TryMake(ReadOnlySpan<byte> lengths, bool mayBeOne)
    {
        Array.Clear(_counts);
        Array.Clear(_quick);
        foreach (var length in lengths)
        {
            _counts[length]++;
        }

        _counts[0] = 0;
        var left = 1;
        for (var length = 1; length <= MostBits; length++)
        {
            left = (left << 1) - _counts[length];
            if (left < 0)
            {
                return false;
            }
        }

        if (left > 0 && !(mayBeOne && _counts.AsSpan(2).IndexOfAnyExcept(0) < 0))
        {
            return false;
        }

        Span<int> codes = stackalloc int[MostBits + 1];
        Span<int> places = stackalloc int[MostBits + 1];
        for (var length = 1; length < MostBits; length++)
        {
            codes[length + 1] = (codes[length] + _counts[length]) << 1;
            places[length + 1] = places[length] + _counts[length];
        }

        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            var length = lengths[symbol];
            if (length > 0)
            {
                _symbols[places[length]++] = (ushort)symbol;
                Quicken(codes[length]++, length, symbol);
            }
        }

        return true;
    }

    /// <summary>The symbol whose code is next.</summary>
    /// <param name="bits">What is next, the first bit lowest.</param>
    /// <param name="length">Of the code; 0: there is no such code.</param>
    public int Read(ulong bits, out int length)
    {
        var quick = _quick[bits & ((1 << QuickBits) - 1)];
        length = quick & 15;
        if (length > 0)
        {
            return quick >> 4;
        }

        var (code, first, place) = (0, 0, 0);
        for (length = 1; length <= MostBits; length++)
        {
            code |= (int)(bits & 1);
            bits >>= 1;
            if (code - first < _counts[length])
            {
                return _symbols[place + code - first];
            }

            place += _counts[length];
            first = (first + _counts[length]) << 1;
            code <<= 1;
        }

        length = 0;
        return 0;
    }

    /// <summary>A code stands in the bits the other way round: its highest bit comes first.</summary>
    private void Quicken(int code, int length, int symbol)
    {
        if (length > QuickBits)
        {
            return;
        }

        var reversed = 0;
        for (var bit = 0; bit < length; bit++)
        {
            reversed |= ((code >> bit) & 1) << (length - 1 - bit);
        }

        for (var at = reversed; at < _quick.Length; at += 1 << length)
        {
            _quick[at] = (ushort)((symbol << 4) | length);
        }
    }
}
