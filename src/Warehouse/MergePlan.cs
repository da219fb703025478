using Sparkify.Ingestion;

namespace Sparkify.Warehouse;

/// <summary>How the staged rows of a dataset are merged, and what only that merge can say for the ledger.</summary>
internal sealed record MergePlan
{
    /// <summary>Nothing is staged: the ledger alone is written.</summary>
    public static readonly MergePlan Nothing = new() { Statements = _ => [] };

    private static readonly MergePlan Events = new()
    {
        OldestEvent = "(SELECT MIN(start_time) FROM b_events)",
        NewestEvent = "(SELECT MAX(start_time) FROM b_events)",
        Statements = batch =>
        [
            SqlCatalog.MergeEvents.BatchEvents.Render(batch.StagingArgument),
            SqlCatalog.MergeEvents.UsableEvents.Render(),
            SqlCatalog.MergeEvents.WinningUsers.Render(),
            SqlCatalog.MergeEvents.MergeUsers.Render(),
            SqlCatalog.MergeEvents.WinningTime.Render(),
            SqlCatalog.MergeEvents.MergeTime.Render(),
            SqlCatalog.MergeEvents.WinningPlayedTrack.Render(),
            SqlCatalog.MergeEvents.MergePlayedTrack.Render(),
            SqlCatalog.MergeEvents.WinningSongplays.Render(),
            SqlCatalog.MergeEvents.MergeSongplays.Render(),
            SqlCatalog.MergeEvents.RejectRows.Render(batch.Record.LoadIdArgument),
            SqlCatalog.MergeEvents.CountRows.Render(batch.Record.LoadIdArgument),
            SqlCatalog.MergeEvents.CheckRows.Render(batch.Record.LoadIdArgument, batch.RowsStagedArgument),
        ],
    };

    private static readonly MergePlan Songs = new()
    {
        SongplaysResolved = "(SELECT COUNT(*) FROM w_songplays)",
        Statements = batch =>
        [
            SqlCatalog.MergeSongs.BatchSongs.Render(batch.StagingArgument),
            SqlCatalog.MergeSongs.WinningSongs.Render(),
            SqlCatalog.MergeSongs.MergeSongsTable.Render(),
            SqlCatalog.MergeSongs.WinningArtists.Render(),
            SqlCatalog.MergeSongs.MergeArtists.Render(),
            SqlCatalog.MergeSongs.WinningSongMatch.Render(),
            SqlCatalog.MergeSongs.MergeSongMatch.Render(),
            SqlCatalog.MergeSongs.LateSongplays.Render(),
            SqlCatalog.MergeSongs.ResolveSongplays.Render(),
            SqlCatalog.MergeSongs.CountRows.Render(batch.Record.LoadIdArgument),
            SqlCatalog.MergeSongs.CheckRows.Render(batch.Record.LoadIdArgument, batch.RowsStagedArgument),
        ],
    };

    private static readonly Dictionary<Dataset, MergePlan> Plans = new() { [Dataset.LogData] = Events, [Dataset.SongData] = Songs };

    /// <summary>From the staging table to the counts of where its rows went.</summary>
    public required Func<MergeBatch, IReadOnlyList<string>> Statements { get; init; }

    /// <summary>Plays of before that this load gave their song, as SQL.</summary>
    public string SongplaysResolved { get; init; } = "0";

    /// <summary>When the first and the last of the staged events happened, as SQL.</summary>
    public string OldestEvent { get; init; } = "CAST(NULL AS TIMESTAMP)";

    public string NewestEvent { get; init; } = "CAST(NULL AS TIMESTAMP)";

    /// <summary>A test asks for the plan of every dataset.</summary>
    public static MergePlan Of(Dataset dataset) => Plans[dataset];
}
