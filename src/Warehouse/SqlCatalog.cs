namespace Sparkify.Warehouse;

/// <summary>Every SQL file by name. A test holds files and members together, one to one.</summary>
/// <remarks>
/// But the numbered ones of the schema and the questions of analysts: <see cref="SchemaChanges"/> and
/// <see cref="AnalystQuestions"/> find those.
/// </remarks>
public static class SqlCatalog
{
    /// <summary>Which changes of the schema a warehouse has.</summary>
    public static class Schema
    {
        public static readonly SqlFile FindChanges = SqlFile.At("schema/find_changes.sql");
        public static readonly SqlFile AppliedChanges = SqlFile.At("schema/applied_changes.sql");
        public static readonly SqlFile ExpectChanges = SqlFile.At("schema/expect_changes.sql");
        public static readonly SqlFile RecordChanges = SqlFile.At("schema/record_changes.sql");
    }

    /// <summary>What there is to ask.</summary>
    public static class Catalog
    {
        public static readonly SqlFile ListRelations = SqlFile.At("catalog/list_relations.sql");
        public static readonly SqlFile ListColumns = SqlFile.At("catalog/list_columns.sql");
    }

    /// <summary>What an administrator lets the loads do.</summary>
    public static class Access
    {
        public static readonly SqlFile FindUser = SqlFile.At("access/find_user.sql");
        public static readonly SqlFile CreateUser = SqlFile.At("access/create_user.sql");
        public static readonly SqlFile GrantCreate = SqlFile.At("access/grant_create.sql");
    }

    /// <summary>The batch of StageFiles.</summary>
    public static class Stage
    {
        public static readonly SqlFile DropStaging = SqlFile.At("load/stage/drop_staging.sql");
        public static readonly SqlFile CreateStaging = SqlFile.At("load/stage/create_staging.sql");
        public static readonly SqlFile CopyFiles = SqlFile.At("load/stage/copy_files.sql");
        public static readonly SqlFile RowsLoaded = SqlFile.At("load/stage/rows_loaded.sql");
        public static readonly SqlFile RowsStaged = SqlFile.At("load/stage/rows_staged.sql");
        public static readonly SqlFile LoadHistory = SqlFile.At("load/stage/load_history.sql");
        public static readonly SqlFile FilesRead = SqlFile.At("load/stage/files_read.sql");
        public static readonly SqlFile LoadErrors = SqlFile.At("load/stage/load_errors.sql");
        public static readonly SqlFile ExplainFailure = SqlFile.At("load/stage/explain_failure.sql");
    }

    /// <summary>What the merges of all datasets have in common.</summary>
    public static class Merge
    {
        public static readonly SqlFile LockLoads = SqlFile.At("load/merge/lock_loads.sql");
        public static readonly SqlFile WriteLock = SqlFile.At("load/merge/write_lock.sql");
        public static readonly SqlFile EnsureStaging = SqlFile.At("load/merge/ensure_staging.sql");
        public static readonly SqlFile WinningTracks = SqlFile.At("load/merge/winning_tracks.sql");
        public static readonly SqlFile MergeTracks = SqlFile.At("load/merge/merge_tracks.sql");
        public static readonly SqlFile CheckTracks = SqlFile.At("load/merge/check_tracks.sql");
    }

    /// <summary>The merge of log_data.</summary>
    public static class MergeLogData
    {
        public static readonly SqlFile StoredRows = SqlFile.At("load/merge_log_data/stored_rows.sql");
        public static readonly SqlFile BatchTracks = SqlFile.At("load/merge_log_data/batch_tracks.sql");
        public static readonly SqlFile BatchPlays = SqlFile.At("load/merge_log_data/batch_plays.sql");
        public static readonly SqlFile ContestedPlays = SqlFile.At("load/merge_log_data/contested_plays.sql");
        public static readonly SqlFile WinningSongplays = SqlFile.At("load/merge_log_data/winning_songplays.sql");
        public static readonly SqlFile MergeSongplays = SqlFile.At("load/merge_log_data/merge_songplays.sql");
        public static readonly SqlFile InsertSongplays = SqlFile.At("load/merge_log_data/insert_songplays.sql");
        public static readonly SqlFile BatchUsers = SqlFile.At("load/merge_log_data/batch_users.sql");
        public static readonly SqlFile WinningUsers = SqlFile.At("load/merge_log_data/winning_users.sql");
        public static readonly SqlFile MergeUsers = SqlFile.At("load/merge_log_data/merge_users.sql");
        public static readonly SqlFile WinningTime = SqlFile.At("load/merge_log_data/winning_time.sql");
        public static readonly SqlFile InsertTime = SqlFile.At("load/merge_log_data/insert_time.sql");
        public static readonly SqlFile CountRows = SqlFile.At("load/merge_log_data/count_rows.sql");
        public static readonly SqlFile CheckRows = SqlFile.At("load/merge_log_data/check_rows.sql");
    }

    /// <summary>The merge of song_data.</summary>
    public static class MergeSongData
    {
        public static readonly SqlFile StoredRows = SqlFile.At("load/merge_song_data/stored_rows.sql");
        public static readonly SqlFile BatchSongs = SqlFile.At("load/merge_song_data/batch_songs.sql");
        public static readonly SqlFile BatchTracks = SqlFile.At("load/merge_song_data/batch_tracks.sql");
        public static readonly SqlFile WinningSongs = SqlFile.At("load/merge_song_data/winning_songs.sql");
        public static readonly SqlFile MergeSongs = SqlFile.At("load/merge_song_data/merge_songs.sql");
        public static readonly SqlFile WinningArtists = SqlFile.At("load/merge_song_data/winning_artists.sql");
        public static readonly SqlFile MergeArtists = SqlFile.At("load/merge_song_data/merge_artists.sql");
        public static readonly SqlFile CountRows = SqlFile.At("load/merge_song_data/count_rows.sql");
        public static readonly SqlFile CheckRows = SqlFile.At("load/merge_song_data/check_rows.sql");
    }

    /// <summary>The ledger's part of a merge.</summary>
    public static class Record
    {
        public static readonly SqlFile CreateBatchFiles = SqlFile.At("load/record/create_batch_files.sql");
        public static readonly SqlFile CopyFiles = SqlFile.At("load/record/copy_files.sql");
        public static readonly SqlFile RecordFiles = SqlFile.At("load/record/record_files.sql");
        public static readonly SqlFile CreateBatchRejects = SqlFile.At("load/record/create_batch_rejects.sql");
        public static readonly SqlFile CopyRejects = SqlFile.At("load/record/copy_rejects.sql");
        public static readonly SqlFile RecordRejects = SqlFile.At("load/record/record_rejects.sql");
        public static readonly SqlFile RecordLoad = SqlFile.At("load/record/record_load.sql");
        public static readonly SqlFile LoadOutcome = SqlFile.At("load/record/load_outcome.sql");
    }

    /// <summary>A backfill's questions to the ledger.</summary>
    public static class Backfill
    {
        public static readonly SqlFile CreateListing = SqlFile.At("load/backfill/create_listing.sql");
        public static readonly SqlFile CopyListing = SqlFile.At("load/backfill/copy_listing.sql");
        public static readonly SqlFile CompareListing = SqlFile.At("load/backfill/compare_listing.sql");
        public static readonly SqlFile CountLoaded = SqlFile.At("load/backfill/count_loaded.sql");
    }

    /// <summary>Fresh tables from the bucket alone, in the place of the present ones.</summary>
    public static class Rebuild
    {
        public static readonly SqlFile DropNext = SqlFile.At("load/rebuild/drop_next.sql");
        public static readonly SqlFile CreateNext = SqlFile.At("load/rebuild/create_next.sql");
        public static readonly SqlFile CreateTable = SqlFile.At("load/rebuild/create_table.sql");
        public static readonly SqlFile FillLock = SqlFile.At("load/rebuild/fill_lock.sql");
        public static readonly SqlFile MarkNext = SqlFile.At("load/rebuild/mark_next.sql");
        public static readonly SqlFile CompareTable = SqlFile.At("load/rebuild/compare_table.sql");
        public static readonly SqlFile CheckMark = SqlFile.At("load/rebuild/check_mark.sql");
        public static readonly SqlFile LackingFiles = SqlFile.At("load/rebuild/lacking_files.sql");
        public static readonly SqlFile CheckCaughtUp = SqlFile.At("load/rebuild/check_caught_up.sql");
        public static readonly SqlFile EmptyTable = SqlFile.At("load/rebuild/empty_table.sql");
        public static readonly SqlFile FillTable = SqlFile.At("load/rebuild/fill_table.sql");
        public static readonly SqlFile CopyRecords = SqlFile.At("load/rebuild/copy_records.sql");
    }

    /// <summary>A person's questions to the ledger, and to the tables that it is the ledger of.</summary>
    public static class Ledger
    {
        public static readonly SqlFile FileLines = SqlFile.At("ledger/file_lines.sql");
        public static readonly SqlFile LoadLines = SqlFile.At("ledger/load_lines.sql");
        public static readonly SqlFile ListedLines = SqlFile.At("ledger/listed_lines.sql");
        public static readonly SqlFile NewestLines = SqlFile.At("ledger/newest_lines.sql");
        public static readonly SqlFile LoadedAgain = SqlFile.At("ledger/loaded_again.sql");
        public static readonly SqlFile LoadsRecorded = SqlFile.At("ledger/loads_recorded.sql");
        public static readonly SqlFile NewestLoad = SqlFile.At("ledger/newest_load.sql");
        public static readonly SqlFile NewestLoads = SqlFile.At("ledger/newest_loads.sql");
        public static readonly SqlFile LossyLines = SqlFile.At("ledger/lossy_lines.sql");
        public static readonly SqlFile LoadTimes = SqlFile.At("ledger/load_times.sql");
        public static readonly SqlFile LoadRows = SqlFile.At("ledger/load_rows.sql");
        public static readonly SqlFile FileRejects = SqlFile.At("ledger/file_rejects.sql");
        public static readonly SqlFile LoadRejects = SqlFile.At("ledger/load_rejects.sql");
        public static readonly SqlFile CountTables = SqlFile.At("ledger/count_tables.sql");
    }

    /// <summary>What verify tries on a warehouse, with tables of its own.</summary>
    public static class Probe
    {
        public static readonly SqlFile CreateRows = SqlFile.At("verify/probe/create_rows.sql");
        public static readonly SqlFile CopyRows = SqlFile.At("verify/probe/copy_rows.sql");
        public static readonly SqlFile ReadRows = SqlFile.At("verify/probe/read_rows.sql");
        public static readonly SqlFile ReadNumber = SqlFile.At("verify/probe/read_number.sql");
        public static readonly SqlFile CreateCounter = SqlFile.At("verify/probe/create_counter.sql");
        public static readonly SqlFile BeginCounter = SqlFile.At("verify/probe/begin_counter.sql");
        public static readonly SqlFile LockCounter = SqlFile.At("verify/probe/lock_counter.sql");
        public static readonly SqlFile ReadCounter = SqlFile.At("verify/probe/read_counter.sql");
        public static readonly SqlFile CountOn = SqlFile.At("verify/probe/count_on.sql");
        public static readonly SqlFile DropCounter = SqlFile.At("verify/probe/drop_counter.sql");
        public static readonly SqlFile CreateDigits = SqlFile.At("verify/probe/create_digits.sql");
        public static readonly SqlFile TakeTime = SqlFile.At("verify/probe/take_time.sql");
        public static readonly SqlFile CreateMerged = SqlFile.At("verify/probe/create_merged.sql");
        public static readonly SqlFile CreateSource = SqlFile.At("verify/probe/create_source.sql");
        public static readonly SqlFile MergeSource = SqlFile.At("verify/probe/merge_source.sql");
        public static readonly SqlFile ReadMerged = SqlFile.At("verify/probe/read_merged.sql");
        public static readonly SqlFile IsolationLevel = SqlFile.At("verify/probe/isolation_level.sql");
        public static readonly SqlFile ServerlessUsage = SqlFile.At("verify/probe/serverless_usage.sql");
    }

    /// <summary>The rows of a run of verify, in the views of analysts.</summary>
    public static class OwnRows
    {
        public static readonly SqlFile Songplays = SqlFile.At("verify/own_rows/songplays.sql");
        public static readonly SqlFile Users = SqlFile.At("verify/own_rows/users.sql");
        public static readonly SqlFile Songs = SqlFile.At("verify/own_rows/songs.sql");
        public static readonly SqlFile Artists = SqlFile.At("verify/own_rows/artists.sql");
        public static readonly SqlFile Time = SqlFile.At("verify/own_rows/time.sql");
    }

    /// <summary>Takes away what a run of verify has left in the tables.</summary>
    public static class TakeAway
    {
        public static readonly SqlFile Songplays = SqlFile.At("verify/take_away/songplays.sql");
        public static readonly SqlFile Users = SqlFile.At("verify/take_away/users.sql");
        public static readonly SqlFile Songs = SqlFile.At("verify/take_away/songs.sql");
        public static readonly SqlFile Artists = SqlFile.At("verify/take_away/artists.sql");
        public static readonly SqlFile Tracks = SqlFile.At("verify/take_away/tracks.sql");
        public static readonly SqlFile Time = SqlFile.At("verify/take_away/time.sql");
        public static readonly SqlFile RejectedRows = SqlFile.At("verify/take_away/rejected_rows.sql");
        public static readonly SqlFile LoadCounts = SqlFile.At("verify/take_away/load_counts.sql");
        public static readonly SqlFile Loads = SqlFile.At("verify/take_away/loads.sql");
        public static readonly SqlFile FileLedger = SqlFile.At("verify/take_away/file_ledger.sql");
    }
}
