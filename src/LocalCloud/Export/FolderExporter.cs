using System.Text.Json;
using System.Text.Json.Nodes;
using Sparkify.LocalCloud.Home;
using Sparkify.Operations;
using Sparkify.RedshiftOnDuckDb;

namespace Sparkify.LocalCloud.Export;

/// <summary>
/// Exports tables of a home's warehouse into a folder. All files are made before the first is laid there, each under another name first: a
/// reader finds a whole file of this export or of the one before, and never a part.
/// </summary>
internal sealed class FolderExporter(DuckDbWarehouse warehouse, HomeFolder home, TimeProvider time)
{
    /// <exception cref="WrongInputException">The folder is no place for an export.</exception>
    public FolderExport Run(IReadOnlyList<TableOfExport> tables, string folder, FileFormat format, CancellationToken cancellationToken)
    {
        var ending = format is FileFormat.Parquet ? ".parquet" : ".csv";
        var names = tables.Select(table => table.FileName + ending).ToList();
        var before = Require(folder, names);
        var at = time.GetUtcNow();
        var made = names.ConvertAll(name => Path.Combine(home.Exports, $"{Guid.NewGuid():N}-{name}"));
        try
        {
            var rows = warehouse.Export(
                [.. tables.Select((table, i) => new ExportedTable(table.Name, table.OrderBy, made[i]))],
                format is FileFormat.Parquet ? ExportFormat.Parquet : ExportFormat.Csv,
                cancellationToken);
            var written = new FolderExport(at, format, [.. tables.Select((table, i) =>
                new WrittenFile(table.Name, names[i], rows[i], new FileInfo(made[i]).Length))]);
            cancellationToken.ThrowIfCancellationRequested();
            LayDown(folder, written, made, before);
            return written;
        }
        finally
        {
            made.ForEach(File.Delete);
        }
    }

    /// <returns>The files that an earlier export has left in the folder.</returns>
    private IReadOnlyList<string> Require(string folder, IReadOnlyList<string> names)
    {
        if ($"{folder}{Path.DirectorySeparatorChar}".StartsWith($"{home.Path}{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        {
            throw new WrongInputException($"{folder} is in the home, which is no place for an export: name another folder");
        }

        Directory.CreateDirectory(folder);
        var before = FilesOf(Path.Combine(folder, FolderExport.MarkFile));
        return names.Except(before).FirstOrDefault(name => Path.Exists(Path.Combine(folder, name))) is { } inTheWay
            ? throw new WrongInputException(
                $"{Path.Combine(folder, inTheWay)} is there and is of no earlier export: move it away, or name another folder")
            : before;
    }

    /// <summary>While files are replaced, the mark names those of both exports: what dies in between can be exported over.</summary>
    private static void LayDown(string folder, FolderExport written, List<string> made, IReadOnlyList<string> before)
    {
        var names = written.Files.Select(file => file.Name).ToList();
        var old = before.Except(names).Select(name => new WrittenFile("", name, 0, 0));
        Replace(folder, FolderExport.MarkFile, file =>
            File.WriteAllText(file, Text((written with { Files = [.. written.Files, .. old] }).ToJson(isComplete: false))));
        for (var i = 0; i < names.Count; i++)
        {
            // From one disk to another a move is a copy, so it ends beside its place and takes it in one step.
            Replace(folder, names[i], file => File.Move(made[i], file, overwrite: true));
        }

        foreach (var name in before.Except(names))
        {
            File.Delete(Path.Combine(folder, name));
        }

        Replace(folder, FolderExport.MarkFile, file => File.WriteAllText(file, Text(written.ToJson())));
    }

    private static void Replace(string folder, string name, Action<string> write)
    {
        var fresh = Path.Combine(folder, $".{name}.partial");
        try
        {
            write(fresh);
            File.Move(fresh, Path.Combine(folder, name), overwrite: true);
        }
        finally
        {
            File.Delete(fresh);
        }
    }

    private static string Text(JsonObject json) => json.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";

    /// <summary>Only names are taken from it, and none that leads out of the folder.</summary>
    private static IReadOnlyList<string> FilesOf(string mark)
    {
        try
        {
            return !File.Exists(mark) ? [] :
            [
                .. (JsonNode.Parse(File.ReadAllText(mark))?["tables"]?.AsArray() ?? [])
                    .Select(table => (string?)table?["file"])
                    .OfType<string>()
                    .Where(name => Path.GetFileName(name) == name && Path.GetExtension(name) is ".parquet" or ".csv"),
            ];
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return [];
        }
    }
}
