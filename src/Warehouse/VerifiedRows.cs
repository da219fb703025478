using System.Globalization;

namespace Sparkify.Warehouse;

/// <summary>
/// The rows of a run of <c>verify</c>, by what no other rows have: user ids from 900,000,000, sessions of ten digits that begin with 91,
/// plays at the turn of the year 2101, and songs, artists and tracks with the run's number in their names.
/// </summary>
/// <param name="run">0 to 9,999,999.</param>
public sealed class VerifiedRows(int run)
{
    private const long Sessions = 9_100_000_000;
    private const long Users = 900_000_000;

    private static readonly DateTimeOffset First = new(2100, 12, 30, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Last = new(2101, 1, 4, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Seven digits.</summary>
    public string Number { get; } = run.ToString("D7", CultureInfo.InvariantCulture);

    /// <summary>Asks for the rows of each of the five tables.</summary>
    public IReadOnlyDictionary<string, string> Questions => new Dictionary<string, string>
    {
        ["songplays"] = SqlCatalog.OwnRows.Songplays.Render(PlaysAt(), PlaysTo(), FirstSession(), LastSession()),
        ["users"] = SqlCatalog.OwnRows.Users.Render(FirstUser(), LastUser()),
        ["songs"] = SqlCatalog.OwnRows.Songs.Render(Named("first", "SOVERIFY"), Named("last", "SOVERIFY", "~")),
        ["artists"] = SqlCatalog.OwnRows.Artists.Render(Named("first", "ARVERIFY"), Named("last", "ARVERIFY", "~")),
        ["time"] = SqlCatalog.OwnRows.Time.Render(PlaysAt(), PlaysTo()),
    };

    /// <summary>
    /// Takes them away again, and what the ledger says of the files that they came from: one transaction, under the lock.
    /// </summary>
    /// <param name="folder">Stands in the keys of the run's files, and of no others.</param>
    public IReadOnlyList<string> TakeAway(string folder)
    {
        var within = SqlArgument.Text("folder", folder);
        return
        [
            .. RecordBatch.TakeLock,
            SqlCatalog.TakeAway.Songplays.Render(PlaysAt(), PlaysTo(), FirstSession(), LastSession()),
            SqlCatalog.TakeAway.Users.Render(FirstUser(), LastUser()),
            SqlCatalog.TakeAway.Songs.Render(Named("first", "SOVERIFY"), Named("last", "SOVERIFY", "~")),
            SqlCatalog.TakeAway.Artists.Render(Named("first", "ARVERIFY"), Named("last", "ARVERIFY", "~")),
            SqlCatalog.TakeAway.Tracks.Render(SqlArgument.Text("artist", $"Verifier {Number}")),
            SqlCatalog.TakeAway.Time.Render(PlaysAt(), PlaysTo()),
            SqlCatalog.TakeAway.RejectedRows.Render(within),
            SqlCatalog.TakeAway.LoadCounts.Render(within),
            SqlCatalog.TakeAway.Loads.Render(within),
            SqlCatalog.TakeAway.FileLedger.Render(within),
        ];
    }

    private static SqlArgument PlaysAt() => SqlArgument.Timestamp("first", First);

    private static SqlArgument PlaysTo() => SqlArgument.Timestamp("last", Last);

    private SqlArgument FirstSession() => SqlArgument.Number("first_session", Sessions + (run * 10L));

    private SqlArgument LastSession() => SqlArgument.Number("last_session", Sessions + (run * 10L) + 9);

    private SqlArgument FirstUser() => SqlArgument.Number("first", Users + (run * 10L));

    private SqlArgument LastUser() => SqlArgument.Number("last", Users + (run * 10L) + 9);

    private SqlArgument Named(string name, string prefix, string end = "") => SqlArgument.Text(name, prefix + Number + end);
}
