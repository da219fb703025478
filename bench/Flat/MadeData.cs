namespace Sparkify.Bench.Flat;

/// <summary>
/// Made rows, as DuckDB's SQL: what a warehouse has stored, and the files that come next. A play is a function of its number; a few tracks
/// are played far more often than most, and one in five has its song.
/// </summary>
internal static class MadeData
{
    public const int LateSongs = 2_000;

    /// <summary>So often there are songs that were not there before.</summary>
    public const int MostRuns = Tracks * 4 / 5 / LateSongs;

    private const int Tracks = 100_000;
    private const int Users = 50_000;
    private const int Days = 700;
    private const int MiddleDay = 350;
    private const long DayMs = 86_400_000;

    /// <summary>2017-01-01.</summary>
    private const long FirstMs = 1_483_228_800_000;

    private const string TracksOf =
        "SELECT 'Title ' || k AS title, 'Artist ' || k // 8 AS artist, 3000000 + k * 7919 % 40000000 AS length, "
        + "'SO' || lpad(k::VARCHAR, 16, '0') AS song_id, 'AR' || lpad((k // 8)::VARCHAR, 16, '0') AS artist_id, k ";

    /// <summary>They are as large whatever the number of plays.</summary>
    public static string Dictionaries =>
        $"""
        CREATE TEMP TABLE made AS SELECT *, ('0x' || md5(md5(title) || md5(artist) || length)[:15])::BIGINT AS track_id
        FROM ({TracksOf} FROM range({Tracks}) r(k));
        INSERT INTO dw.tracks
        SELECT track_id, title, artist, length, CASE WHEN k % 5 = 0 THEN song_id END, CASE WHEN k % 5 = 0 THEN artist_id END FROM made;
        INSERT INTO dw.songs SELECT song_id, title, artist_id, 2000, length / 100000 FROM made WHERE k % 5 = 0;
        INSERT INTO dw.artists SELECT DISTINCT artist_id, artist, 'Anywhere', NULL::DOUBLE, NULL::DOUBLE FROM made WHERE k % 5 = 0;
        INSERT INTO dw.users
        SELECT u, 'First ' || u, 'Last ' || u, 'F', 'free', epoch_ms({FirstMs + (Days * DayMs)}), 1, 0 FROM range({Users}) r(u);
        """;

    /// <summary>Those from one number to another, of so many in all: in the order of time, in which loads leave them.</summary>
    public static string Stored(long from, long until, long all) =>
        $"""
        INSERT INTO dw.songplays
        SELECT epoch_ms(ms), session, item, user_id, level, track_id, location, agent
        FROM ({Plays(from, until, 0, FirstMs, Days * DayMs / Math.Max(all, 1))}) JOIN made USING (k);
        INSERT INTO dw.time
        SELECT start_time, hour(start_time), day(start_time), week(start_time), month(start_time), year(start_time), dayofweek(start_time)
        FROM (SELECT epoch_ms(ms) AS start_time FROM ({Plays(from, until, 0, FirstMs, Days * DayMs / Math.Max(all, 1))}));
        """;

    /// <summary>Events of a day behind all others, a new day each time; one in eight is no play.</summary>
    public static string NewDay(int events, int run) => Events(events, run, Days + run);

    /// <summary>Other events of a day in the middle of what is stored.</summary>
    public static string PastDay(int events, int run) => Events(events, MostRuns + run, MiddleDay);

    /// <summary>Songs of tracks that were played and whose song nobody knew, others each time.</summary>
    public static string Late(int run) => Songs($"j // 4 * 5 + 1 + j % 4 AS k FROM range({run * LateSongs}, {(run + 1) * LateSongs}) r(j)");

    /// <summary>A song that is stored.</summary>
    public static string OneKnown => Songs("0 AS k");

    private static string Songs(string which) =>
        $"""
        SELECT 1 AS num_songs, artist_id, NULL AS artist_latitude, NULL AS artist_longitude, 'Anywhere' AS artist_location,
               artist AS artist_name, song_id, title, length / 100000 AS duration, 2000 AS year
        FROM ({TracksOf} FROM (SELECT {which}))
        """;

    private static string Events(int events, int number, int day)
    {
        // Sessions that no stored play has.
        var first = 1_000_000_000_000 + (number * 1_000_000_000L);
        var plays = Plays(first, first + events, first, FirstMs + (day * DayMs) + number, DayMs / events);
        return $"""
            SELECT CASE WHEN is_play THEN artist END AS artist, 'Logged In' AS auth, 'First ' || user_id AS "firstName", 'F' AS gender,
                   item AS "itemInSession", 'Last ' || user_id AS "lastName", CASE WHEN is_play THEN length / 100000 END AS length, level,
                   location, 'PUT' AS method, CASE WHEN is_play THEN 'NextSong' ELSE 'Home' END AS page, 1540919166796.0 AS registration,
                   session AS "sessionId", CASE WHEN is_play THEN title END AS song, 200 AS status, ms AS ts, agent AS "userAgent",
                   user_id::VARCHAR AS "userId"
            FROM (SELECT *, i % 8 > 0 AS is_play FROM ({plays})) p JOIN ({TracksOf} FROM range({Tracks}) r(k)) t USING (k)
            ORDER BY ms
            """;
    }

    private static string Plays(long from, long until, long zero, long firstMs, long step) =>
        $"""
        SELECT *, CASE WHEN user_id % 5 = 0 THEN 'paid' ELSE 'free' END AS level, 'City ' || user_id % 300 || ', ST' AS location,
               'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/36.0.' || user_id % 40 AS agent
        FROM (SELECT *, (hash(session) % {Users})::INTEGER AS user_id
              FROM (SELECT i, {firstMs} + (i - {zero}) * {step} + (hash(i) % {step})::BIGINT AS ms,
                           i // 400 * 16 + hash(i) % 16 AS session, i % 400 AS item,
                           floor({Tracks} * pow(hash(i) % 1000003 / 1000003, 2))::BIGINT AS k
                    FROM range({from}, {until}) r(i)))
        """;
}
