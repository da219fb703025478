using Sparkify.Warehouse;

namespace Sparkify.Tests.Upgrades;

/// <summary>
/// The schema of the version before, and in it what its real data lacks: plays of no user, of no title, and of lengths that are no lengths;
/// two songs whose durations round to one length; a track of a play that lost.
/// </summary>
internal static class OldWarehouse
{
    private static readonly IReadOnlyList<SchemaChange> Changes = [.. SchemaChanges.All.Take(21)];

    public static IReadOnlyCollection<AppliedChange> Applied { get; } = [.. Changes.Select(change => new AppliedChange(change.Name, null))];

    public static IReadOnlyList<string> Schema { get; } =
    [
        .. Changes.SelectMany(change => change.Statements),
        "INSERT INTO dw.schema_changes (change, applied_at) VALUES "
        + string.Join(", ", Changes.Select(change => $"('{change.Name}', GETDATE())")),
    ];

    public static IReadOnlyList<string> Rows { get; } =
    [
        "INSERT INTO dw.songplays (songplay_id, start_time, user_id, level, song_id, artist_id, session_id, location, user_agent, "
        + "item_in_session, song_title, artist_name, length) VALUES "
        + "(1, '2018-11-01 00:00:00.001', NULL, NULL, NULL, NULL, -7, NULL, NULL, 0, NULL, NULL, NULL), "
        + "(2, '1969-12-31 23:59:59.999', 8, 'free', NULL, NULL, 1, 'x', 'y', 1, 'a', 'b', -1.5), "
        + "(3, '9999-12-31 23:59:59.999', 8, 'paid', 'SO9', 'AR9', 1, NULL, NULL, 2, 'a', 'b', 1.500001), "
        + "(4, '0001-01-01 00:00:00', 8, 'paid', NULL, NULL, 1, NULL, NULL, 3, 'a', 'b', 1e10)",
        "INSERT INTO dw.song_match (title, artist_name, duration, song_id, artist_id) VALUES ('a', 'b', 1.500001, 'SO9', 'AR9'), "
        + "('a', 'b', 1.5, 'SO1', 'AR1'), ('a', 'b', -1.5, 'SO2', 'AR2'), ('c', 'd', 2, 'SO3', 'AR3')",
        "INSERT INTO dw.played_track (song_title, artist_name, length) VALUES ('a', 'b', -1.5), ('lost', 'play', 3)",
    ];

    /// <summary>Asks for the plays, and for the tracks, a text a row.</summary>
    public const string
        Plays = "SELECT songplay_id || ' ' || COALESCE(CAST(user_id AS VARCHAR(10)), '-') || ' ' || COALESCE(song_id, '-') || ' ' "
            + "|| COALESCE(artist_id, '-') AS play FROM songplays ORDER BY start_time",
        Tracks = "SELECT COALESCE(title, '-') || ' ' || COALESCE(CAST(length AS VARCHAR(20)), '-') || ' ' || COALESCE(song_id, '-') "
            + "AS track FROM dw.tracks ORDER BY track";

    /// <summary>The ids are MD5 of <c>-62135596800000|1|3|8</c> and so on.</summary>
    public static IReadOnlyList<string> ExpectedPlays { get; } =
    [
        $"{Id("-62135596800000|1|3|8")} 8 - -", $"{Id("-1|1|1|8")} 8 - -", $"{Id("1541030400001|-7|0|")} - - -",
        $"{Id("253402300799999|1|2|8")} 8 SO1 AR1",
    ];

    public static IReadOnlyList<string> ExpectedTracks { get; } = ["- - -", "a - -", "a 150000 SO1", "c 200000 SO3", "lost 300000 -"];

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5351", Justification = "An id, and nothing that is protected by it.")]
    private static string Id(string identity) =>
        Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(identity)));
}
