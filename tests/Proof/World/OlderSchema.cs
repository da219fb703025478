using Sparkify.RedshiftOnDuckDb;
using Sparkify.Warehouse;

namespace Sparkify.Proof.World;

/// <summary>
/// The schema of the version before (the first 21 changes, recorded without digests), with the rows that its merges would have written for
/// the files that are loaded.
/// </summary>
internal static class OlderSchema
{
    private const int Changes = 21;

    /// <summary>What it could not hold: plays that share session and item, and numbers beyond its bounds.</summary>
    private const string Lost =
        """
        SELECT session_id FROM dw.songplays GROUP BY session_id, item_in_session
        HAVING COUNT(*) > 1 OR item_in_session NOT BETWEEN 0 AND 999999 OR session_id NOT BETWEEN -9223372036853 AND 9223372036853
        UNION ALL
        SELECT as_of_session_id FROM dw.users
        WHERE as_of_item NOT BETWEEN 0 AND 999999 OR as_of_session_id NOT BETWEEN -9223372036853 AND 9223372036853
        """;

    private static readonly string[] Changed = ["songplays", "users", "time", "loads", "file_ledger"];

    /// <summary>Each one a transaction, on a warehouse of this version.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> Batches { get; } =
    [
        [
            "DROP VIEW songplays",
            "DROP VIEW played_tracks",
            .. Changed.Select(table => $"ALTER TABLE dw.{table} RENAME TO {table}_of_now"),
            "DROP TABLE dw.schema_changes",
            .. SchemaChanges.All.Take(Changes).SelectMany(change => change.Statements),
        ],
        [
            .. SchemaChanges.All.Take(Changes)
                .Select(change => $"INSERT INTO dw.schema_changes (change, applied_at) SELECT '{change.Name}', GETDATE()"),
        ],
        [
            """
            INSERT INTO dw.songplays
            SELECT p.session_id * 1000000 + p.item_in_session, p.start_time, NULLIF(p.user_id, -1), p.level, t.song_id, t.artist_id,
                   p.session_id, p.location, p.user_agent, p.item_in_session,
                   t.title, t.artist_name, CAST(t.length AS DOUBLE PRECISION) / 100000
            FROM dw.songplays_of_now p JOIN dw.tracks t ON t.track_id = p.track_id
            """,
            """
            INSERT INTO dw.users
            SELECT user_id, first_name, last_name, gender, level, as_of, as_of_session_id, as_of_item FROM dw.users_of_now
            """,
            "INSERT INTO dw.time SELECT start_time, hour, day, week, month, year, weekday FROM dw.time_of_now",
            // Its lengths were not rounded: two of them may be one track now.
            """
            INSERT INTO dw.song_match
            SELECT title, artist_name, CAST(length AS DOUBLE PRECISION) / 100000, song_id, artist_id
            FROM dw.tracks WHERE song_id IS NOT NULL
            UNION ALL
            SELECT title, artist_name, CAST(length AS DOUBLE PRECISION) / 100000 + 0.000003, CAST(song_id || '~' AS VARCHAR(64)), artist_id
            FROM dw.tracks WHERE song_id IS NOT NULL AND length < 1000000000
            """,
            """
            INSERT INTO dw.played_track
            SELECT title, artist_name, CAST(length AS DOUBLE PRECISION) / 100000 FROM dw.tracks
            WHERE title IS NOT NULL AND artist_name IS NOT NULL AND length IS NOT NULL
            """,
            """
            INSERT INTO dw.loads
            SELECT load_id, dataset, execution_id, trace_id, files, rows_read, rows_staged, rows_rejected, 0, started_at, copy_at, copy_ms,
                   recorded_at
            FROM dw.loads_of_now
            """,
            """
            INSERT INTO dw.file_ledger
            SELECT load_id, dataset, bucket, key, etag, version_id, size, status, rows_staged, rows_rejected, reason, event_time, trace_id,
                   recorded_at
            FROM dw.file_ledger_of_now
            """,
            .. Changed.Select(table => $"DROP TABLE dw.{table}_of_now"),
            "DROP TABLE dw.tracks",
        ],
    ];

    /// <summary>Whether it can hold what the warehouse holds.</summary>
    public static bool Holds(DuckDbWarehouse database) => Verdicts.Ledger.Ask(database, Lost).Count == 0;
}
