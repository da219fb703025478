namespace Sparkify.SampleData;

/// <summary>
/// The ids that belong to a seed and to no other: sessions by a range of numbers of its own, songs, artists and tracks by having the seed
/// written into their ids.
/// </summary>
/// <remarks>
/// The 65,536 smallest seeds have 67,108,864 session ids each; every other seed has 2,048, and its sessions get longer instead. The ranges
/// never change: other ids are other bytes for the same seed.
/// </remarks>
internal static class SeedRange
{
    public const long MaxSeed = int.MaxValue;

    /// <summary>Artists of one seed; more songs than these share them.</summary>
    public const int MaxArtists = 6_000_000;

    private const long SmallSeeds = 1 << 16;
    private const long SmallSeedSessions = 1 << 26;
    private const long LargeSeedSessions = 1 << 11;

    private const int FiveLetters = 26 * 26 * 26 * 26 * 26;
    private const int FiveAlphanumerics = 36 * 36 * 36 * 36 * 36;

    /// <summary>The seed's first session id.</summary>
    public static long FirstSession(long seed) =>
        seed < SmallSeeds ? (seed * SmallSeedSessions) + 1 : (SmallSeeds * SmallSeedSessions) + (seed * LargeSeedSessions) + 1;

    /// <summary>How many session ids the seed has.</summary>
    public static long Sessions(long seed) => seed < SmallSeeds ? SmallSeedSessions - 1 : LargeSeedSessions - 1;

    /// <summary><c>SO</c>, five letters, <c>12</c>, nine hexadecimal digits: one id for each seed and index.</summary>
    public static void WriteSongId(Utf8Buffer to, long seed, int index)
    {
        to.Write("SO"u8);
        WriteDigits(to, Scatter(index % FiveLetters, FiveLetters), 26, 5);
        to.Write("12"u8);
        WriteDigits(to, ((ulong)(index / FiveLetters) << 32) | Scramble(seed, 0xA58A7C72), 16, 9);
    }

    /// <summary><c>AR</c>, five letters or digits, <c>1187</c>, seven hexadecimal digits: one id for each seed and index.</summary>
    public static void WriteArtistId(Utf8Buffer to, long seed, int index)
    {
        var number = ((ulong)seed * MaxArtists) + (ulong)index;
        to.Write("AR"u8);
        WriteDigits(to, Scatter((long)(number % FiveAlphanumerics), FiveAlphanumerics), 36, 5);
        to.Write("1187"u8);
        WriteDigits(to, Scramble((long)(number / FiveAlphanumerics), 0x8FB35FF4) & 0x0FFFFFFF, 16, 7);
    }

    /// <summary>
    /// <c>TR</c>, the three letters of its folders, two more, <c>12</c>, nine hexadecimal digits: one key for each seed and index.
    /// </summary>
    public static string TrackKey(long seed, int index, int songs)
    {
        var folders = Math.Clamp((songs + 63) / 64, 6, 26 * 26 * 26);
        var folder = index % folders;
        var to = new Utf8Buffer();
        to.Write("TR"u8);
        WriteDigits(to, (ulong)folder, 26, 3);
        WriteDigits(to, (ulong)(index / folders % 676), 26, 2);
        to.Write("12"u8);
        WriteDigits(to, (ulong)(index / folders / 676), 16, 1);
        WriteDigits(to, Scramble(seed, 0x8F932546), 16, 8);
        var id = to.ToString();
        return $"song_data/{id[2]}/{id[3]}/{id[4]}/{id}.json";
    }

    /// <summary>Another number below <paramref name="count"/> for each number below it: the multiplier shares no factor with it.</summary>
    private static ulong Scatter(long number, int count) => (ulong)number * 7_368_787 % (ulong)count;

    /// <summary>Another 32-bit number for each, and other low bits for other low bits: an odd multiplier loses nothing.</summary>
    private static uint Scramble(long number, uint mask) => unchecked((uint)number * 0x9E3779B1) ^ mask;

    /// <summary>Letters for base 26, else digits and then letters.</summary>
    private static void WriteDigits(Utf8Buffer to, ulong number, uint radix, int length)
    {
        var alphabet = radix == 26 ? "ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8 : "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"u8;
        Span<byte> digits = stackalloc byte[length];
        for (var i = length - 1; i >= 0; i--)
        {
            digits[i] = alphabet[(int)(number % radix)];
            number /= radix;
        }

        to.Write(digits);
    }
}
