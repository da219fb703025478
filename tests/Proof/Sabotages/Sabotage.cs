using Sparkify.Ingestion.Statements;
using Sparkify.Proof.Schedules;
using Sparkify.Proof.World;
using Sparkify.Reference;

namespace Sparkify.Proof.Sabotages;

/// <summary>A broken promise by name, to show that the proof would notice it.</summary>
/// <param name="Words">Words of the divergence that must name it.</param>
/// <param name="Break">Given the warehouse, the one that breaks the promise.</param>
public sealed record Sabotage(string Name, string What, string Words, Func<IWarehouse, IWarehouse> Break)
{
    /// <summary>Schedules that can show it at all.</summary>
    public Func<Schedule, bool> IsShownBy { get; init; } = _ => true;

    private const string ShouldBeQuarantined = "was merged, and should be quarantined";

    private const string OtherRows = "a reader saw other rows than those of";

    /// <summary>The check in the merge's transaction: its text can't be cast to a number, and the database says which text.</summary>
    private const string Refused = "context: rows are not conserved in ";

    public static IReadOnlyList<Sabotage> All { get; } =
    [
        Changing("lock-removed", "the merge takes no lock, and writes none", OtherRows, batch => batch with
        {
            Statements = [.. batch.Statements.Where(statement => !statement.StartsWith("LOCK ", StringComparison.Ordinal)
                && !statement.StartsWith(WriteLock, StringComparison.Ordinal))],
        }),
        Changing(
            "snapshot-too-old", "the merge's snapshot is older than its lock, and it does not write the lock", OtherRows,
            batch => WithOldSnapshot(Without(batch, statement => statement.StartsWith(WriteLock, StringComparison.Ordinal)))),
        .. ((string[])["w_users", "w_songplays", "w_songs", "w_artists"]).Select(table => Changed(
            $"dedupe-removed-{table[2..]}",
            $"every row of a key is merged, not the winner alone ({table})",
            Refused,
            $"CREATE TEMP TABLE {table} AS",
            "place = 1",
            "place >= 1")),
        Changed(
            "dedupe-removed-batch",
            "a play that a batch says twice is taken for two",
            OtherRows,
            "CREATE TEMP TABLE c_plays AS",
            "HAVING COUNT(*) > 1",
            "HAVING COUNT(*) > 1000"),
        Changing(
            "identity-without-instant", "a play is taken for one of another instant, and the merge does not check", OtherRows,
            batch => Merging(batch, "dw.songplays.start_time = w.start_time AND ", "b.start_time = c.start_time AND ")),
        Changing(
            "identity-without-user", "a play is taken for one of another user, and the merge does not check", OtherRows,
            batch => Merging(batch, "AND dw.songplays.user_id = w.user_id", "AND b.user_id = c.user_id")),
        Changed(
            "bound-too-narrow",
            "stored plays of a batch's first second are not looked for",
            OtherRows,
            "CREATE TEMP TABLE c_plays AS",
            "t.start_time BETWEEN ",
            "t.start_time - INTERVAL '1 second' BETWEEN "),
        Changing(
            "dictionary-not-merged", "tracks are not written to the dictionary", "a track is not in the dictionary",
            batch => Without(batch, statement => statement.StartsWith(MergeTracks, StringComparison.Ordinal))),
        Changing(
            "dictionary-unchecked", "tracks are not written to the dictionary, and the merge does not check", OtherRows,
            batch => Without(batch, statement => statement.StartsWith(MergeTracks, StringComparison.Ordinal)
                || statement.Contains("'a track is not in the dictionary'", StringComparison.Ordinal))),
        Changed(
            "hash-too-short",
            "the track_id is four bits of a hash",
            "track_id",
            "CREATE TEMP TABLE b_tracks AS",
            "1, 15), 16)",
            "1, 1), 16)"),
        new("ledger-apart", "the ledger is written in a transaction of its own", OtherRows, warehouse => new LedgerApart(warehouse)),
        Changed(
            "level-by-arrival",
            "a user's last arrived event wins, not the latest",
            OtherRows,
            "CREATE TEMP TABLE w_users AS",
            "ORDER BY ",
            "ORDER BY is_new DESC, "),
        Changed(
            "late-songs-ignored",
            "a song that arrives after its plays resolves none",
            "song_id is NULL, should be",
            MergeTracks,
            "SET song_id = w.song_id, artist_id = w.artist_id",
            "SET title = w.title"),
        Changed(
            "upgrade-without-users",
            "an upgrade forgets who played",
            OtherRows,
            "INSERT INTO dw.songplays ",
            "COALESCE(p.user_id, -1) AS user_id",
            "-1 AS user_id") with { IsShownBy = schedule => LoadsBefore(schedule, Dataset.LogData) },
        Changed(
            "upgrade-without-songs",
            "an upgrade forgets which songs were stated",
            "song_id is NULL, should be",
            "INSERT INTO dw.tracks ",
            "FROM dw.song_match WHERE ",
            "FROM dw.song_match WHERE 1 = 0 AND ")
            with { IsShownBy = schedule => LoadsBefore(schedule, Dataset.LogData) && LoadsBefore(schedule, Dataset.SongData) },
        Changing(
            "rebuild-behind", "a rebuild does not check what was loaded meanwhile", "its rows went with a rebuild",
            batch => Without(batch, statement => statement.Contains("'the rebuild lacks '", StringComparison.Ordinal)))
            with { IsShownBy = Has<Rebuilding> },
        Changing(
            "token-reused",
            "a second attempt has the first one's client token",
            "failed, and every fault was one that passes",
            batch => batch with
            {
                ClientToken = batch.Name.Split(" #")[0],
            }),
        Changing(
            "counts-forged",
            "a row is counted that never was, and the merge does not check",
            "rows are not conserved in",
            batch => batch with
            {
                Statements =
                [
                    .. batch.Statements.Select(statement =>
                        statement.StartsWith("INSERT INTO dw.load_counts ", StringComparison.Ordinal)
                        ? Replaced(statement, ".staged, c.inserted,", ".staged, c.inserted + 1,")
                        : statement.Contains(Conserved, StringComparison.Ordinal) ? Nothing
                        : statement),
                ],
            }),
        new(
            "fault-laid-at-files",
            "what fails every file alike is said to be a file's",
            "and nothing is wrong with it",
            warehouse => new FaultLaidAtFiles(warehouse))
        {
            IsShownBy = schedule => schedule.Faults.Any(fault => fault.Kind.Lasts is not null),
        },
        Changing("errors-concealed", "the load views show no refused row, and count none", ShouldBeQuarantined, batch => batch with
        {
            Statements =
            [
                .. batch.Statements.Select(statement =>
                    statement.Contains("FROM sys_load_history", StringComparison.Ordinal) ? Replaced(
                        statement, "error_count", "0 AS error_count")
                    : statement.Contains("FROM sys_load_error_detail", StringComparison.Ordinal) ? Replaced(
                        statement, "WHERE ", "WHERE 1 = 0 AND ")
                    : statement),
            ],
        }),
        Changed(
            "unusable-uncounted",
            "nobody counts the staged rows that no table can use",
            ShouldBeQuarantined,
            "SELECT COUNT(*) AS rows_staged",
            "THEN 1 END) AS rows_unusable",
            "THEN NULL END) AS rows_unusable"),
        Changing("staging-kept", "the merge keeps the staging table", "is left behind by", batch => !batch.Name.StartsWith(
            "merge ", StringComparison.Ordinal) ? batch
            : Without(batch, statement => statement.StartsWith("DROP TABLE ", StringComparison.Ordinal))),
        Changed(
            "ledger-wrong", "the ledger calls a file quarantined that was loaded", "was merged, and the ledger does not call it loaded",
            "INSERT INTO dw.file_ledger ", "f.status", "CASE WHEN f.status = 'loaded' THEN 'quarantined' ELSE f.status END"),
        Changed(
            "ledger-silent",
            "the ledger has no line of what was loaded",
            "is in the bucket and the ledger has it neither as loaded nor as quarantined",
            "INSERT INTO dw.file_ledger ",
            "FROM b_files f\nWHERE ",
            "FROM b_files f\nWHERE f.status <> 'loaded' AND "),
    ];

    private const string Conserved = "'rows are not conserved in '";

    private const string MergeTracks = "MERGE INTO dw.tracks";

    private const string WriteLock = "UPDATE dw.load_lock ";

    /// <summary>Reads before it has the lock: Redshift takes the transaction's snapshot then.</summary>
    public static StatementBatch WithOldSnapshot(StatementBatch batch) =>
        batch.Statements[0].StartsWith("LOCK ", StringComparison.Ordinal)
            ? batch with { Statements = ["SELECT COUNT(*) FROM dw.songplays", .. batch.Statements] }
            : batch;

    /// <summary>In the place of a statement that is left out: those behind it are known by their numbers.</summary>
    private const string Nothing = "SELECT 0 AS nothing";

    public override string ToString() => Name;

    /// <summary>Whether the version before has had files of a dataset, and is upgraded.</summary>
    private static bool LoadsBefore(Schedule schedule, Dataset dataset) => Has<Upgrade>(schedule)
        && schedule.Acts.TakeWhile(act => act is not VersionBefore).Any(act => act is Deliver deliver && deliver.Dataset == dataset);

    private static bool Has<TAct>(Schedule schedule) where TAct : Act => schedule.Acts.Any(act => act is TAct);

    private static Sabotage Changing(string name, string what, string shown, Func<StatementBatch, StatementBatch> change) =>
        new(name, what, shown, warehouse => new ChangedBatches(warehouse, change));

    /// <summary>Plays are merged and inserted without a part of the condition, and without the check behind it.</summary>
    private static StatementBatch Merging(StatementBatch batch, string ofMerge, string ofInsert) => Without(
        batch with
        {
            Statements = [.. batch.Statements.Select(statement =>
                statement.StartsWith("MERGE INTO dw.songplays", StringComparison.Ordinal) ? Replaced(statement, ofMerge, "")
                : statement.StartsWith("INSERT INTO dw.songplays", StringComparison.Ordinal) ? Replaced(statement, ofInsert, "")
                : statement)],
        },
        statement => statement.Contains(Conserved, StringComparison.Ordinal));

    private static StatementBatch Without(StatementBatch batch, Func<string, bool> isLeftOut) =>
        batch with { Statements = [.. batch.Statements.Select(statement => isLeftOut(statement) ? Nothing : statement)] };

    private static Sabotage Changed(
        string name, string what, string shown, string statement, string part, string by) => Changing(name, what, shown, batch => batch with
    {
        Statements = [.. batch.Statements.Select(
            one => one.StartsWith(statement, StringComparison.Ordinal) ? Replaced(one, part, by) : one)],
    });

    /// <summary>A statement without the part stays as it is; a test sees that each sabotage breaks something.</summary>
    private static string Replaced(string statement, string part, string by) => statement.Replace(part, by, StringComparison.Ordinal);
}
