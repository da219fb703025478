using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sparkify.Reference;

/// <summary>The five tables: which rows each has, and who wins when several speak. An order here reads as its rule does.</summary>
internal static class TableRules
{
    private static readonly Comparer<string?> Text = TextOrder.NullLast;
    private static readonly Comparer<double?> Double = NumberOrder<double>.NullLast;
    private static readonly Comparer<int?> Integer = NumberOrder<int>.NullLast;
    private static readonly Comparer<long?> Long = NumberOrder<long>.NullLast;

    private static readonly StarColumn<Play>[] SongplayColumns =
    [
        new("songplay_id", ColumnType.Text, p => SongplayId(p.Event)),
        new("start_time", ColumnType.Timestamp, p => p.Event.StartTime),
        new("user_id", ColumnType.Whole, p => p.Event.UserId),
        new("level", ColumnType.Text, p => p.Event.Row.Level),
        new("song_id", ColumnType.Text, p => p.Song?.SongId),
        new("artist_id", ColumnType.Text, p => p.Song?.ArtistId),
        new("session_id", ColumnType.Whole, p => p.Event.SessionId),
        new("location", ColumnType.Text, p => p.Event.Row.Location),
        new("user_agent", ColumnType.Text, p => p.Event.Row.UserAgent),
    ];

    private static readonly StarColumn<Event>[] UserColumns =
    [
        new("user_id", ColumnType.Whole, e => e.UserId),
        new("first_name", ColumnType.Text, e => e.Row.FirstName),
        new("last_name", ColumnType.Text, e => e.Row.LastName),
        new("gender", ColumnType.Text, e => e.Row.Gender),
        new("level", ColumnType.Text, e => e.Row.Level),
    ];

    private static readonly StarColumn<SongRow>[] SongColumns =
    [
        new("song_id", ColumnType.Text, s => s.SongId),
        new("title", ColumnType.Text, s => s.Title),
        new("artist_id", ColumnType.Text, s => s.ArtistId),
        new("year", ColumnType.Whole, s => s.Year),
        new("duration", ColumnType.Fractional, s => s.Duration),
    ];

    private static readonly StarColumn<SongRow>[] ArtistColumns =
    [
        new("artist_id", ColumnType.Text, s => s.ArtistId),
        new("name", ColumnType.Text, s => s.ArtistName),
        new("location", ColumnType.Text, s => s.ArtistLocation),
        new("latitude", ColumnType.Fractional, s => s.ArtistLatitude),
        new("longitude", ColumnType.Fractional, s => s.ArtistLongitude),
    ];

    private static readonly StarColumn<DateTime>[] TimeColumns =
    [
        new("start_time", ColumnType.Timestamp, t => t),
        new("hour", ColumnType.Whole, t => t.Hour),
        new("day", ColumnType.Whole, t => t.Day),
        new("week", ColumnType.Whole, t => ISOWeek.GetWeekOfYear(t)),
        new("month", ColumnType.Whole, t => t.Month),
        new("year", ColumnType.Whole, t => t.Year),
        new("weekday", ColumnType.Whole, t => (int)t.DayOfWeek),
    ];

    /// <summary>The columns of each table, in the order in which the tables are always shown.</summary>
    public static IReadOnlyList<(string Table, Column[] Columns)> Tables { get; } =
    [
        ("songplays", [.. SongplayColumns.Select(column => column.Column)]),
        ("users", [.. UserColumns.Select(column => column.Column)]),
        ("songs", [.. SongColumns.Select(column => column.Column)]),
        ("artists", [.. ArtistColumns.Select(column => column.Column)]),
        ("time", [.. TimeColumns.Select(column => column.Column)]),
    ];

    /// <summary>The plays as rows.</summary>
    public static StarTable Songplays(IEnumerable<Play> plays) => StarTable.Of("songplays", SongplayColumns, plays);

    /// <summary>Each row of songplays with what its event says that was played.</summary>
    public static HeardPlay Heard(Play play) => new(
        SongplayId(play.Event), play.Event.StartTime, play.Event.UserId, play.Event.Row.Level, play.Event.SessionId,
        play.Event.Track.Title, play.Event.Track.ArtistName, play.Event.Track.Length / 100_000.0, play.Song?.SongId, play.Song?.ArtistId,
        play.Event.Row.Location, play.Event.Row.UserAgent);

    /// <summary>
    /// One for each (ts, session_id, item_in_session, user_id): lowest level, song, artist, length, location, user_agent.
    /// </summary>
    public static IReadOnlyList<Play> Plays(IReadOnlyList<Event> events, IReadOnlyList<SongRow> songs)
    {
        var matches = songs
            .Where(s => s is { SongId: not null, ArtistId: not null })
            .GroupBy(Track.Of)
            .Where(track => track.Key.IsComplete)
            .ToDictionary(track => track.Key, track => track.OrderBy(s => s.SongId, Text).ThenBy(s => s.ArtistId, Text).First());

        return
        [
            .. events
                .Where(e => e.IsPlay)
                .GroupBy(e => (e.Ts, e.SessionId, e.ItemInSession, e.UserId))
                .Select(play => play
                    .OrderBy(e => e.Row.Level, Text)
                    .ThenBy(e => e.Track.Title, Text)
                    .ThenBy(e => e.Track.ArtistName, Text)
                    .ThenBy(e => e.Track.Length, Long)
                    .ThenBy(e => e.Row.Location, Text)
                    .ThenBy(e => e.Row.UserAgent, Text)
                    .First())
                .Select(e => new Play(e, matches.GetValueOrDefault(e.Track))),
        ];
    }

    /// <summary>Latest (ts, session, item), then lowest level, last name, first name, gender.</summary>
    public static StarTable Users(IReadOnlyList<Event> events) => StarTable.Of("users", UserColumns, events
        .Where(e => e.UserId is not null)
        .GroupBy(e => e.UserId)
        .Select(user => user
            .OrderByDescending(e => e.Ts)
            .ThenByDescending(e => e.SessionId)
            .ThenByDescending(e => e.ItemInSession)
            .ThenBy(e => e.Row.Level, Text)
            .ThenBy(e => e.Row.LastName, Text)
            .ThenBy(e => e.Row.FirstName, Text)
            .ThenBy(e => e.Row.Gender, Text)
            .First()));

    /// <summary>Highest year (NULL is 0), shortest title, then title, artist_id, duration, year.</summary>
    public static StarTable Songs(IReadOnlyList<SongRow> songs) => StarTable.Of("songs", SongColumns, songs
        .Where(s => s.SongId is not null)
        .GroupBy(s => s.SongId)
        .Select(song => song
            .OrderByDescending(s => s.Year ?? 0)
            .ThenBy(s => TextOrder.Length(s.Title), Integer)
            .ThenBy(s => s.Title, Text)
            .ThenBy(s => s.ArtistId, Text)
            .ThenBy(s => s.Duration, Double)
            .ThenBy(s => s.Year, Integer)
            .First()));

    /// <summary>Has both coordinates, has a location, shortest name, then name, location, latitude, longitude.</summary>
    public static StarTable Artists(IReadOnlyList<SongRow> songs) => StarTable.Of("artists", ArtistColumns, songs
        .Where(s => s.ArtistId is not null)
        .GroupBy(s => s.ArtistId)
        .Select(artist => artist
            .OrderBy(s => s is { ArtistLatitude: not null, ArtistLongitude: not null } ? 0 : 1)
            .ThenBy(s => s.ArtistLocation is not null ? 0 : 1)
            .ThenBy(s => TextOrder.Length(s.ArtistName), Integer)
            .ThenBy(s => s.ArtistName, Text)
            .ThenBy(s => s.ArtistLocation, Text)
            .ThenBy(s => s.ArtistLatitude, Double)
            .ThenBy(s => s.ArtistLongitude, Double)
            .First()));

    /// <summary>The start time of every play.</summary>
    public static StarTable Time(IReadOnlyList<Event> events) => StarTable.Of("time", TimeColumns, events
        .Where(e => e.IsPlay)
        .Select(e => e.StartTime)
        .Distinct());

    /// <summary>The MD5, in lower-case hex, of <c>ts|sessionId|itemInSession|userId</c>; userId is '' if it is NULL.</summary>
    [SuppressMessage(
        "Security", "CA5351", Justification = "The rules name MD5, which both warehouses have; nothing is protected by it.")]
    private static string SongplayId(Event play) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(
        string.Create(Canonical.Culture, $"{play.Ts}|{play.SessionId}|{play.ItemInSession}|{play.UserId}"))));
}

/// <summary>An event that won its songplay, and the song that it is of; null where no file has stated one.</summary>
internal sealed record Play(Event Event, SongRow? Song);

/// <summary>A column with its rule: its value for the one who won the row.</summary>
internal sealed record StarColumn<TWinner>(string Name, ColumnType Type, Func<TWinner, object?> Value)
{
    public Column Column => new(Name, Type);
}
