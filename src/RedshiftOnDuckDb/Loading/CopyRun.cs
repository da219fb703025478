using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using DuckDB.NET.Data;
using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>
/// One COPY inside a batch's transaction: files in the order of the manifest, fetched ahead and read by several workers, their rows
/// appended in the order of the files; all or nothing.
/// </summary>
internal sealed class CopyRun : IDisposable
{
    /// <summary>How many files may be on their way at once.</summary>
    private const int FilesAhead = 8;

    /// <summary>No further file is fetched ahead while those at hand have more bytes than this.</summary>
    private const long MostBytesAhead = 64L << 20;

    /// <summary>Of small files, so many are read together.</summary>
    private const int MostTogether = 1_000;

    private readonly CopyStatement _copy;
    private readonly CopySource _source;
    private readonly TableShape _table;
    private readonly IReadOnlyList<Column> _columns;
    private readonly LoadLog _log;
    private readonly int _partBytes;
    private readonly Action<long> _rowsRead;

    /// <summary>So many read at once; with one, everything happens on the caller's thread.</summary>
    private readonly int _workers;
    private readonly ConcurrentBag<FileReader> _idle = [];
    private readonly TableAppender _appender;

    public CopyRun(DuckDBConnection connection, CopyStatement copy, TableShape table, LoadLog log, DuckDbWarehouseOptions options)
    {
        (_copy, _source, _table, _log) = (copy, new CopySource(options.Objects, copy), table, log);
        (_partBytes, _rowsRead) = (options.PartBytes, options.RowsRead);
        _columns = copy.Columns is null ? table.Columns : [.. copy.Columns.Select(Named)];
        if (_columns.Distinct().Count() < _columns.Count)
        {
            throw new RedshiftErrorException("ERROR: a column is specified more than once");
        }

        if (_columns.FirstOrDefault(column => column.Kind is null) is { } unknown)
        {
            throw RedshiftErrorException.NotHere($"COPY into column {unknown.Name} of type {unknown.Type}");
        }

        // A default is asked of the appender, which one thread at a time may use.
        _workers = table.Columns.Except(_columns).Any(column => column.Default is not null)
            ? 1
            : options.Threads ?? Environment.ProcessorCount;
        _appender = new TableAppender(connection, table);
    }

    /// <summary>The rows that were loaded.</summary>
    /// <exception cref="RedshiftErrorException">The COPY failed; the log says why.</exception>
    public async Task<long> RunAsync(CancellationToken cancellationToken)
    {
        var files = await _source.ListAsync(cancellationToken);
        _log.SourceFiles = files.Count;
        var reading = new Queue<Task<PartsRead>>();
        try
        {
            await foreach (var parts in CutAsync(files, cancellationToken))
            {
                reading.Enqueue(_workers == 1
                    ? Task.FromResult(Read(parts, cancellationToken))
                    : Task.Run(() => Read(parts, cancellationToken), cancellationToken));
                // One more than there are workers: none waits while the rows of one are appended.
                while (reading.Count > _workers || (reading.TryPeek(out var first) && first.IsCompleted))
                {
                    Append(await reading.Peek(), cancellationToken);
                    _ = reading.Dequeue();
                }
            }

            for (; reading.Count > 0; _ = reading.Dequeue())
            {
                Append(await reading.Peek(), cancellationToken);
            }

            if (_log.Files.Count == 0)
            {
                throw new RedshiftErrorException($"ERROR: None of the files of manifest {_copy.Source} exists");
            }

            _appender.Complete();
            return _log.LoadedRows;
        }
        finally
        {
            // No worker writes any more when the chunks are disposed of.
            await EndOf(reading);
        }
    }

    public void Dispose()
    {
        foreach (var reader in _idle)
        {
            reader.Dispose();
        }

        _appender.Dispose();
    }

    /// <summary>What a worker reads at a time: small files together, one file, or a part of a large one.</summary>
    private async IAsyncEnumerable<IReadOnlyList<FilePart>> CutAsync(
        IReadOnlyList<CopyFile> files, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var together = new List<FilePart>();
        var bytes = 0;
        await foreach (var fetched in FetchAsync(files, cancellationToken))
        {
            var log = new LoadedFile(fetched.File.Location.Url, fetched.Content.Length, fetched.Object.ETag);
            _log.Files.Add(log);
            var file = new FileInParts(fetched, log, _partBytes);
            for (var part = file.Cut(0); ; part = file.Cut(part.End))
            {
                if (!part.IsWholeFile && together.Count > 0)
                {
                    yield return together;
                    (together, bytes) = ([], 0);
                }

                together.Add(part);
                bytes += part.End - part.Start;
                if (!part.IsWholeFile || together.Count == MostTogether || bytes >= _partBytes)
                {
                    yield return together;
                    (together, bytes) = ([], 0);
                }

                if (part.End == file.Length)
                {
                    break;
                }
            }

            file.Release();
        }

        if (together.Count > 0)
        {
            yield return together;
        }
    }

    private PartsRead Read(IReadOnlyList<FilePart> parts, CancellationToken cancellationToken)
    {
        if (!_idle.TryTake(out var reader))
        {
            reader = new FileReader(_copy, _table, _columns, _appender);
        }

        try
        {
            return reader.Read(parts, cancellationToken);
        }
        finally
        {
            _idle.Add(reader);
        }
    }

    private void Append(PartsRead given, CancellationToken cancellationToken)
    {
        for (var i = 0; i < given.Parts.Count; i++)
        {
            var (part, read) = (given.Parts[i], given.Read[i]);
            if (part.Start != part.File.Next)
            {
                // It is a part of a large file, and alone: it was cut inside a row.
                foreach (var chunk in given.Rows)
                {
                    _appender.GiveBack(chunk);
                }

                if (part.File.Next < part.File.Length)
                {
                    Append(Read([part.File.Rest()], cancellationToken), cancellationToken);
                }

                part.File.Release();
                return;
            }

            foreach (var error in read.Errors)
            {
                Reject(part.File.Log, error with { Line = part.File.LinesBefore(part.Start) + error.Line });
            }

            part.File.Log.Loaded += read.Rows;
            _rowsRead(read.Rows);
            part.File.Consume(read);
            part.File.Release();
        }

        foreach (var chunk in given.Rows)
        {
            _appender.Append(chunk);
        }
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
            await EndOf(ahead);
        }
    }

    /// <summary>Waits for all, however each ends.</summary>
    private static ConfiguredTaskAwaitable EndOf(IEnumerable<Task> tasks) =>
        Task.WhenAll(tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);

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
