using System.Runtime.CompilerServices;
using DuckDB.NET.Data;
using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>
/// One COPY inside a batch's transaction: files in the order of the manifest, fetched ahead, each row appended or rejected; all or nothing.
/// </summary>
internal sealed class CopyRun
{
    /// <summary>How many files may be on their way at once.</summary>
    private const int FilesAhead = 8;

    /// <summary>No further file is fetched ahead while those at hand have more bytes than this.</summary>
    private const long MostBytesAhead = 64L << 20;

    private readonly DuckDBConnection _connection;
    private readonly CopyStatement _copy;
    private readonly CopySource _source;
    private readonly TableShape _table;
    private readonly IReadOnlyList<Column> _columns;
    private readonly LoadLog _log;

    public CopyRun(DuckDBConnection connection, CopyStatement copy, CopySource source, TableShape table, LoadLog log)
    {
        (_connection, _copy, _source, _table, _log) = (connection, copy, source, table, log);
        _columns = copy.Columns is null ? table.Columns : [.. copy.Columns.Select(Named)];
        if (_columns.Distinct().Count() < _columns.Count)
        {
            throw new RedshiftErrorException("ERROR: a column is specified more than once");
        }

        if (_columns.FirstOrDefault(column => column.Kind is null) is { } unknown)
        {
            throw RedshiftErrorException.NotHere($"COPY into column {unknown.Name} of type {unknown.Type}");
        }
    }

    /// <summary>The rows that were loaded.</summary>
    /// <exception cref="RedshiftErrorException">The COPY failed; the log says why.</exception>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var files = await _source.ListAsync(cancellationToken);
        _log.SourceFiles = files.Count;
        using var writer = new ChunkWriter(_connection, _table);
        LoadedFile? file = null;
        var rows = new JsonRows(_copy, _table, _columns, writer, error => Reject(file!, error));
        await foreach (var fetched in FetchAsync(files, cancellationToken))
        {
            file = new LoadedFile(fetched.File.Location.Url, fetched.Content.Length, fetched.ETag);
            _log.Files.Add(file);
            file.Loaded = rows.Read(fetched.Content.Span, cancellationToken);
        }

        if (file is null)
        {
            throw new RedshiftErrorException($"ERROR: None of the files of manifest {_copy.Source} exists");
        }

        writer.Complete();
        return _log.LoadedRows;
    }

    private async IAsyncEnumerable<FetchedFile> FetchAsync(
        IReadOnlyList<CopyFile> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ahead = new Queue<Task<FetchedFile?>>();
        var next = 0;
        try
        {
            while (next < files.Count || ahead.Count > 0)
            {
                while (next < files.Count && (ahead.Count == 0 || (ahead.Count < FilesAhead && BytesOf(ahead) < MostBytesAhead)))
                {
                    ahead.Enqueue(_source.FetchAsync(files[next++], cancellationToken));
                }

                cancellationToken.ThrowIfCancellationRequested();
                if (await ahead.Peek() is { } fetched)
                {
                    yield return fetched;
                }

                _ = ahead.Dequeue();
            }
        }
        finally
        {
            // A COPY that failed leaves no read behind.
            Task all = Task.WhenAll(ahead);
            await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    private static long BytesOf(Queue<Task<FetchedFile?>> files) =>
        files.Sum(file => file.IsCompletedSuccessfully && file.Result is { } fetched ? fetched.Content.Length : 0L);

    private void Reject(LoadedFile file, RowError row)
    {
        file.Rejected++;
        var column = row.Column;
        _log.Errors.Add(new LoadError(
            file.File,
            row.Line,
            column?.Name ?? "",
            column?.RedshiftType ?? "",
            column?.RedshiftLength ?? "",
            row.Error.Position,
            row.Error.Code,
            row.Error.Message));
        if (_log.Errors.Count >= _copy.ErrorsToFail)
        {
            throw new RedshiftErrorException(
                $"ERROR: Load into table '{_table.Name}' failed.  Check 'sys_load_error_detail' system table for details.");
        }
    }

    private Column Named(string name) =>
        _table.Columns.FirstOrDefault(column => column.Name == name)
        ?? throw new RedshiftErrorException($"ERROR: column \"{name}\" of relation \"{_table.Name}\" does not exist");
}
