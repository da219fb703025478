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
            SqlCatalog.MergeLogData.BatchEvents.Render(batch.StagingArgument),
            SqlCatalog.MergeLogData.UsableEvents.Render(),
            SqlCatalog.MergeLogData.WinningUsers.Render(),
            SqlCatalog.MergeLogData.MergeUsers.Render(),
            SqlCatalog.MergeLogData.WinningTime.Render(),
            SqlCatalog.MergeLogData.MergeTime.Render(),
            SqlCatalog.MergeLogData.WinningPlayedTrack.Render(),
            SqlCatalog.MergeLogData.MergePlayedTrack.Render(),
            SqlCatalog.MergeLogData.WinningSongplays.Render(),
            SqlCatalog.MergeLogData.MergeSongplays.Render(),
            SqlCatalog.MergeLogData.RejectRows.Render(batch.Record.LoadIdArgument),
            SqlCatalog.MergeLogData.CountRows.Render(batch.Record.LoadIdArgument),
            SqlCatalog.MergeLogData.CheckRows.Render(batch.Record.LoadIdArgument, batch.RowsStagedArgument),
        ],
    };

    private static readonly MergePlan Songs = new()
    {
        SongplaysResolved = "(SELECT COUNT(*) FROM w_songplays)",
        Statements = batch =>
        [
            SqlCatalog.MergeSongData.BatchSongs.Render(batch.StagingArgument),
            SqlCatalog.MergeSongData.WinningSongs.Render(),
            SqlCatalog.MergeSongData.MergeSongs.Render(),
            SqlCatalog.MergeSongData.WinningArtists.Render(),
            SqlCatalog.MergeSongData.MergeArtists.Render(),
            SqlCatalog.MergeSongData.WinningSongMatch.Render(),
            SqlCatalog.MergeSongData.MergeSongMatch.Render(),
            SqlCatalog.MergeSongData.LateSongplays.Render(),
            SqlCatalog.MergeSongData.ResolveSongplays.Render(),
            SqlCatalog.MergeSongData.CountRows.Render(batch.Record.LoadIdArgument),
            SqlCatalog.MergeSongData.CheckRows.Render(batch.Record.LoadIdArgument, batch.RowsStagedArgument),
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
