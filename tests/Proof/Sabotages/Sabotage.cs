using Sparkify.Ingestion.Statements;

namespace Sparkify.Proof.Sabotages;

/// <summary>A broken promise by name, to show that the proof would notice it.</summary>
/// <param name="Break">Given the warehouse, the one that breaks the promise.</param>
public sealed record Sabotage(string Name, string What, Func<IWarehouse, IWarehouse> Break)
{
    public static IReadOnlyList<Sabotage> All { get; } =
    [
        Changing("lock-removed", "the merge takes no lock", batch => batch with
        {
            Statements = [.. batch.Statements.Where(statement => !statement.StartsWith("LOCK ", StringComparison.Ordinal))],
        }),
        .. ((string[])["w_users", "w_songplays", "w_songs", "w_artists", "w_song_match"]).Select(table => Changing(
            $"dedupe-removed-{table[2..]}", $"every row of a key is merged, not the winner alone ({table})", batch => batch with
            {
                Statements = [.. batch.Statements.Select(statement => statement.StartsWith($"CREATE TEMP TABLE {table} AS", StringComparison.Ordinal)
                    ? Replaced(statement, "place = 1", "place >= 1")
                    : statement)],
            })),
        new("ledger-apart", "the ledger is written in a transaction of its own", warehouse => new LedgerApart(warehouse)),
        Changing("level-by-arrival", "a user's last arrived event wins, not the latest", batch => batch with
        {
            Statements = [.. batch.Statements.Select(statement => statement.StartsWith("CREATE TEMP TABLE w_users AS", StringComparison.Ordinal)
                ? Replaced(statement, "ORDER BY ", "ORDER BY is_new DESC, ")
                : statement)],
        }),
        Changing("late-songs-ignored", "a song that arrives after its plays resolves none", batch => batch with
        {
            Statements = [.. batch.Statements.Where(statement => !statement.StartsWith("UPDATE dw.songplays ", StringComparison.Ordinal))],
        }),
        Changing("token-reused", "a second attempt has the first one's client token", batch => batch with
        {
            ClientToken = batch.Name.Split(" #")[0],
        }),
    ];

    public override string ToString() => Name;

    private static Sabotage Changing(string name, string what, Func<StatementBatch, StatementBatch> change) =>
        new(name, what, warehouse => new Saboteur(warehouse, change));

    /// <summary>Only the winners of a merge have places; a test sees that each sabotage breaks something.</summary>
    private static string Replaced(string statement, string part, string by) => statement.Replace(part, by, StringComparison.Ordinal);
}
