using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Sparkify.Bench.Postgres;

/// <summary>
/// The way that this data is usually loaded: a program reads each file, sends each row as a statement of its own, looks up the song of
/// each play, and commits after each file.
/// </summary>
internal static class RowByRow
{
    private const string Schema = """
        DROP TABLE IF EXISTS songplays, users, songs, artists, time;
        CREATE TABLE songplays (songplay_id SERIAL PRIMARY KEY, start_time TIMESTAMP NOT NULL, user_id INTEGER, level VARCHAR,
            song_id VARCHAR, artist_id VARCHAR, session_id INTEGER NOT NULL, location VARCHAR, user_agent VARCHAR);
        CREATE TABLE users (user_id INTEGER PRIMARY KEY, first_name VARCHAR, last_name VARCHAR, gender VARCHAR, level VARCHAR);
        CREATE TABLE songs (song_id VARCHAR PRIMARY KEY, title VARCHAR, artist_id VARCHAR, year INTEGER, duration DOUBLE PRECISION);
        CREATE TABLE artists (artist_id VARCHAR PRIMARY KEY, name VARCHAR, location VARCHAR, latitude DOUBLE PRECISION,
            longitude DOUBLE PRECISION);
        CREATE TABLE time (start_time TIMESTAMP PRIMARY KEY, hour INTEGER, day INTEGER, week INTEGER, month INTEGER, year INTEGER,
            weekday INTEGER);
        """;

    private const string Song = "INSERT INTO songs VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    private const string Artist = "INSERT INTO artists VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    private const string Time = "INSERT INTO time VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    private const string User =
        "INSERT INTO users VALUES ($1, $2, $3, $4, $5) ON CONFLICT (user_id) DO UPDATE SET level = EXCLUDED.level";

    private const string SongOfPlay =
        "SELECT song_id, artist_id FROM songs JOIN artists USING (artist_id) WHERE title = $1 AND name = $2 AND duration = $3";

    private const string Play =
        "INSERT INTO songplays (start_time, user_id, level, song_id, artist_id, session_id, location, user_agent) "
        + "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

    /// <param name="folder">Holds log_data and song_data.</param>
    /// <param name="server">To connect to; the tables are made anew.</param>
    public static void Run(string folder, string server)
    {
        using var connection = new NpgsqlConnection(server);
        connection.Open();
        Do(Schema);
        Each("song_data", song =>
        {
            var artist = Text(song, "artist_id");
            Do(Song, Text(song, "song_id"), Text(song, "title"), artist, song.GetProperty("year").GetInt32(), Number(song, "duration"));
            Do(
                Artist, artist, Text(song, "artist_name"), Text(song, "artist_location"), Number(song, "artist_latitude"),
                Number(song, "artist_longitude"));
        });
        Each("log_data", played =>
        {
            if (Text(played, "page") is not "NextSong")
            {
                return;
            }

            var at = DateTime.UnixEpoch.AddMilliseconds(played.GetProperty("ts").GetInt64());
            var start = DateTime.SpecifyKind(at, DateTimeKind.Unspecified);
            var user = int.Parse(Text(played, "userId")!, CultureInfo.InvariantCulture);
            Do(Time, start, at.Hour, at.Day, ISOWeek.GetWeekOfYear(at), at.Month, at.Year, (int)at.DayOfWeek);
            Do(User, user, Text(played, "firstName"), Text(played, "lastName"), Text(played, "gender"), Text(played, "level"));
            var (song, artist) = Find(Text(played, "song"), Text(played, "artist"), Number(played, "length"));
            Do(
                Play, start, user, Text(played, "level"), song, artist, played.GetProperty("sessionId").GetInt32(),
                Text(played, "location"), Text(played, "userAgent"));
        });

        void Each(string dataset, Action<JsonElement> row)
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, dataset), "*.json", SearchOption.AllDirectories))
            {
                using var commit = connection.BeginTransaction();
                foreach (var line in File.ReadLines(file).Where(line => line.Length > 0))
                {
                    using var json = JsonDocument.Parse(line);
                    row(json.RootElement);
                }

                commit.Commit();
            }
        }

        void Do(string sql, params IEnumerable<object?> values)
        {
            using var command = Command(sql, values);
            command.ExecuteNonQuery();
        }

        (object? Song, object? Artist) Find(params IEnumerable<object?> values)
        {
            using var command = Command(SongOfPlay, values);
            using var found = command.ExecuteReader();
            return found.Read() ? (found.GetString(0), found.GetString(1)) : (null, null);
        }

        NpgsqlCommand Command(string sql, IEnumerable<object?> values)
        {
            var command = new NpgsqlCommand(sql, connection);
            foreach (var value in values)
            {
                command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
            }

            return command;
        }
    }

    private static string? Text(JsonElement row, string key) => row.GetProperty(key).GetString();

    private static double? Number(JsonElement row, string key) =>
        row.GetProperty(key) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
