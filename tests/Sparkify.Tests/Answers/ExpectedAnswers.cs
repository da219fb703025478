using System.Globalization;
using Sparkify.Reference;

namespace Sparkify.Tests.Answers;

/// <summary>
/// What each question of <c>src/Warehouse/analytics</c> must answer, counted over the plays that <c>tests/Reference</c> reads from the
/// files: no warehouse, no SQL. A row is the values in the order of the answer's columns.
/// </summary>
internal sealed partial class ExpectedAnswers
{
    private const int Top = 10;

    private readonly StarSchema _star;
    private readonly List<HeardPlay> _plays;
    private readonly Dictionary<string, IReadOnlyList<string?>> _users;
    private readonly Dictionary<string, IReadOnlyList<string?>> _songs;
    private readonly Dictionary<string, IReadOnlyList<string?>> _artists;

    public ExpectedAnswers(IEnumerable<SourceFile> files)
    {
        _star = StarSchema.Of(files);
        _plays = [.. _star.Plays.OrderBy(play => play.StartTime)];
        _users = ByKey(_star.Users);
        _songs = ByKey(_star.Songs);
        _artists = ByKey(_star.Artists);
    }

    public IReadOnlyList<HeardPlay> Plays => _plays;

    /// <summary>By the question's name.</summary>
    public IReadOnlyDictionary<string, Func<IEnumerable<object?[]>>> All => new Dictionary<string, Func<IEnumerable<object?[]>>>
    {
        ["artists_without_metadata"] = ArtistsWithoutMetadata,
        ["cities"] = () => MostPlayed(_plays.GroupBy(play => play.Location ?? "not stated"), Top),
        ["daily_listeners"] = () => ByDay(DateOnly.FromDateTime, (day, plays) => [day, Listeners(plays), Count(plays)]),
        ["decades"] = Decades,
        ["devices"] = () => MostPlayed(_plays.GroupBy(play => Device(play.UserAgent)), int.MaxValue),
        ["gender_and_level"] = GenderAndLevel,
        ["listening"] = () => [[Count(_plays), Listeners(_plays), (long)Sessions().Count(), Minutes(_plays)]],
        ["minutes_listened"] = () => ByDay(Week, (week, plays) => [week, Minutes(Of("paid", plays)), Minutes(Of("free", plays))]),
        ["plan_changes"] = PlanChanges,
        ["plays_by_hour"] = () => _plays.GroupBy(play => play.StartTime.Hour).OrderBy(hour => hour.Key)
            .Select(hour => new object?[] { hour.Key, Count(hour), Listeners(hour) }),
        ["plays_by_level"] = () => ByDay(Week, (week, plays) =>
        [
            week, Count(Of("paid", plays)), Listeners(Of("paid", plays)), Count(Of("free", plays)), Listeners(Of("free", plays)),
        ]),
        ["plays_by_weekday"] = () => _plays.GroupBy(play => play.StartTime.DayOfWeek).OrderBy(day => day.Key)
            .Select(day => new object?[] { day.Key.ToString(), Count(day), Listeners(day) }),
        ["plays_by_weekday_and_hour"] = () => _plays.GroupBy(play => (play.StartTime.DayOfWeek, play.StartTime.Hour))
            .OrderBy(hour => hour.Key).Select(hour => new object?[] { hour.Key.DayOfWeek.ToString(), hour.Key.Hour, Count(hour) }),
        ["plays_without_song"] = () => ByDay(Week, (week, plays) =>
            [week, Count(plays.Where(play => play.SongId is null)), Count(plays.Where(play => play.SongId is not null))]),
        ["retention"] = Retention,
        ["session_lengths"] = SessionLengths,
        ["sessions"] = SessionsByWeek,
        ["song_coverage"] = () => [[Known(), Count(_plays), _plays.Count == 0 ? null : Rounded(Known() * 100.0 / _plays.Count, 2)]],
        ["songs_with_metadata"] = SongsWithMetadata,
        ["top_artists"] = () => MostPlayed(_plays.Where(play => play.ArtistName is not null).GroupBy(play => play.ArtistName!), Top)
            .Select(row => new[] { row[0], row[1], row[2], Titles(_plays.Where(play => play.ArtistName == (string?)row[0])) }),
        ["top_songs"] = TopSongs,
        ["weekly_listeners"] = WeeklyListeners,
    };

    /// <summary>A value as the answer's text has it.</summary>
    public static string Text(object? value) =>
        value is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : $"{value ?? ""}";

    private static Dictionary<string, IReadOnlyList<string?>> ByKey(StarTable table) => table.Rows.ToDictionary(row => row[0]!);

    private long Known() => Count(_plays.Where(play => play.SongId is not null));

    private static long Count<T>(IEnumerable<T> all) => all.LongCount();

    private static long Listeners(IEnumerable<HeardPlay> plays) => plays.Select(play => play.UserId).OfType<int>().Distinct().LongCount();

    private static long Titles(IEnumerable<HeardPlay> plays) => plays.Select(play => play.Title).OfType<string>().Distinct().LongCount();

    /// <summary>Lengths are hundred-thousandths of a second: whole numbers of those have no order to depend on.</summary>
    private static long Minutes(IEnumerable<HeardPlay> plays) =>
        (plays.Sum(play => (long)Math.Round((play.Length ?? 0) * 100_000)) + 3_000_000) / 6_000_000;

    private static double Rounded(double value, int digits) => Math.Round(value, digits, MidpointRounding.AwayFromZero);

    private static IEnumerable<HeardPlay> Of(string level, IEnumerable<HeardPlay> plays) => plays.Where(play => play.Level == level);

    /// <summary>The Monday that it is of the week of.</summary>
    private static DateOnly Week(DateTime time) => DateOnly.FromDateTime(time).AddDays(-(((int)time.DayOfWeek + 6) % 7));

    private IEnumerable<object?[]> ByDay(Func<DateTime, DateOnly> day, Func<DateOnly, IEnumerable<HeardPlay>, object?[]> row) =>
        _plays.GroupBy(play => day(play.StartTime)).OrderBy(plays => plays.Key).Select(plays => row(plays.Key, plays));

    private static IEnumerable<object?[]> MostPlayed(IEnumerable<IGrouping<string, HeardPlay>> groups, int most) =>
        groups.OrderByDescending(plays => plays.Count()).ThenBy(plays => plays.Key, TextOrder.NullLast).Take(most)
            .Select(plays => new object?[] { plays.Key, Count(plays), Listeners(plays) });
}
