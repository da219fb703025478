using DuckDB.NET.Data;
using Sparkify.Cli;
using Sparkify.SampleData;

namespace Sparkify.Bench;

/// <summary>The files that are loaded, and a fresh home for each load of them.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sparkify-bench-");
    private int _homes;

    public Workplace(int events, int songs)
    {
        (Events, Songs) = (events, songs);
        DatasetGenerator.Write(new GenerateOptions(events, songs, 1, Path.Combine(_folder.FullName, "all")));
        // Apart, so that each can be loaded by itself.
        foreach (var dataset in (string[])["log_data", "song_data"])
        {
            Directory.CreateDirectory(Source(dataset));
            Directory.Move(Path.Combine(_folder.FullName, "all", dataset), Path.Combine(Source(dataset), dataset));
        }
    }

    public int Events { get; }

    public int Songs { get; }

    /// <summary>Reads the files into one table of a database on disk.</summary>
    public async Task<TimeSpan> ImportAsync(string dataset)
    {
        var path = Path.Combine(_folder.FullName, $"bare-{++_homes}.duckdb");
        var startedAt = TimeProvider.System.GetTimestamp();
        using (var connection = new DuckDBConnection($"Data Source={path}"))
        {
            await connection.OpenAsync();
            using var command = connection.CreateCommand();
            command.CommandText =
                $"CREATE TABLE rows AS SELECT * FROM read_json_auto('{Source(dataset)}/**/*.json', format = 'newline_delimited')";
            await command.ExecuteNonQueryAsync();
        }

        var took = TimeProvider.System.GetElapsedTime(startedAt);
        File.Delete(path);
        return took;
    }

    /// <summary><c>./sparkify load</c> of the dataset, but for the start of a process.</summary>
    /// <param name="again">It is loaded already: what counts is the second time, with every file put again.</param>
    public async Task<TimeSpan> LoadAsync(string dataset, bool again, CancellationToken cancellationToken)
    {
        var home = Path.Combine(_folder.FullName, $"home-{++_homes}");
        if (again)
        {
            await LoadAsync(home, dataset, cancellationToken);
        }

        var startedAt = TimeProvider.System.GetTimestamp();
        await LoadAsync(home, dataset, cancellationToken);
        var took = TimeProvider.System.GetElapsedTime(startedAt);
        Directory.Delete(home, recursive: true);
        return took;
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task LoadAsync(string home, string dataset, CancellationToken cancellationToken)
    {
        using var said = new StringWriter();
        var exit = await SparkifyCommands.RunAsync(
            ["load", Source(dataset), "--home", home], new CommandOutput(said, said, isTerminal: false, width: 0), cancellationToken);
        if (exit != ExitCode.AllWell)
        {
            throw new InvalidOperationException($"the load ended with {exit}: what was measured is no load:\n{said}");
        }
    }

    private string Source(string dataset) => Path.Combine(_folder.FullName, dataset);
}
