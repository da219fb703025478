using System.Globalization;

namespace Sparkify.RedshiftOnDuckDb;

/// <summary>
/// The numbers by which the system views keep sessions, transactions and queries apart; they go on where the file's last ones ended.
/// </summary>
internal sealed class SessionNumbers
{
    /// <summary>The pids of Redshift Serverless have ten digits; a query's id never looks like one.</summary>
    private const int FirstPid = 1_073_700_001;

    private int _pid;
    private long _query;
    private long _transaction;

    public SessionNumbers(WarehouseFile file)
    {
        using var connection = file.Connect();
        long Last(string column) => Convert.ToInt64(
            connection.Ask($"SELECT coalesce(max({column}), 0) FROM dev.redshift_system.sys_load_history"), CultureInfo.InvariantCulture);
        _pid = (int)Math.Max(Last("session_id"), FirstPid - 1);
        _query = Last("query_id");
        _transaction = Last("transaction_id");
    }

    public int NextPid() => Interlocked.Increment(ref _pid);

    public long NextQuery() => Interlocked.Increment(ref _query);

    public long NextTransaction() => Interlocked.Increment(ref _transaction);
}
