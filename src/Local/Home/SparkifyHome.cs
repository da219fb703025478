using System.Text.Json.Nodes;

namespace Sparkify.Local.Home;

/// <summary>The folder that holds all state of a local stack, as files a person can open.</summary>
internal sealed class SparkifyHome
{
    private const string MarkFile = "sparkify-home.json";
    private const int Version = 1;

    private SparkifyHome(string path) => Path = path;

    public string Path { get; }

    /// <summary>The bucket: its content is exactly what is in this folder.</summary>
    public string Bucket => In("bucket");

    /// <summary>Files that are not yet objects.</summary>
    public string Scratch => In("scratch");

    public string Warehouse => In("warehouse.duckdb");
    public string Executions => In("executions");
    public string ExecutionList => In("executions.jsonl");
    public string Queues => In("queues");
    public string Logs => In("logs");
    public string Notices => In("notices.jsonl");
    public string Metrics => In("metrics.jsonl");

    /// <summary>Held open, unshared, by the one process that has the warehouse.</summary>
    public string Lock => In("lock");

    /// <summary>Where the owner listens: the socket, or a file with its path where this one is too long for a socket.</summary>
    public string Socket => In("owner.sock");
    public string SocketPath => In("owner.sock.path");

    /// <summary>There while files are put into the bucket: found at a start, some may lie there without a notice.</summary>
    public string Delivering => In("delivering");

    /// <summary>The executions of a rebuild, while it goes on.</summary>
    public string Rebuild => In("rebuild");

    private string[] OurFolders => [Bucket, Scratch, Executions, Queues, Logs];

    /// <summary>What DuckDB has no room for in memory.</summary>
    private string Spill => Warehouse + ".spill";

    private string[] OurFiles => [Warehouse, Warehouse + ".wal", Notices, Metrics, ExecutionList, Socket, SocketPath, Delivering, Lock, In(MarkFile)];

    /// <summary>Takes the folder, or makes it. A folder with other things in it is refused.</summary>
    /// <exception cref="NotAHomeException">The folder holds something else.</exception>
    public static SparkifyHome Open(string path)
    {
        var home = new SparkifyHome(System.IO.Path.GetFullPath(path));
        if (!File.Exists(home.In(MarkFile)))
        {
            if (File.Exists(home.Path) || (Directory.Exists(home.Path) && Directory.EnumerateFileSystemEntries(home.Path).Any()))
            {
                throw new NotAHomeException($"{home.Path} is not empty, and not a home of sparkify: name another folder by --home");
            }
            Directory.CreateDirectory(home.Path);
            File.WriteAllText(home.In(MarkFile), new JsonObject { ["version"] = Version }.ToJsonString() + "\n");
        }
        else if (JsonNode.Parse(File.ReadAllText(home.In(MarkFile)))?["version"]?.GetValue<int>() is not Version)
        {
            throw new NotAHomeException($"{home.Path} was made by another version of sparkify: ./sparkify reset --home '{path}' forgets it");
        }
        foreach (var folder in home.OurFolders)
        {
            Directory.CreateDirectory(folder);
        }
        return home;
    }

    /// <summary>The home, if there is one: for commands that must not make one.</summary>
    public static SparkifyHome? Find(string path)
    {
        var home = new SparkifyHome(System.IO.Path.GetFullPath(path));
        return File.Exists(home.In(MarkFile)) ? home : null;
    }

    /// <summary>Deletes what sparkify made, and the folder if nothing else is in it.</summary>
    /// <returns>Whether something else was left.</returns>
    public bool Forget()
    {
        foreach (var folder in OurFolders.Append(Spill).Append(Rebuild).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
        foreach (var file in OurFiles)
        {
            File.Delete(file);
        }
        if (Directory.EnumerateFileSystemEntries(Path).Any())
        {
            return true;
        }
        Directory.Delete(Path);
        return false;
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}

/// <summary>The folder is someone else's.</summary>
internal sealed class NotAHomeException(string message) : Exception(message);
