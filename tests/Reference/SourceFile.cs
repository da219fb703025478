using System.Text;

namespace Sparkify.Reference;

/// <summary>The two kinds of input, named as their prefixes in the bucket are.</summary>
public enum Dataset
{
    /// <summary><c>log_data/</c>: user activity, one event an object.</summary>
    LogData,

    /// <summary><c>song_data/</c>: song metadata, one song an object.</summary>
    SongData,
}

/// <summary>One version of one delivered file. A key that was put twice with other content is two of these.</summary>
/// <param name="Key">The object's key; one that ends in <c>.gz</c> holds gzip.</param>
public sealed record SourceFile(Dataset Dataset, string Key, ReadOnlyMemory<byte> Bytes)
{
    public bool IsGzip => Key.EndsWith(".gz", StringComparison.Ordinal);

    /// <summary>A file of plain text, in UTF-8.</summary>
    public static SourceFile OfText(Dataset dataset, string key, string text) => new(dataset, key, Encoding.UTF8.GetBytes(text));

    /// <summary>
    /// Every <c>.json</c> and <c>.json.gz</c> below the folder's <c>log_data/</c> and <c>song_data/</c>, in order of their keys.
    /// </summary>
    public static IReadOnlyList<SourceFile> InFolder(string folder) =>
        [.. InFolder(folder, Dataset.LogData, "log_data"), .. InFolder(folder, Dataset.SongData, "song_data")];

    private static IEnumerable<SourceFile> InFolder(string folder, Dataset dataset, string prefix)
    {
        var root = Path.Combine(folder, prefix);
        return !Directory.Exists(root)
            ? []
            : Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
                .Where(path => path.EndsWith(".json", StringComparison.Ordinal) || path.EndsWith(".json.gz", StringComparison.Ordinal))
                .Select(path => (Path: path, Key: Path.GetRelativePath(folder, path).Replace('\\', '/')))
                .OrderBy(file => file.Key, StringComparer.Ordinal)
                .Select(file => new SourceFile(dataset, file.Key, File.ReadAllBytes(file.Path)));
    }

    public override string ToString() => $"{Key} ({Bytes.Length} bytes)";
}
