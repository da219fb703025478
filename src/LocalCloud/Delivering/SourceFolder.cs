using Sparkify.Ingestion;

namespace Sparkify.LocalCloud.Delivering;

/// <summary>
/// A folder that somebody wants loaded: what is under its <c>log_data/</c> and <c>song_data/</c> goes under the same keys.
/// </summary>
public static class SourceFolder
{
    public static string Expected { get; } = string.Join(" or ", Dataset.All.Select(dataset => dataset.Prefix));

    /// <summary>Whether it holds at least one dataset.</summary>
    public static bool IsOne(string folder) => Dataset.All.Any(dataset => Directory.Exists(Path.Combine(folder, dataset.Name)));

    /// <summary>In the order of the keys, so that the same folder is always delivered in the same way.</summary>
    public static IReadOnlyList<FileInFolder> Read(string folder)
    {
        var files = from dataset in Dataset.All
                    let root = Path.Combine(folder, dataset.Name)
                    where Directory.Exists(root)
                    from path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                    select new FileInFolder(
                        dataset.Prefix + Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/'), path);
        return [.. files.OrderBy(file => file.Key, StringComparer.Ordinal)];
    }
}

public sealed record FileInFolder(string Key, string Path);
