namespace Sparkify.SampleData;

/// <summary>
/// Steele, Lea and Flood's SplitMix64: the same numbers on every machine and runtime, which System.Random doesn't promise. Whole numbers
/// only, so that no rounding differs either.
/// </summary>
internal struct SplitMix64(ulong state)
{
    private ulong state = state;

    /// <summary>The generator of one thing (a user, a song, a day) of a data set, apart from all other things' generators.</summary>
    public static SplitMix64 For(long seed, Stream stream, long index) =>
        new(Mix((ulong)seed + Mix(((ulong)stream << 56) + (ulong)index)));

    public ulong Next() => Mix(state += 0x9E3779B97F4A7C15);

    /// <summary>A number from 0 up to, but without, <paramref name="bound"/>.</summary>
    public int Below(int bound) => (int)(((Next() >> 32) * (ulong)bound) >> 32);

    public long Below(long bound) => (long)Math.BigMul(Next(), (ulong)bound, out _);

    /// <summary>True <paramref name="times"/> times in <paramref name="of"/>.</summary>
    public bool Chance(int times, int of) => Below(of) < times;

    public T Pick<T>(T[] choices) => choices[Below(choices.Length)];

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}

/// <summary>The kinds of things that have generators of their own.</summary>
internal enum Stream
{
    User,
    Artist,
    Song,
    Day,
}
