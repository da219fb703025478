using System.Text.Json;
using System.Text.Json.Nodes;
using Sparkify.LocalCloud.Keeping;

namespace Sparkify.LocalCloud.Home;

/// <summary>The folder that holds all state of a local stack, as files a person can open.</summary>
public sealed class HomeFolder
{
    private const string MarkFile = "sparkify-home.json";
    private const int Version = 1;

    private HomeFolder(string called) => (Called, Path) = (called, System.IO.Path.GetFullPath(called));

    /// <summary>The path as it was given.</summary>
    public string Called { get; }

    public string Path { get; }

    /// <summary>The bucket: its content is exactly what is in this folder.</summary>
    public string Bucket => In("bucket");

    /// <summary>Files that are not yet objects.</summary>
    public string Scratch => In("scratch");

    /// <summary>Exports that are being made: the one place where the warehouse may write files, and it has nothing else in it.</summary>
    public string Exports => In("exporting");

    public string Warehouse => In("warehouse.duckdb");
    public string Executions => In("executions");
    public string ExecutionList => In("executions.jsonl");
    public string PastExecutions => In("executions.past");
    public string Queues => In("queues");
    public string Logs => In("logs");
    public string Notices => In("notices.jsonl");
    public string Metrics => In("metrics.jsonl");

    /// <summary>What the home keeps of the past, and when it was looked through last.</summary>
    public string Keeping => In("keeping.json");

    /// <summary>The token of the page, for its owner alone.</summary>
    public string PageToken => In("page.token");

    /// <summary>Held open, unshared, by the one process that has the warehouse.</summary>
    public string Lock => In("lock");

    /// <summary>Where the owner listens: the socket, or a file with its path where this one is too long for a socket.</summary>
    public string Socket => In("owner.sock");
    public string SocketPath => In("owner.sock.path");

    /// <summary>There while files are put into the bucket: found at a start, some may lie there without a notice.</summary>
    public string Delivering => In("delivering");

    /// <summary>The executions of a rebuild, while it goes on.</summary>
    public string Rebuild => In("rebuild");

    private string[] OurFolders => [Bucket, Scratch, Exports, Executions, Queues, Logs];

    /// <summary>What DuckDB has no room for in memory.</summary>
    private string Spill => Warehouse + ".spill";

    private string[] OurFiles =>
    [
        Warehouse, Warehouse + ".wal", Socket, SocketPath, Delivering, Lock, PageToken, In(MarkFile),
        .. ((string[])[Notices, Metrics, ExecutionList, PastExecutions, Keeping])
            .SelectMany(file => (string[])[file, LineFile.Fresh(file)]),
    ];

    /// <summary>
    /// Takes the folder, or makes it. One that holds a <c>bucket</c> and nothing else becomes a home of these files; one with other things
    /// in it is refused.
    /// </summary>
    /// <exception cref="NotAHomeException">The folder holds something else.</exception>
    public static HomeFolder Open(string path)
    {
        var home = new HomeFolder(path);
        // Another process may make it in this moment: its mark is looked for again before the folder is called someone else's.
        if (!home.IsMarked && home.HoldsSomethingElse && !home.IsMarked)
        {
            throw new NotAHomeException($"{home.Path} is not empty, and not a home of sparkify: name another folder by --home");
        }

        if (!home.IsMarked)
        {
            home.WriteMark();
        }
        else if (home.ReadMark() is not Version)
        {
            throw new NotAHomeException(
                $"{home.Path} was made by another version of sparkify: ./sparkify reset{HomeOption.Of(path)} forgets it");
        }

        foreach (var folder in home.OurFolders)
        {
            Directory.CreateDirectory(folder);
        }

        return home;
    }

    /// <summary>The home, if there is one: for commands that must not make one.</summary>
    public static HomeFolder? Find(string path)
    {
        var home = new HomeFolder(path);
        return home.IsMarked ? home : null;
    }

    /// <summary>As <see cref="Open"/>, where there is a home, or the bucket of one.</summary>
    /// <exception cref="NotAHomeException">There is none, or one of another version.</exception>
    public static HomeFolder OpenExisting(string path) => Find(path) is not null || new HomeFolder(path).IsBucketAlone
        ? Open(path)
        : throw new NotAHomeException(
            $"there is no home at {path}: ./sparkify load DIR{HomeOption.Of(path)} makes one, and so does ./sparkify backfill "
            + $"DATASET{HomeOption.Of(path)} of the files that you put into {System.IO.Path.Combine(path, "bucket")}");

    /// <summary>Takes away the unfinished files that a killed process left: only the owner of the lock may.</summary>
    public void EmptyScratch()
    {
        foreach (var file in ((string[])[Scratch, Exports]).SelectMany(Directory.EnumerateFiles))
        {
            File.Delete(file);
        }
    }

    /// <summary>How many files somebody put into the bucket. What the workflow wrote there is not among them.</summary>
    public int FilesInBucket()
    {
        var files = new EnumerationOptions
        {
            RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint,
        };
        var ours = System.IO.Path.Combine(Bucket, HomeKeeping.IngestPrefix);
        return Directory.Exists(Bucket)
            ? Directory.EnumerateFiles(Bucket, "*", files).Count(file => !file.StartsWith(ours, StringComparison.Ordinal))
            : 0;
    }

    /// <summary>Deletes what sparkify made, and the folder if nothing else is in it.</summary>
    /// <returns>Whether something else was left.</returns>
    public bool Forget()
    {
        foreach (var folder in OurFolders.Append(Spill).Append(Rebuild).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }

        foreach (var file in OurFiles.Concat(Directory.EnumerateFiles(Path, MarkFile + ".*")))
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

    private bool IsMarked => File.Exists(In(MarkFile));

    private bool HoldsSomethingElse => File.Exists(Path) || (Entries.Any() && !IsBucketAlone);

    private bool IsBucketAlone => Directory.Exists(Bucket) && Entries.All(entry => entry == Bucket);

    /// <summary>A mark that is just being written is nothing yet, and a hidden file is what desktops leave everywhere.</summary>
    private IEnumerable<string> Entries => !Directory.Exists(Path) ? [] : Directory.EnumerateFileSystemEntries(Path)
        .Where(entry => System.IO.Path.GetFileName(entry) is var name
            && !name.StartsWith('.') && !name.StartsWith(MarkFile, StringComparison.Ordinal));

    /// <summary>By a rename: nobody reads half a mark, and a process that is killed here leaves none.</summary>
    private void WriteMark()
    {
        Directory.CreateDirectory(Path);
        var unfinished = In($"{MarkFile}.{System.IO.Path.GetRandomFileName()}");
        File.WriteAllText(unfinished, new JsonObject { ["version"] = Version }.ToJsonString() + "\n");
        File.Move(unfinished, In(MarkFile), overwrite: true);
    }

    private int? ReadMark()
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(In(MarkFile)))?["version"]?.GetValue<int>();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException or FormatException)
        {
            throw new NotAHomeException(
                $"{In(MarkFile)} is damaged: write {{\"version\":{Version}}} into it to keep the home, or forget the home by ./sparkify "
                + $"reset{HomeOption.Of(Called)}");
        }
    }

    private string In(string name) => System.IO.Path.Combine(Path, name);
}

/// <summary>The folder is someone else's.</summary>
public sealed class NotAHomeException(string message) : Exception(message);
