using DuckDB.NET.Data;

namespace Sparkify.Bench;

/// <summary>
/// What the five tables cost at least: one script that reads the files with DuckDB's own reader, keeps one row for each key by the data
/// rules, and inserts. No ledger, no repetition, no bad row, no second delivery.
/// </summary>
internal static class PlainLoad
{
    private const string Schema = """
        SET TimeZone = 'UTC';
        SET default_null_order = 'nulls_last_on_asc_first_on_desc';
        CREATE TABLE songplays (songplay_id VARCHAR NOT NULL, start_time TIMESTAMP NOT NULL, user_id INTEGER, level VARCHAR,
            song_id VARCHAR, artist_id VARCHAR, session_id BIGINT NOT NULL, location VARCHAR, user_agent VARCHAR);
        CREATE TABLE users (user_id INTEGER NOT NULL, first_name VARCHAR, last_name VARCHAR, gender VARCHAR, level VARCHAR);
        CREATE TABLE songs (song_id VARCHAR NOT NULL, title VARCHAR, artist_id VARCHAR, year INTEGER, duration DOUBLE);
        CREATE TABLE artists (artist_id VARCHAR NOT NULL, name VARCHAR, location VARCHAR, latitude DOUBLE, longitude DOUBLE);
        CREATE TABLE time (start_time TIMESTAMP NOT NULL, hour INTEGER, day INTEGER, week INTEGER, month INTEGER, year INTEGER,
            weekday INTEGER);
        CREATE TEMP MACRO said(words) AS nullif(rtrim(words, ' '), '');
        CREATE TEMP TABLE read_songs (song_id VARCHAR, title VARCHAR, artist_id VARCHAR, artist_name VARCHAR, artist_location VARCHAR,
            artist_latitude DOUBLE, artist_longitude DOUBLE, year INTEGER, duration DOUBLE);
        """;

    private const string SongColumns =
        "{song_id: 'VARCHAR', title: 'VARCHAR', artist_id: 'VARCHAR', artist_name: 'VARCHAR', artist_location: 'VARCHAR', "
        + "artist_latitude: 'DOUBLE', artist_longitude: 'DOUBLE', year: 'INTEGER', duration: 'DOUBLE'}";

    private const string EventColumns =
        "{artist: 'VARCHAR', firstName: 'VARCHAR', gender: 'VARCHAR', itemInSession: 'BIGINT', lastName: 'VARCHAR', length: 'DOUBLE', "
        + "level: 'VARCHAR', location: 'VARCHAR', page: 'VARCHAR', sessionId: 'BIGINT', song: 'VARCHAR', ts: 'BIGINT', "
        + "userAgent: 'VARCHAR', userId: 'VARCHAR'}";

    private const string ReadSongs = """
        INSERT INTO read_songs
        SELECT said(song_id), said(title), said(artist_id), said(artist_name), said(artist_location), artist_latitude, artist_longitude,
            year, duration
        FROM
        """;

    private const string Songs = """
        INSERT INTO songs
        SELECT song_id, title, artist_id, year, duration FROM read_songs WHERE song_id IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY song_id ORDER BY coalesce(year, 0) DESC, length(title), title, artist_id, duration,
            year) = 1;
        INSERT INTO artists
        SELECT artist_id, artist_name, artist_location, artist_latitude, artist_longitude FROM read_songs WHERE artist_id IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY artist_id ORDER BY artist_latitude IS NULL OR artist_longitude IS NULL,
            artist_location IS NULL, length(artist_name), artist_name, artist_location, artist_latitude, artist_longitude) = 1;
        """;

    private const string ReadEvents = """
        CREATE TEMP TABLE read_events AS
        SELECT said(page) AS page, ts, epoch_ms(ts) AS start_time,
            CASE WHEN regexp_full_match(rtrim(userId, ' '), '[0-9]{1,9}') THEN rtrim(userId, ' ')::INTEGER END AS user_id,
            said(firstName) AS first_name, said(lastName) AS last_name, said(gender) AS gender, said(level) AS level,
            sessionId AS session_id, itemInSession AS item_in_session, said(location) AS location, said(userAgent) AS user_agent,
            said(song) AS song, said(artist) AS artist, length
        FROM
        """;

    private const string Events = """
        INSERT INTO users
        SELECT user_id, first_name, last_name, gender, level FROM read_events WHERE user_id IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY user_id ORDER BY ts DESC, session_id DESC, item_in_session DESC, read_events.level,
            last_name, first_name, gender) = 1;
        CREATE TEMP TABLE plays AS
        SELECT * FROM read_events WHERE page = 'NextSong'
        QUALIFY row_number() OVER (PARTITION BY ts, session_id, item_in_session, user_id ORDER BY read_events.level, song, artist, length,
            location, user_agent) = 1;
        INSERT INTO time
        SELECT start_time, hour(start_time), day(start_time), week(start_time), month(start_time), year(start_time), dayofweek(start_time)
        FROM (SELECT DISTINCT start_time FROM plays);
        INSERT INTO songplays
        SELECT md5(concat_ws('|', ts, session_id, item_in_session, coalesce(user_id::VARCHAR, ''))), start_time, user_id, level,
            known.best.song_id, known.best.artist_id, session_id, location, user_agent
        FROM plays
        LEFT JOIN (
            SELECT title, artist_name, round(duration * 100000) AS length, min({'song_id': song_id, 'artist_id': artist_id}) AS best
            FROM read_songs WHERE song_id IS NOT NULL AND artist_id IS NOT NULL GROUP BY title, artist_name, round(duration * 100000)
        ) known ON known.title = plays.song AND known.artist_name = plays.artist AND known.length = round(plays.length * 100000);
        """;

    private const string Count = """
        SELECT (SELECT COUNT(*) FROM songplays), (SELECT COUNT(*) FROM users), (SELECT COUNT(*) FROM songs), (SELECT COUNT(*) FROM artists),
            (SELECT COUNT(*) FROM time)
        """;

    /// <param name="folder">Holds log_data, song_data or both.</param>
    /// <param name="database">Its file, which is made.</param>
    public static StarRows Run(string folder, string database)
    {
        using var connection = new DuckDBConnection($"Data Source={database}");
        connection.Open();
        Do(Schema);
        if (Reader("song_data", SongColumns) is { } songs)
        {
            Do($"{ReadSongs} {songs}");
        }

        Do(Songs);
        if (Reader("log_data", EventColumns) is { } events)
        {
            Do($"{ReadEvents} {events} WHERE ts IS NOT NULL AND sessionId IS NOT NULL AND itemInSession IS NOT NULL");
            Do(Events);
        }

        using var command = connection.CreateCommand();
        command.CommandText = Count;
        using var counts = command.ExecuteReader();
        counts.Read();
        return new(counts.GetInt64(0), counts.GetInt64(1), counts.GetInt64(2), counts.GetInt64(3), counts.GetInt64(4));

        void Do(string sql)
        {
            using var statement = connection.CreateCommand();
            statement.CommandText = sql;
            statement.ExecuteNonQuery();
        }

        string? Reader(string dataset, string columns) => Directory.Exists(Path.Combine(folder, dataset))
            ? $"read_json('{folder.Replace("'", "''", StringComparison.Ordinal)}/{dataset}/**/*.json', format = 'newline_delimited', "
                + $"columns = {columns})"
            : null;
    }
}
