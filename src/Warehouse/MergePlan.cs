using Sparkify.Ingestion;
using Sparkify.Ingestion.Staging;

namespace Sparkify.Warehouse;

/// <summary>How the staged rows of a dataset are merged, and what only that merge can say for the ledger.</summary>
internal sealed record MergePlan
{
    /// <summary>Nothing is staged: the ledger alone is written.</summary>
    public static readonly MergePlan Nothing = new() { Statements = _ => [] };

    /// <summary>The ts of an event that has a place in time: the years 1 to 9999.</summary>
    private const string PlacedTs = $"CASE WHEN ts {InTheYears} THEN ts END";

    private const string InTheYears = "BETWEEN -62135596800000 AND 253402300799999";

    private static readonly SqlArgument OfTrack = SqlArgument.Fragment(
        "of_track",
        "COALESCE(k.title, '') = COALESCE(p.title, '') AND COALESCE(k.artist_name, '') = COALESCE(p.artist_name, '') "
        + "AND COALESCE(k.length, -1) = COALESCE(p.length, -1)");

    private static readonly MergePlan Events = new()
    {
        FirstEvent = $"MIN({PlacedTs})",
        LastEvent = $"MAX({PlacedTs})",
        Lacks =
        [
            "ts IS NULL",
            $"ts NOT {InTheYears}",
            "sessionid IS NULL",
            "iteminsession IS NULL",
        ],
        Statements = batch =>
        [
            SqlCatalog.MergeLogData.StoredRows.Render(batch.First, batch.Last),
            SqlCatalog.MergeLogData.BatchTracks.Render(batch.StagingArgument),
            SqlCatalog.Merge.WinningTracks.Render(),
            SqlCatalog.Merge.MergeTracks.Render(),
            SqlCatalog.Merge.CheckTracks.Render(),
            SqlCatalog.MergeLogData.BatchUsers.Render(batch.StagingArgument),
            SqlCatalog.MergeLogData.WinningUsers.Render(batch.StagingArgument),
            SqlCatalog.MergeLogData.MergeUsers.Render(),
            SqlCatalog.MergeLogData.WinningTime.Render(Plays(batch), batch.First, batch.Last),
            SqlCatalog.MergeLogData.InsertTime.Render(),
            SqlCatalog.MergeLogData.ContestedPlays.Render(Plays(batch), OfTrack, batch.First, batch.Last),
            SqlCatalog.MergeLogData.WinningSongplays.Render(Plays(batch), OfTrack, batch.First, batch.Last),
            SqlCatalog.MergeLogData.MergeSongplays.Render(),
            SqlCatalog.MergeLogData.InsertSongplays.Render(Plays(batch), OfTrack),
            SqlCatalog.MergeLogData.CountRows.Render(batch.StagingArgument, Plays(batch), batch.Record.LoadIdArgument),
            SqlCatalog.MergeLogData.CheckRows.Render(batch.Record.LoadIdArgument, batch.RowsStagedArgument, batch.First, batch.Last),
        ],
    };

    private static readonly MergePlan Songs = new()
    {
        TracksResolved = "(SELECT COUNT(*) FROM w_tracks WHERE resolved = 1)",
        Lacks = ["COALESCE(RTRIM(song_id, ' '), '') = '' AND COALESCE(RTRIM(artist_id, ' '), '') = ''"],
        Statements = batch =>
        [
            SqlCatalog.MergeSongData.StoredRows.Render(),
            SqlCatalog.MergeSongData.BatchSongs.Render(batch.StagingArgument),
            SqlCatalog.MergeSongData.BatchTracks.Render(),
            SqlCatalog.Merge.WinningTracks.Render(),
            SqlCatalog.Merge.MergeTracks.Render(),
            SqlCatalog.Merge.CheckTracks.Render(),
            SqlCatalog.MergeSongData.WinningSongs.Render(),
            SqlCatalog.MergeSongData.MergeSongs.Render(),
            SqlCatalog.MergeSongData.WinningArtists.Render(),
            SqlCatalog.MergeSongData.MergeArtists.Render(),
            SqlCatalog.MergeSongData.CountRows.Render(batch.Record.LoadIdArgument),
            SqlCatalog.MergeSongData.CheckRows.Render(batch.Record.LoadIdArgument, batch.RowsStagedArgument),
        ],
    };

    private static readonly Dictionary<Dataset, MergePlan> Plans = new() { [Dataset.LogData] = Events, [Dataset.SongData] = Songs };

    /// <summary>From the staging table to the counts of where its rows went.</summary>
    public required Func<MergeBatch, IReadOnlyList<string>> Statements { get; init; }

    /// <summary>Tracks that were stated before and of which this load made the song known, as SQL.</summary>
    public string TracksResolved { get; init; } = "0";

    /// <summary>When the first and the last of the staged events happened, as SQL over the staging table; milliseconds.</summary>
    public string FirstEvent { get; init; } = "CAST(NULL AS BIGINT)";

    public string LastEvent { get; init; } = "CAST(NULL AS BIGINT)";

    /// <summary>For each of the dataset's <see cref="RowRules.Lacks"/>, when a staged row lacks it, as SQL.</summary>
    public IReadOnlyList<string> Lacks { get; init; } = [];

    private static SqlArgument Plays(MergeBatch batch) =>
        SqlArgument.Fragment("plays", SqlCatalog.MergeLogData.BatchPlays.Render(batch.StagingArgument));

    /// <summary>A test asks for the plan of every dataset.</summary>
    public static MergePlan Of(Dataset dataset) => Plans[dataset];
}
