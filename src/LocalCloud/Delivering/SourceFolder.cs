using System.Text;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Objects;
using Sparkify.LocalCloud.Bucket;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Delivering;

/// <summary>
/// A folder that somebody wants loaded: what is under its <c>log_data/</c> and <c>song_data/</c> goes under the same keys. A link to a file
/// is the file, a link to a folder the folder, unless it leads back.
/// </summary>
public static class SourceFolder
{
    private static readonly Fault LeadsBack = new("a link to a folder that it is in", "take it out of there");

    public static string Expected { get; } = string.Join(" or ", Dataset.All.Select(dataset => dataset.Prefix));

    /// <summary>Whether it holds at least one dataset.</summary>
    public static bool IsOne(string folder) => Dataset.All.Any(dataset => Directory.Exists(Path.Combine(folder, dataset.Name)));

    /// <summary>In the order of the keys, so that the same folder is always delivered in the same way.</summary>
    public static IReadOnlyList<FileInFolder> Read(string folder)
    {
        var files = from dataset in Dataset.All
                    let root = Path.Combine(folder, dataset.Name)
                    where Directory.Exists(root)
                    from file in Files(root, dataset.Prefix, [.. Above(root).Select(above => IdentityOf(PathState.Of(above)))])
                    select file;
        return [.. files.OrderBy(file => file.Key, StringComparer.Ordinal)];
    }

    /// <summary>To be read in large parts.</summary>
    /// <exception cref="IOException">It has gone, or somebody holds it.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static Stream Open(FileInFolder file) =>
        new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);

    /// <param name="above">The folders that the way leads through, this one included.</param>
    private static IEnumerable<FileInFolder> Files(string folder, string key, (long, long)[] above)
    {
        var held = FolderEntry.In(folder, out var closed);
        if (closed is not null)
        {
            yield return Odd(key, folder, closed);
        }

        foreach (var entry in held)
        {
            if (entry.Info is not DirectoryInfo || (entry.IsLink && OperatingSystem.IsWindows()))
            {
                var fault = entry.FaultOfFile() ?? Fault.OfKey(key + entry.Name);
                yield return fault is null ? new FileInFolder(key + entry.Name, entry.Path) : Odd(key + entry.Name, entry.Path, fault);
                continue;
            }

            var (within, identity) = ($"{key}{entry.Name}/", IdentityOf(entry.State));
            var found = entry.IsLink && above.Contains(identity) ? [Odd(key + entry.Name, entry.Path, LeadsBack)]
                : Encoding.UTF8.GetByteCount(within) >= ObjectKey.MostBytes ? [Odd(within, entry.Path, Fault.LongKeys)]
                : Files(entry.Path, within, [.. above, identity]);
            foreach (var file in found)
            {
                yield return file;
            }
        }
    }

    /// <summary>A folder, and all that it is in.</summary>
    private static IEnumerable<string> Above(string folder)
    {
        for (string? above = Path.GetFullPath(folder); above is not null; above = Path.GetDirectoryName(above))
        {
            yield return above;
        }
    }

    private static FileInFolder Odd(string key, string path, Fault fault) =>
        new(key, path) { PassedBy = new NoObject(key, fault.What, fault.WhatToDo) };

    private static (long Device, long Number) IdentityOf(PathState folder) => (folder.Stamp.Device, folder.Stamp.Number);
}

public sealed record FileInFolder(string Key, string Path)
{
    /// <summary>Why it is none that can be put; null: it is one.</summary>
    public NoObject? PassedBy { get; init; }
}
