using System.Collections.Concurrent;
using System.Globalization;
using DuckDB.NET.Data;
using Sparkify.Ingestion.Failures;

namespace Sparkify.RedshiftOnDuckDb;

/// <summary>The open database, and connections to it that behave as Redshift's sessions.</summary>
internal sealed class WarehouseFile : IDisposable
{
    /// <summary>The file lock keeps other processes out; nothing but this keeps out a second instance in the same one.</summary>
    private static readonly ConcurrentDictionary<string, byte> OpenPaths = new();

    private readonly DuckDBConnection _root;
    private readonly Lock _lock = new();
    private readonly string? _path;

    private WarehouseFile(DuckDBConnection root, string? path) => (_root, _path) = (root, path);

    /// <exception cref="WarehouseUnavailableException">Another process, or another instance in this one, has the file open.</exception>
    public static WarehouseFile Open(DuckDbWarehouseOptions options)
    {
        var path = options.Path is null ? null : Path.GetFullPath(options.Path);
        if (path is not null && !OpenPaths.TryAdd(path, 0))
        {
            throw new WarehouseUnavailableException($"The warehouse file {path} is already open in this process: close that one first");
        }

        var file = new WarehouseFile(new DuckDBConnection("Data Source=:memory:"), path);
        try
        {
            file.Prepare(options);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Unqualified names are looked up in these schemas, and temporary tables before all.</summary>
    public static string SearchPath(IEnumerable<string> schemas)
    {
        var path = schemas.Append(SystemSchema.MacroSchema).Append(SystemSchema.Name)
            .Select(schema => $"{SystemSchema.Database}.{Dialect.Names.Quote(schema)}");
        return $"SET search_path = {Dialect.Names.Literal(string.Join(',', path))}";
    }

    /// <summary>A connection of its own: temporary tables, settings and transaction are nobody else's.</summary>
    public DuckDBConnection Connect()
    {
        lock (_lock)
        {
            var connection = _root.Duplicate();
            connection.Open();
            connection.Run(SearchPath(["public"]));
            return connection;
        }
    }

    /// <summary>
    /// Gives each view of the schema <c>public</c> a namesake where DuckDB looks by itself, for whoever opens the file with another
    /// program. A view has the columns that it had when it was made: one that has others by now is made again.
    /// </summary>
    public void ShowToOthers()
    {
        if (_root.Ask(SystemSchema.FindNamesakes) is string changes)
        {
            _root.Run($"USE {SystemSchema.Database}; {changes} USE memory");
        }
    }

    /// <summary>Drops what the system views keep no longer. A database in memory has nothing that old.</summary>
    public void Purge(DateTimeOffset now)
    {
        if (_path is not null)
        {
            _root.Run(SystemSchema.Purge(now));
        }
    }

    public void Dispose()
    {
        _root.Dispose();
        if (_path is not null)
        {
            OpenPaths.TryRemove(_path, out _);
        }
    }

    private void Prepare(DuckDbWarehouseOptions options)
    {
        _root.Open();
        _root.Run(
            // Redshift's: whole numbers divide to a whole number, and NULL sorts as if larger than everything.
            "SET GLOBAL integer_division = true; SET GLOBAL default_null_order = 'nulls_last_on_asc_first_on_desc'; "
            + "SET GLOBAL TimeZone = 'UTC'");
        if (options.Threads is { } threads)
        {
            _root.Run($"SET GLOBAL threads = {threads.ToString(CultureInfo.InvariantCulture)}");
        }

        if (options.MemoryBytes is { } bytes)
        {
            _root.Run($"SET GLOBAL memory_limit = '{bytes.ToString(CultureInfo.InvariantCulture)}B'");
        }

        if (options.PlanAsWritten)
        {
            _root.Run(
                "SET VARIABLE optimizers = (SELECT string_agg(name, ',') FROM duckdb_optimizers()); SET GLOBAL disabled_optimizers = "
                + "getvariable('optimizers')");
        }

        var spill = _path is null ? Path.Combine(Path.GetTempPath(), $"sparkify-{Environment.ProcessId}") : $"{_path}.spill";
        _root.Run($"SET GLOBAL temp_directory = {Dialect.Names.Literal(spill)}");
        try
        {
            _root.Run($"ATTACH {Dialect.Names.Literal(_path ?? ":memory:")} AS {SystemSchema.Database}");
        }
        catch (DuckDBException failure) when (failure.Message.Contains("Could not set lock on file", StringComparison.Ordinal))
        {
            throw new WarehouseUnavailableException($"The warehouse file {_path} is open in another process: {failure.Message}", failure);
        }

        if (options.BeginsAs is { } other)
        {
            _root.Run(
                $"ATTACH {Dialect.Names.Literal(other)} AS other (READ_ONLY); COPY FROM DATABASE other TO {SystemSchema.Database}; "
                + "DETACH other");
        }
        else if (_root.Ask(SystemSchema.Find) is not true)
        {
            var outdated = _root.Ask(SystemSchema.FindOutdatedMacros) as string;
            _root.Run($"USE {SystemSchema.Database}; {SystemSchema.Sql} {outdated} {SystemSchema.Sign}; USE memory");
        }

        // No statement can reach a file from here on, whatever the translator missed, but where exports are written.
        if (options.ExportFolder is { } folder)
        {
            var allowed = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
            _root.Run($"SET GLOBAL allowed_directories = [{Dialect.Names.Literal(allowed)}]");
        }

        _root.Run("SET GLOBAL enable_external_access = false");
    }
}
