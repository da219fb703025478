namespace Sparkify.LocalCloud.Export;

/// <summary>A table that can be exported.</summary>
/// <param name="Name">As a query has it.</param>
/// <param name="OrderBy">The columns that put its rows in order.</param>
public sealed record TableOfExport(string Name, string OrderBy)
{
    /// <summary>The six views, each with its key; plays in the order of time, by which most questions ask for them.</summary>
    public static IReadOnlyList<TableOfExport> Star { get; } =
    [
        new("songplays", "start_time, songplay_id"), new("users", "user_id"), new("songs", "song_id"), new("artists", "artist_id"),
        new("time", "start_time"), new("played_tracks", "start_time, songplay_id"),
    ];

    /// <summary>What became of each file, row and load.</summary>
    public static IReadOnlyList<TableOfExport> Ledger { get; } =
        [new("dw.file_ledger", "ALL"), new("dw.loads", "ALL"), new("dw.load_counts", "ALL"), new("dw.rejected_rows", "ALL")];

    /// <summary>Of its file, without the format's ending.</summary>
    public string FileName => Name[(Name.IndexOf('.', StringComparison.Ordinal) + 1)..];
}
