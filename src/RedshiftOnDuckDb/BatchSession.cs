using System.Globalization;
using DuckDB.NET.Data;
using Sparkify.RedshiftOnDuckDb.Dialect;
using Sparkify.RedshiftOnDuckDb.Loading;

namespace Sparkify.RedshiftOnDuckDb;

/// <summary>
/// One batch's connection and transaction. The transaction, and with it the snapshot, begins at the first statement that is not LOCK,
/// as Redshift's does: whoever locks first sees what the lock's last holder committed.
/// </summary>
internal sealed class BatchSession(
    WarehouseFile file, DuckDbWarehouseOptions options, TableLocks locks, SessionNumbers numbers, LateLoads late) : IDisposable
{
    private static readonly StatementOutcome NoRows = new(0, null);

    private readonly List<LoadLog> _loads = [];
    private DuckDBConnection? _connection;
    private long _transactionId;
    private DateTime _now;

    public int Pid { get; } = numbers.NextPid();

    /// <exception cref="RedshiftErrorException">The statement failed: the transaction is good for nothing but a rollback.</exception>
    public async Task<StatementOutcome> ExecuteAsync(string text, CancellationToken cancellationToken)
    {
        var statement = Translator.Translate(text);
        try
        {
            switch (statement)
            {
                case LockStatement locked:
                    await LockAsync(locked, cancellationToken);
                    return NoRows;
                case SqlStatement sql:
                    return Run(sql, cancellationToken);
                case LikeStatement like:
                    Begin().Run(CreateLike(like));
                    return NoRows;
                case AddColumnStatement add:
                    Begin().Run(AddColumn(add));
                    return NoRows;
                case CopyStatement copy:
                    return new StatementOutcome(await CopyAsync(copy, cancellationToken), null);
                default:
                    return NoRows;
            }
        }
        catch (DuckDBException failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw DuckDbErrors.ToRedshift(failure, (statement as SqlStatement)?.Target);
        }
    }

    public void Commit()
    {
        try
        {
            _connection?.Run("COMMIT");
        }
        catch (DuckDBException failure)
        {
            throw DuckDbErrors.ToRedshift(failure);
        }

        _loads.ForEach(late.Add);
    }

    /// <summary>Undoes everything, but what the system views say of its loads stays.</summary>
    public void Rollback(bool keepLoads)
    {
        if (_connection is null)
        {
            return;
        }

        try
        {
            _connection.Run("ROLLBACK");
        }
        catch (DuckDBException)
        {
            // DuckDB has ended the transaction itself, as it does when a commit fails.
        }

        if (keepLoads && _loads.Count > 0)
        {
            Show(_connection, _loads.Where(load => load.Lag == 0));
            _loads.ForEach(late.Add);
        }
    }

    public void Dispose()
    {
        locks.Release(this);
        _connection?.Dispose();
    }

    private DuckDBConnection Begin()
    {
        if (_connection is null)
        {
            _connection = file.Connect();
            if (late.TakeDue() is { Count: > 0 } due)
            {
                Show(_connection, due);
            }

            _connection.Run($"SET VARIABLE rs_pid = {Pid}; BEGIN TRANSACTION");
            _transactionId = numbers.NextTransaction();

            // DuckDB takes the snapshot when a transaction first touches the database.
            _connection.Ask("SELECT count(*) FROM dev.redshift_system.sys_load_history WHERE false");
        }

        if (options.Time.GetUtcNow().UtcDateTime is var now && now != _now)
        {
            _connection.Run($"SET VARIABLE rs_now = TIMESTAMP '{now:yyyy-MM-dd HH:mm:ss.ffffff}'");
            _now = now;
        }

        return _connection;
    }

    private static void Show(DuckDBConnection connection, IEnumerable<LoadLog> loads)
    {
        connection.Run("BEGIN TRANSACTION");
        foreach (var load in loads)
        {
            load.Write(connection);
        }

        connection.Run("COMMIT");
    }

    private StatementOutcome Run(SqlStatement sql, CancellationToken cancellationToken)
    {
        var connection = Begin();
        if (sql.Ambiguity is not null && connection.Ask(sql.Ambiguity) is not null)
        {
            throw new RedshiftErrorException("ERROR: Found multiple matches to update the same tuple.");
        }

        using var command = connection.CreateCommand();
        command.CommandText = sql.Sql;
        using var abort = cancellationToken.Register(command.Cancel);
        if (!sql.IsQuery)
        {
            return new StatementOutcome(Math.Max(0, command.ExecuteNonQuery()), null);
        }

        using var reader = command.ExecuteReader();
        var (columns, rows) = ResultRows.Read(reader, ResultRows.DataApi);
        return new StatementOutcome(rows.Count, new StatementResult(columns, rows));
    }

    private async Task LockAsync(LockStatement statement, CancellationToken cancellationToken)
    {
        foreach (var name in statement.Tables.Where(_ => !options.WithoutLocks))
        {
            await locks.AcquireAsync(this, LockName(name), cancellationToken);
        }
    }

    /// <summary>Asked outside the batch's transaction while there is none: a look into it would take the snapshot.</summary>
    private string LockName(RelationName name)
    {
        using var aside = _connection is null ? file.Connect() : null;
        var table = TableShape.Find(aside ?? _connection!, name);
        return $"{table.Schema}.{table.Name}";
    }

    /// <summary>
    /// A table that is made like another has its rows for a while, and is read once or twice: compressing them costs more than it spares.
    /// </summary>
    private string CreateLike(LikeStatement like)
    {
        var encoding = like.Temporary ? "" : " USING COMPRESSION uncompressed";
        var columns = TableShape.Find(Begin(), like.Parent).Columns.Select(column => Definition(column, like.WithDefaults) + encoding);
        return $"CREATE {(like.Temporary ? "TEMP " : "")}TABLE {(like.IfNotExists ? "IF NOT EXISTS " : "")}{like.Table.Sql} "
            + $"({string.Join(", ", columns)})";
    }

    /// <summary>The table with one column more, in the place of the one that is there.</summary>
    private string AddColumn(AddColumnStatement add)
    {
        var table = TableShape.Find(Begin(), add.Table);
        if (table.Columns.Any(column => column.Name == add.Column))
        {
            throw new RedshiftErrorException($"ERROR: column \"{add.Column}\" of relation \"{table.Name}\" already exists");
        }

        var columns = table.Columns.Select(column => Definition(column, withDefault: true)).Append(add.Definition);
        var wider = (table with { Name = $"{table.Name} with {add.Column}" }).Sql;
        return $"CREATE TABLE {wider} ({string.Join(", ", columns)}); INSERT INTO {wider} SELECT *, {add.Value} FROM {table.Sql}; "
            + $"DROP TABLE {table.Sql}; ALTER TABLE {wider} RENAME TO {Names.Quote(table.Name)}";
    }

    private static string Definition(Column column, bool withDefault) =>
        $"{Names.Quote(column.Name)} {column.Type}{(column.NotNull ? " NOT NULL" : "")}"
        + $"{(withDefault && column.Default is { } value ? $" DEFAULT {value}" : "")} {column.Check}";

    private async Task<long> CopyAsync(CopyStatement copy, CancellationToken cancellationToken)
    {
        var connection = Begin();
        var table = TableShape.Find(connection, copy.Table);
        var load = new LoadLog
        {
            QueryId = numbers.NextQuery(),
            TransactionId = _transactionId,
            Pid = Pid,
            Table = table.Name,
            TableId = table.Id,
            Source = copy.Source,
            Start = options.Time.GetUtcNow().UtcDateTime,
            Lag = options.LoadViewsLag(),
        };
        using var run = new CopyRun(connection, copy, table, load, options);
        _loads.Add(load);
        try
        {
            var rows = await run.RunAsync(cancellationToken);
            load.Completed = true;
            return rows;
        }
        finally
        {
            load.End = options.Time.GetUtcNow().UtcDateTime;
            if (load.Completed)
            {
                if (load.Lag == 0)
                {
                    load.Write(connection);
                }

                connection.Run(string.Create(
                    CultureInfo.InvariantCulture,
                    $"SET VARIABLE rs_last_copy_id = {load.QueryId}::BIGINT; SET VARIABLE rs_last_copy_count = {load.LoadedRows}::BIGINT"));
            }
        }
    }
}
