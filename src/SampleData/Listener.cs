namespace Sparkify.SampleData;

/// <summary>One user, a pure function of the seed and the user's number.</summary>
/// <param name="Registration">In milliseconds from 1970.</param>
/// <param name="PaidFrom">From here on the user pays, until <paramref name="PaidUntil"/>: in milliseconds from 1970.</param>
internal readonly record struct Listener(
    int Id,
    Phrase FirstName,
    Phrase LastName,
    bool Woman,
    Phrase Location,
    Phrase UserAgent,
    long Registration,
    long PaidFrom,
    long PaidUntil)
{
    public static Listener Of(long seed, int id, long from, long until)
    {
        var random = SplitMix64.For(seed, Stream.User, id);
        var woman = random.Chance(55, 100);
        var change = from + random.Below(until - from);
        var (paidFrom, paidUntil) = random.Below(100) switch
        {
            < 20 => (from, until),
            < 40 => (change, until),
            < 44 => (change, change + random.Below(until - change)),
            < 48 => (from, change),
            _ => (until, until),
        };
        return new Listener(
            id,
            random.Pick(woman ? Words.Women : Words.Men),
            random.Pick(Words.LastNames),
            woman,
            random.Pick(Words.ListenerPlaces),
            random.Pick(Words.UserAgents),
            from - 1 - random.Below(90L * 24 * 3600 * 1000),
            paidFrom,
            paidUntil);
    }

    public bool PaysAt(long ts) => ts >= PaidFrom && ts < PaidUntil;
}
