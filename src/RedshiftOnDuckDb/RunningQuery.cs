using System.Text;
using DuckDB.NET.Data;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;
using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.RedshiftOnDuckDb;

/// <summary>A SELECT in a transaction of its own. Its rows are made while they are read: what nobody reads costs nothing.</summary>
internal sealed class RunningQuery : IDisposable
{
    /// <summary>Few enough to hold at once, enough to look at how wide the columns are.</summary>
    public const int PageRows = 1_000;

    private readonly DuckDBConnection _connection;
    private readonly DuckDBCommand _command;
    private readonly DuckDBDataReader _reader;
    private readonly IReadOnlyList<QueryColumn> _columns;
    private readonly CancellationTokenRegistration _abort;
    private readonly CancellationToken _cancellationToken;

    private RunningQuery(DuckDBConnection connection, string sql, CancellationToken cancellationToken)
    {
        _connection = connection;
        _cancellationToken = cancellationToken;
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        _command.UseStreamingMode = true;
        _abort = cancellationToken.Register(_command.Cancel);
        try
        {
            _reader = _command.ExecuteReader();
            _columns = ResultRows.Columns(_reader);
        }
        catch
        {
            _abort.Dispose();
            _command.Dispose();
            throw;
        }
    }

    /// <exception cref="WarehouseRefusedException">It is no query, or the database refuses it.</exception>
    public static RunningQuery Start(WarehouseFile file, string sql, DateTimeOffset now, CancellationToken cancellationToken) =>
        InWordsOfRedshift(
            () =>
            {
                if (Encoding.UTF8.GetByteCount(sql) is > StatementBatch.MostBytes and var bytes)
                {
                    throw new WarehouseRefusedException(
                        $"ValidationException: the query has {bytes} bytes, and a statement takes 1 to {StatementBatch.MostBytes}");
                }

                var query = Translator.TranslateQuery(sql);
                var connection = file.Connect();
                try
                {
                    connection.Run(
                        $"SET VARIABLE rs_now = TIMESTAMP '{now.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}'; "
                        + "SET VARIABLE rs_pid = 0; BEGIN TRANSACTION READ ONLY");
                    return new RunningQuery(connection, query.Sql, cancellationToken);
                }
                catch
                {
                    connection.Dispose();
                    throw;
                }
            },
            cancellationToken);

    /// <exception cref="WarehouseRefusedException">The database finds a fault in a row only when it comes to it.</exception>
    public QueryResult NextPage() => InWordsOfRedshift(
        () =>
        {
            _cancellationToken.ThrowIfCancellationRequested();
            return new QueryResult(_columns, ResultRows.Read(_reader, ResultRows.Plain, PageRows));
        },
        _cancellationToken);

    public void Dispose()
    {
        _abort.Dispose();
        _reader.Dispose();
        _command.Dispose();
        _connection.Dispose();
    }

    private static T InWordsOfRedshift<T>(Func<T> ask, CancellationToken cancellationToken)
    {
        try
        {
            return ask();
        }
        catch (DuckDBException failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new WarehouseRefusedException(DuckDbErrors.ToRedshift(failure).Message, failure);
        }
        catch (RedshiftErrorException failure)
        {
            throw new WarehouseRefusedException(failure.Message, failure);
        }
    }
}
