namespace Sparkify.Warehouse;

/// <summary>The statements of MergeStaged: one transaction that takes the lock, merges a load's staged rows, and writes the ledger.</summary>
public sealed record MergeBatch
{
    /// <summary>Where in the batch the lock is taken: the first statement, from 1.</summary>
    public const int LockLoads = 1;

    /// <summary>The load's own table: <c>staging_events_…</c> or <c>staging_songs_…</c>.</summary>
    public required string Staging { get; init; }

    /// <summary><c>staging_events</c> or <c>staging_songs</c>.</summary>
    public required string Shape { get; init; }

    /// <summary>What the staging table held when it was staged.</summary>
    public required long RowsStaged { get; init; }

    /// <summary>Staging tables of the loads that this one was taken from.</summary>
    public IReadOnlyList<string> Leftovers { get; init; } = [];

    public required RecordBatch Record { get; init; }

    /// <summary>In the order that converges: dimensions and dictionaries before the plays that refer to them, the ledger last.</summary>
    public IReadOnlyList<string> Statements()
    {
        var staging = SqlArgument.Identifier("staging", Staging);
        return
        [
            SqlCatalog.Merge.LockLoads.Render(),
            SqlCatalog.Merge.EnsureStaging.Render(staging, SqlArgument.Identifier("shape", Shape)),
            .. Shape == "staging_events" ? MergeEvents(staging) : MergeSongs(staging),
            SqlCatalog.Stage.DropStaging.Render(staging),
            .. Leftovers.Select(table => SqlCatalog.Stage.DropStaging.Render(SqlArgument.Identifier("staging", table))),
            .. Shape == "staging_events"
                ? Record.Statements("0", hasEvents: true)
                : Record.Statements("(SELECT COUNT(*) FROM w_songplays)", hasEvents: false),
        ];
    }

    private IEnumerable<string> MergeEvents(SqlArgument staging) =>
    [
        SqlCatalog.MergeLogData.BatchEvents.Render(staging),
        SqlCatalog.MergeLogData.UsableEvents.Render(),
        SqlCatalog.MergeLogData.WinningUsers.Render(),
        SqlCatalog.MergeLogData.MergeUsers.Render(),
        SqlCatalog.MergeLogData.WinningTime.Render(),
        SqlCatalog.MergeLogData.MergeTime.Render(),
        SqlCatalog.MergeLogData.WinningPlayedTrack.Render(),
        SqlCatalog.MergeLogData.MergePlayedTrack.Render(),
        SqlCatalog.MergeLogData.WinningSongplays.Render(),
        SqlCatalog.MergeLogData.MergeSongplays.Render(),
        SqlCatalog.MergeLogData.RejectRows.Render(Record.LoadIdArgument),
        SqlCatalog.MergeLogData.CountRows.Render(Record.LoadIdArgument),
        SqlCatalog.MergeLogData.CheckRows.Render(Record.LoadIdArgument, SqlArgument.Number("rows_staged", RowsStaged)),
    ];

    private IEnumerable<string> MergeSongs(SqlArgument staging) =>
    [
        SqlCatalog.MergeSongData.BatchSongs.Render(staging),
        SqlCatalog.MergeSongData.WinningSongs.Render(),
        SqlCatalog.MergeSongData.MergeSongs.Render(),
        SqlCatalog.MergeSongData.WinningArtists.Render(),
        SqlCatalog.MergeSongData.MergeArtists.Render(),
        SqlCatalog.MergeSongData.WinningSongMatch.Render(),
        SqlCatalog.MergeSongData.MergeSongMatch.Render(),
        SqlCatalog.MergeSongData.LateSongplays.Render(),
        SqlCatalog.MergeSongData.ResolveSongplays.Render(),
        SqlCatalog.MergeSongData.CountRows.Render(Record.LoadIdArgument),
        SqlCatalog.MergeSongData.CheckRows.Render(Record.LoadIdArgument, SqlArgument.Number("rows_staged", RowsStaged)),
    ];
}
