using System.Globalization;
using System.Text;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;
using Sparkify.RedshiftOnDuckDb.Loading;

namespace Sparkify.RedshiftOnDuckDb;

/// <summary>
/// A warehouse on one machine that takes Redshift's SQL and answers as Redshift behind the Data API does
/// (https://docs.aws.amazon.com/redshift/latest/mgmt/data-api.html).
/// </summary>
public sealed class DuckDbWarehouse : IWarehouse, IAsyncDisposable
{
    /// <summary>Statements of a workgroup that have not ended.</summary>
    public const int MostActive = 500;

    /// <summary>How long the Data API keeps a statement and its result.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromHours(24);

    /// <summary>How long a client token gets the first answer again.</summary>
    public static readonly TimeSpan TokenLife = TimeSpan.FromHours(8);

    private const int MostTokenLength = 64;
    private const int SweepEvery = 256;

    private readonly DuckDbWarehouseOptions _options;
    private readonly WarehouseFile _file;
    private readonly SessionNumbers _numbers;
    private readonly TableLocks _locks = new();
    private readonly LateLoads _late = new();
    private readonly SemaphoreSlim _copies = new(1);
    private readonly Lock _lock = new();
    private readonly Dictionary<string, BatchRun> _runs = [];
    private readonly Dictionary<string, BatchRun> _tokens = [];
    private readonly HashSet<BatchRun> _running = [];
    private long _rowsRead;
    private bool _isDisposed;

    private DuckDbWarehouse(DuckDbWarehouseOptions options, WarehouseFile file) =>
        (_options, _file, _numbers) =
            (options with { RowsRead = rows => Interlocked.Add(ref _rowsRead, rows) }, file, new SessionNumbers(file));

    /// <summary>Rows that COPYs have read since the warehouse was opened, whether or not they were committed.</summary>
    public long RowsRead => Interlocked.Read(ref _rowsRead);

    /// <exception cref="WarehouseUnavailableException">The file is open elsewhere.</exception>
    public static Task<DuckDbWarehouse> OpenAsync(DuckDbWarehouseOptions options)
    {
        if (options.Path is { } path && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
        {
            Directory.CreateDirectory(folder);
        }

        var file = WarehouseFile.Open(options);
        // The numbers go on from the last load, whether or not it is kept.
        var warehouse = new DuckDbWarehouse(options, file);
        file.Purge(options.Time.GetUtcNow());
        return Task.FromResult(warehouse);
    }

    public Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken)
    {
        Validate(batch);
        BatchRun run;
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_tokens.TryGetValue(batch.ClientToken, out var first) && _options.Time.GetUtcNow() - first.CreatedAt < TokenLife)
            {
                // The documentation does not say what becomes of another text under a token: what is safe is never to send one.
                return first.IsOf(batch)
                    ? Task.FromResult(first.Id)
                    : throw new WarehouseRefusedException(
                        $"ValidationException: the client token of batch {batch.Name} was given with other statements before");
            }

            if (_running.Count >= MostActive)
            {
                throw new WarehouseThrottledException(
                    $"ActiveStatementsExceededException: {_running.Count} statements are active, and a workgroup may have {MostActive}");
            }

            run = new BatchRun(_options.NextId?.Invoke() ?? Guid.NewGuid().ToString(), batch, _options.Time);
            Sweep();
            _runs.Add(run.Id, run);
            _tokens[batch.ClientToken] = run;
            _running.Add(run);
        }

        _ = Task.Factory.StartNew(() => RunAsync(run), CancellationToken.None, TaskCreationOptions.DenyChildAttach, _options.Scheduler);
        return Task.FromResult(run.Id);
    }

    public async Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken)
    {
        if (wait < TimeSpan.Zero || wait > IWarehouse.LongestWait)
        {
            throw new WarehouseRefusedException(
                $"ValidationException: WaitTimeSeconds {wait.TotalSeconds} is not from 1 to {IWarehouse.LongestWait.TotalSeconds}");
        }

        await Find(statementId).EndAsync(wait, cancellationToken);
        return Find(statementId).Report();
    }

    public Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken)
    {
        var colon = statementId.LastIndexOf(':');
        var run = Find(colon < 0 ? statementId : statementId[..colon]);
        var result = int.TryParse(statementId.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && colon >= 0 ? run.Result(number) : null;
        if (result is null)
        {
            throw new WarehouseRefusedException(
                $"ValidationException: Query {statementId} does not have result. Please check query status with DescribeStatement.");
        }

        var start = 0;
        if (nextToken is not null
            && (!int.TryParse(nextToken, NumberStyles.None, CultureInfo.InvariantCulture, out start) || start >= result.Rows.Count))
        {
            throw new WarehouseRefusedException($"ValidationException: NextToken {nextToken} is not one of statement {statementId}");
        }

        var rows = result.Rows.Skip(start).Take(_options.PageRows).ToList();
        var end = start + rows.Count;
        return Task.FromResult(new ResultPage([.. result.Columns.Select(column => column.Name)], rows, end < result.Rows.Count
            ? end.ToString(CultureInfo.InvariantCulture)
            : null)
        {
            Types = [.. result.Columns.Select(column => column.DataApiType)],
        });
    }

    /// <summary>Stops a batch, as CancelStatement does: it ends Aborted and rolled back, unless it ends otherwise first.</summary>
    public Task AbortAsync(string statementId)
    {
        Find(statementId).Abort();
        return Task.CompletedTask;
    }

    /// <summary>Runs one SELECT beside the batches and sees what is committed.</summary>
    /// <exception cref="WarehouseRefusedException">It is no query, or the database refuses it.</exception>
    public Task<QueryResult> QueryAsync(string sql, CancellationToken cancellationToken = default) =>
        Task.FromResult(QueryResult.Of(QueryPages(sql, cancellationToken)));

    /// <summary>
    /// As <see cref="QueryAsync"/>, in pages of <see cref="RunningQuery.PageRows"/> rows that are read when they are asked for. All see
    /// what was committed at the first; the last one has fewer rows, or none.
    /// </summary>
    public IEnumerable<QueryResult> QueryPages(string sql, CancellationToken cancellationToken)
    {
        using var query = RunningQuery.Start(_file, sql, _options.Time.GetUtcNow(), cancellationToken);
        QueryResult page;
        do
        {
            page = query.NextPage();
            yield return page;
        }
        while (page.Rows.Count == RunningQuery.PageRows);
    }

    /// <summary>Writes whole tables into files, all as one snapshot has them.</summary>
    /// <param name="tables">What to write, and where: below the options' <see cref="DuckDbWarehouseOptions.ExportFolder"/>.</param>
    /// <param name="format">Of the files.</param>
    /// <param name="cancellationToken">Ends the statement that runs.</param>
    /// <returns>The rows of each, in the same order.</returns>
    /// <exception cref="WarehouseRefusedException">The database refuses one, or has no room for its file.</exception>
    public IReadOnlyList<long> Export(IReadOnlyList<ExportedTable> tables, ExportFormat format, CancellationToken cancellationToken) =>
        TableExport.Run(_file, tables, format, cancellationToken);

    /// <summary>
    /// Lets another program that opens the file, once this one has closed it, find the views of the first schema by their bare names.
    /// </summary>
    public void ShowToOthers() => _file.ShowToOthers();

    /// <summary>Stops what still runs, rolled back, and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        List<BatchRun> running;
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            running = [.. _running];
        }

        running.ForEach(run => run.Abort());
        foreach (var run in running)
        {
            await run.EndAsync(Timeout.InfiniteTimeSpan, CancellationToken.None);
        }

        _file.Dispose();
        _copies.Dispose();
    }

    private static void Validate(StatementBatch batch)
    {
        if (batch.Statements.Count is < 1 or > StatementBatch.MostStatements)
        {
            throw new WarehouseRefusedException(
                $"ValidationException: batch {batch.Name} has {batch.Statements.Count} statements, "
                + $"and a batch takes 1 to {StatementBatch.MostStatements}");
        }

        for (var i = 0; i < batch.Statements.Count; i++)
        {
            var bytes = Encoding.UTF8.GetByteCount(batch.Statements[i]);
            if (bytes is < 1 or > StatementBatch.MostBytes)
            {
                throw new WarehouseRefusedException(
                    $"ValidationException: statement {i + 1} of batch {batch.Name} has {bytes} bytes, and a statement takes 1 to "
                    + $"{StatementBatch.MostBytes}");
            }
        }

        if (batch.ClientToken.Length is < 1 or > MostTokenLength)
        {
            throw new WarehouseRefusedException(
                $"ValidationException: the client token of batch {batch.Name} has {batch.ClientToken.Length} characters, "
                + $"and a token takes 1 to {MostTokenLength}");
        }
    }

    private async Task RunAsync(BatchRun run)
    {
        var turn = _options.CopiesInTurn && run.Copies ? _copies : null;
        var hasTurn = turn is not null && await run.WaitAsync(turn);
        try
        {
            await run.RunAsync(() => new BatchSession(_file, _options, _locks, _numbers, _late), _options.Gate);
        }
        finally
        {
            if (hasTurn)
            {
                turn!.Release();
            }

            lock (_lock)
            {
                _running.Remove(run);
                if (run.HasVanished)
                {
                    Remove(run);
                }
            }

            run.LetGo();
        }
    }

    private BatchRun Find(string statementId)
    {
        lock (_lock)
        {
            return _runs.TryGetValue(statementId, out var run) && !IsPast(run)
                ? run
                : throw new StatementLostException(
                    $"ResourceNotFoundException: Query {statementId} does not exist, or is older than the {Retention.TotalHours} hours "
                    + "that one is kept");
        }
    }

    /// <summary>Now and then drops what is past, with its results.</summary>
    private void Sweep()
    {
        if (_runs.Count % SweepEvery == SweepEvery - 1)
        {
            _runs.Values.Where(IsPast).ToList().ForEach(Remove);
        }
    }

    private bool IsPast(BatchRun run) => _options.Time.GetUtcNow() - run.EndedAt >= Retention;

    private void Remove(BatchRun run)
    {
        _runs.Remove(run.Id);
        if (_tokens.GetValueOrDefault(run.ClientToken) == run)
        {
            _tokens.Remove(run.ClientToken);
        }
    }
}
