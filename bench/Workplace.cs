using System.Text.Json.Nodes;
using Sparkify.SampleData;

namespace Sparkify.Bench;

/// <summary>The files that are loaded, and a fresh home for each load of them.</summary>
internal sealed class Workplace : IDisposable
{
    private const int OnesSeed = 1_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sparkify-bench-");
    private int _fresh;

    /// <summary>A path at which nothing is.</summary>
    public string Fresh(string what) => In($"{what}-{++_fresh}");

    /// <summary>A folder with so many events in files by day; they may speak of so many songs.</summary>
    public string Events(int events, int songs) => Only("log_data", events, songs);

    /// <summary>A folder with so many songs, each a file.</summary>
    public string Songs(int songs) => Only("song_data", events: 0, songs);

    /// <summary>A folder with the same songs, in one file.</summary>
    public string InOneFile(string songs)
    {
        var folder = Fresh("one-file");
        Directory.CreateDirectory(Path.Combine(folder, "song_data"));
        using var one = File.Create(Path.Combine(folder, "song_data", "all.json"));
        foreach (var file in Directory.EnumerateFiles(songs, "*.json", SearchOption.AllDirectories))
        {
            var bytes = File.ReadAllBytes(file);
            one.Write(bytes);
            one.Write(bytes is [.., (byte)'\n'] ? [] : "\n"u8);
        }

        return folder;
    }

    /// <summary>A folder with one song, another one each time.</summary>
    public string OneSong()
    {
        var folder = Fresh("song");
        DatasetGenerator.Write(new GenerateOptions(0, 1, OnesSeed + _fresh, folder));
        return folder;
    }

    /// <summary>Loads a folder into a home, which is made where it is missing.</summary>
    /// <param name="rows">What the five tables must have then; null: whatever they have.</param>
    public static async Task<(Cost Cost, StarRows Rows, long Statements)> LoadAsync(
        string folder, string home, StarRows? rows, CancellationToken cancellationToken)
    {
        var (cost, output) = await Child.SparkifyAsync(["load", folder, "--json", "--home", home], cancellationToken);
        var summary = JsonNode.Parse(output)!;
        var loaded = StarRows.Of(summary["tables"]!);
        if (rows is not null && loaded != rows)
        {
            throw new BenchFailedException($"after the load of {folder} there are {loaded}, and there should be {rows}");
        }

        return (cost, loaded, summary["statements"]!.GetValue<long>());
    }

    /// <summary>The same rows by the plainest script.</summary>
    public async Task<(Cost Cost, StarRows Rows)> PlainAsync(string folder, CancellationToken cancellationToken)
    {
        var database = Fresh("plain.duckdb");
        var (cost, output) = await Child.BenchAsync([BenchCommand.Plain, folder, database], cancellationToken);
        File.Delete(database);
        return (cost, StarRows.Of(JsonNode.Parse(output)!));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private string Only(string dataset, int events, int songs)
    {
        var (all, folder) = (Fresh("all"), Fresh(dataset));
        DatasetGenerator.Write(new GenerateOptions(events, songs, 1, all));
        Directory.CreateDirectory(folder);
        Directory.Move(Path.Combine(all, dataset), Path.Combine(folder, dataset));
        Directory.Delete(all, recursive: true);
        return folder;
    }
}
