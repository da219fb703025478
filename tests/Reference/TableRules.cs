using System.Globalization;

namespace Sparkify.Reference;

/// <summary>The five tables: which rows each has, and who wins when several speak. An order here reads as its rule does.</summary>
internal static class TableRules
{
    private static readonly Comparer<string?> Text = TextOrder.NullLast;
    private static readonly Comparer<double?> Double = NumberOrder<double>.NullLast;
    private static readonly Comparer<int?> Integer = NumberOrder<int>.NullLast;

    /// <summary>Latest ts, then lowest user_id, level, song, artist, length, location, user_agent.</summary>
    public static StarTable Songplays(IReadOnlyList<Event> events, IReadOnlyList<Song> songs)
    {
        var matches = songs
            .Where(s => s is { SongId: not null, ArtistId: not null, Title: not null, ArtistName: not null, Duration: not null })
            .GroupBy(s => (s.Title, s.ArtistName, s.Duration))
            .ToDictionary(track => track.Key, track => track.OrderBy(s => s.SongId, Text).ThenBy(s => s.ArtistId, Text).First());

        return StarTable.Songplays(events
            .Where(e => e.IsPlay)
            .GroupBy(e => (e.SessionId, e.ItemInSession))
            .Select(plays => plays
                .OrderByDescending(e => e.StartTime)
                .ThenBy(e => e.UserId, Integer)
                .ThenBy(e => e.Level, Text)
                .ThenBy(e => e.Song, Text)
                .ThenBy(e => e.Artist, Text)
                .ThenBy(e => e.Length, Double)
                .ThenBy(e => e.Location, Text)
                .ThenBy(e => e.UserAgent, Text)
                .First())
            .Select(e =>
            {
                var match = matches.GetValueOrDefault((e.Song, e.Artist, e.Length));
                return new object?[]
                {
                    checked((e.SessionId * 1_000_000) + e.ItemInSession), e.StartTime, e.UserId, e.Level, match?.SongId, match?.ArtistId,
                    e.SessionId, e.Location, e.UserAgent,
                };
            }));
    }

    /// <summary>Latest (ts, session, item), then lowest level, last name, first name, gender.</summary>
    public static StarTable Users(IReadOnlyList<Event> events) => StarTable.Users(events
        .Where(e => e.UserId is not null)
        .GroupBy(e => e.UserId)
        .Select(user => user
            .OrderByDescending(e => e.StartTime)
            .ThenByDescending(e => e.SessionId)
            .ThenByDescending(e => e.ItemInSession)
            .ThenBy(e => e.Level, Text)
            .ThenBy(e => e.LastName, Text)
            .ThenBy(e => e.FirstName, Text)
            .ThenBy(e => e.Gender, Text)
            .First())
        .Select(e => new object?[] { e.UserId, e.FirstName, e.LastName, e.Gender, e.Level }));

    /// <summary>Highest year (NULL is 0), shortest title, then title, artist_id, duration, year.</summary>
    public static StarTable Songs(IReadOnlyList<Song> songs) => StarTable.Songs(songs
        .Where(s => s.SongId is not null)
        .GroupBy(s => s.SongId)
        .Select(song => song
            .OrderByDescending(s => s.Year ?? 0)
            .ThenBy(s => TextOrder.Length(s.Title), Integer)
            .ThenBy(s => s.Title, Text)
            .ThenBy(s => s.ArtistId, Text)
            .ThenBy(s => s.Duration, Double)
            .ThenBy(s => s.Year, Integer)
            .First())
        .Select(s => new object?[] { s.SongId, s.Title, s.ArtistId, s.Year, s.Duration }));

    /// <summary>Has both coordinates, has a location, shortest name, then name, location, latitude, longitude.</summary>
    public static StarTable Artists(IReadOnlyList<Song> songs) => StarTable.Artists(songs
        .Where(s => s.ArtistId is not null)
        .GroupBy(s => s.ArtistId)
        .Select(artist => artist
            .OrderBy(s => s is { Latitude: not null, Longitude: not null } ? 0 : 1)
            .ThenBy(s => s.Location is not null ? 0 : 1)
            .ThenBy(s => TextOrder.Length(s.ArtistName), Integer)
            .ThenBy(s => s.ArtistName, Text)
            .ThenBy(s => s.Location, Text)
            .ThenBy(s => s.Latitude, Double)
            .ThenBy(s => s.Longitude, Double)
            .First())
        .Select(s => new object?[] { s.ArtistId, s.ArtistName, s.Location, s.Latitude, s.Longitude }));

    /// <summary>
    /// The start time of every play, also of one that lost its songplay to another: a table that nothing is taken from can't hold only
    /// the winners' times, whatever came first.
    /// </summary>
    public static StarTable Time(IReadOnlyList<Event> events) => StarTable.Time(events
        .Where(e => e.IsPlay)
        .Select(e => e.StartTime)
        .Distinct()
        .Select(t => new object?[] { t, t.Hour, t.Day, ISOWeek.GetWeekOfYear(t), t.Month, t.Year, (int)t.DayOfWeek }));
}
