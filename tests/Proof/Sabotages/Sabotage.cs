using Sparkify.Ingestion.Statements;
using Sparkify.Proof.World;

namespace Sparkify.Proof.Sabotages;

/// <summary>A broken promise by name, to show that the proof would notice it.</summary>
/// <param name="Words">Words of the divergence that must name it.</param>
/// <param name="Break">Given the warehouse, the one that breaks the promise.</param>
public sealed record Sabotage(string Name, string What, string Words, Func<IWarehouse, IWarehouse> Break)
{
    private const string OtherRows = "a reader saw other rows than those of";

    /// <summary>The check in the merge's transaction: its text can't be cast to a number, and the database says which text.</summary>
    private const string Refused = "context: rows are not conserved in ";

    public static IReadOnlyList<Sabotage> All { get; } =
    [
        Changing("lock-removed", "the merge takes no lock", OtherRows, batch => batch with
        {
            Statements = [.. batch.Statements.Where(statement => !statement.StartsWith("LOCK ", StringComparison.Ordinal))],
        }),
        .. ((string[])["w_users", "w_songplays", "w_songs", "w_artists", "w_song_match"]).Select(table => Changed(
            $"dedupe-removed-{table[2..]}",
            $"every row of a key is merged, not the winner alone ({table})",
            table == "w_song_match" ? "Found multiple matches to update the same tuple" : Refused,
            $"CREATE TEMP TABLE {table} AS",
            "place = 1",
            "place >= 1")),
        new("ledger-apart", "the ledger is written in a transaction of its own", OtherRows, warehouse => new LedgerApart(warehouse)),
        Changed(
            "level-by-arrival",
            "a user's last arrived event wins, not the latest",
            OtherRows,
            "CREATE TEMP TABLE w_users AS",
            "ORDER BY ",
            "ORDER BY is_new DESC, "),
        Changing("late-songs-ignored", "a song that arrives after its plays resolves "
            + "none", "song_id is NULL, should be", batch => batch with
        {
            Statements = [.. batch.Statements.Where(statement => !statement.StartsWith("UPDATE dw.songplays ", StringComparison.Ordinal))],
        }),
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
                        ? Replaced(statement, "c.staged, c.inserted,", "c.staged, c.inserted + 1,")
                        : statement.Contains("'rows are not conserved in '", StringComparison.Ordinal) ? Nothing
                        : statement),
                ],
            }),
        Changing("staging-kept", "the merge keeps the staging table", "is left behind by", batch => !batch.Name.StartsWith(
            "merge ", StringComparison.Ordinal) ? batch : batch with
        {
            Statements = [.. batch.Statements.Select(statement => statement.StartsWith("DROP TABLE ", StringComparison.Ordinal)
                ? Nothing
                : statement)],
        }),
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

    /// <summary>In the place of a statement that is left out: those behind it are known by their numbers.</summary>
    private const string Nothing = "SELECT 0 AS nothing";

    public override string ToString() => Name;

    private static Sabotage Changing(string name, string what, string shown, Func<StatementBatch, StatementBatch> change) =>
        new(name, what, shown, warehouse => new ChangedBatches(warehouse, change));

    private static Sabotage Changed(
        string name, string what, string shown, string statement, string part, string by) => Changing(name, what, shown, batch => batch with
    {
        Statements = [.. batch.Statements.Select(
            one => one.StartsWith(statement, StringComparison.Ordinal) ? Replaced(one, part, by) : one)],
    });

    /// <summary>A statement without the part stays as it is; a test sees that each sabotage breaks something.</summary>
    private static string Replaced(string statement, string part, string by) => statement.Replace(part, by, StringComparison.Ordinal);
}
