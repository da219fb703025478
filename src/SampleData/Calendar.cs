namespace Sparkify.SampleData;

/// <summary>
/// Who does what when: each day's sessions, a pure function of seed and day. A day has its share of the events, to the event, and its
/// share of the seed's session ids; where ids are few, sessions are long.
/// </summary>
internal sealed class Calendar
{
    public const long DayMs = 24L * 3600 * 1000;

    private readonly GenerateOptions options;
    private readonly int users;

    public Calendar(GenerateOptions options)
    {
        this.options = options;
        users = (int)Math.Max(options.Events / 80, 1);
        Days = (int)Math.Clamp(options.Events / 10_000, 30, Math.Min(3650, SeedRange.Sessions(options.Seed) / 8));
    }

    public static DateTime Start { get; } = new(2018, 11, 1, 0, 0, 0, DateTimeKind.Utc);

    public int Days { get; }

    public long FromMs { get; } = new DateTimeOffset(Start).ToUnixTimeMilliseconds();

    public long UntilMs => FromMs + (Days * DayMs);

    /// <summary>The day's events, in order of time.</summary>
    public void Fill(int day, List<Activity> activities)
    {
        activities.Clear();
        var random = SplitMix64.For(options.Seed, Stream.Day, day);
        var events = (int)(ShareUntil(options.Events, day + 1) - ShareUntil(options.Events, day));
        var firstId = ShareUntil(SeedRange.Sessions(options.Seed), day);
        var ids = ShareUntil(SeedRange.Sessions(options.Seed), day + 1) - firstId;
        for (var id = 0L; events > 0; id++)
        {
            var least = (int)((events + ids - id - 1) / (ids - id));
            var length = Math.Min(events, Math.Max(least, Length(ref random)));
            AddSession(activities, ref random, SeedRange.FirstSession(options.Seed) + firstId + id, day, length);
            events -= length;
        }

        activities.Sort();
    }

    private void AddSession(List<Activity> activities, ref SplitMix64 random, long session, int day, int length)
    {
        var pause = (int)Math.Min(240_000, DayMs / length);
        var ts = FromMs + (day * DayMs) + random.Below(DayMs - ((length - 1L) * pause));
        var user = 1 + (int)((long)random.Below(users) * (1 + random.Below(users)) / users);
        var listener = Listener.Of(options.Seed, user, FromMs, UntilMs);
        var loggedIn = !random.Chance(1, 12);
        for (var item = 0; item < length; item++)
        {
            var page = loggedIn
                ? NextPage(ref random, item, item == length - 1, listener.PaysAt(ts))
                : random.Chance(2, 3) ? Page.Login : Page.Home;
            activities.Add(new Activity(ts, session, item, user, loggedIn, page, PickSong(ref random)));
            loggedIn = page == Page.Login || (loggedIn && page != Page.Logout);
            ts += random.Below(pause);
        }
    }

    /// <summary>Who is logged in plays songs, mostly.</summary>
    private static Page NextPage(ref SplitMix64 random, int item, bool last, bool pays) => random.Below(1000) switch
    {
        < 5 => Page.Logout,
        < 100 when last && item > 0 => Page.Logout,
        < 16 => pays ? Page.Downgrade : Page.Upgrade,
        < 19 => pays ? Page.SubmitDowngrade : Page.SubmitUpgrade,
        < 75 => random.Pick(Page.Others),
        < 500 when item == 0 => Page.Home,
        _ => Page.NextSong,
    };

    /// <summary>One in five plays a song that has a file.</summary>
    private int PickSong(ref SplitMix64 random)
    {
        var known = options.Songs > 0 && random.Chance(1, 5);
        var from = known ? options.Songs : 1000 + (4 * options.Songs);
        var index = (int)((long)random.Below(from) * (1 + random.Below(from)) / from);
        return known ? index : options.Songs + index;
    }

    /// <summary>A third are a single event; the others are anything up to 120, short ones more often.</summary>
    private static int Length(ref SplitMix64 random) =>
        random.Chance(1, 3) ? 1 : 2 + (random.Below(120) * random.Below(120) * random.Below(120) / 14_400);

    private long ShareUntil(long whole, int day) => (long)((Int128)whole * day / Days);
}
