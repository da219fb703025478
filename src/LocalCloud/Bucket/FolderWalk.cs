using System.Text;

namespace Sparkify.LocalCloud.Bucket;

/// <summary>Walks a bucket's folder in the order in which S3 lists: by the UTF-8 bytes of the whole key.</summary>
/// <remarks>
/// A folder sorts as its name with the slash: <c>a-b</c> comes before <c>a/b</c>, since <c>-</c> is less than <c>/</c>. Then everything in
/// the folder has its place there, and the walk needs to hold no more than one folder a level.
/// <para>One odd thing never ends a walk: a folder that can't be opened is empty, a link to a folder (which may lead back here) is not
/// there, and neither is a file that has gone since its folder was read.</para>
/// </remarks>
internal static class FolderWalk
{
    /// <summary>
    /// The objects whose key starts with the prefix and comes after <paramref name="startAfter"/> (null: from the first).
    /// </summary>
    public static IEnumerable<FoundFile> Files(string folder, string prefix, string? startAfter) =>
        Files(new DirectoryInfo(folder), "", prefix, startAfter);

    private static IEnumerable<FoundFile> Files(DirectoryInfo folder, string keySoFar, string prefix, string? startAfter)
    {
        foreach (var entry in Sorted(folder))
        {
            var key = keySoFar + entry.Text;
            if (entry.File is FileInfo file)
            {
                // To ask whether it exists reads its size and its time, too: whoever is given it can ask for them without a fault.
                if (key.StartsWith(prefix, StringComparison.Ordinal)
                    && (startAfter is null || Utf8Order.Compare(key, startAfter) > 0)
                    && file.Exists)
                {
                    yield return new FoundFile(key, file);
                }

                continue;
            }

            var mayHavePrefix = key.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(key, StringComparison.Ordinal);
            var mayComeAfter =
                startAfter is null || startAfter.StartsWith(key, StringComparison.Ordinal) || Utf8Order.Compare(key, startAfter) > 0;
            if (mayHavePrefix && mayComeAfter)
            {
                foreach (var found in Files((DirectoryInfo)entry.File, key, prefix, startAfter))
                {
                    yield return found;
                }
            }
        }
    }

    private static Entry[] Sorted(DirectoryInfo folder)
    {
        Entry[] entries = [.. Entries(folder, "", [])];
        Array.Sort(entries, (one, other) => one.Order.AsSpan().SequenceCompareTo(other.Order));
        return entries;
    }

    /// <summary>What a folder holds. A name that goes on in the folder of its name counts as one entry, here.</summary>
    private static IEnumerable<Entry> Entries(DirectoryInfo folder, string textSoFar, string[] namesSoFar)
    {
        foreach (var file in Opened(folder))
        {
            var part = KeyPath.Read(file.Name);
            var text = textSoFar + part.Text;
            string[] names = [.. namesSoFar, file.Name];
            if (part.GoesOn)
            {
                if (file is DirectoryInfo rest)
                {
                    foreach (var entry in Entries(rest, text, names))
                    {
                        yield return entry;
                    }
                }
            }
            else if (KeyPath.NamesOf(text, part.IsBeside).SequenceEqual(names, StringComparer.Ordinal))
            {
                yield return file is DirectoryInfo ? new Entry(text + "/", file) : new Entry(text, file);
            }
        }
    }

    private static FileSystemInfo[] Opened(DirectoryInfo folder)
    {
        try
        {
            return [.. folder.EnumerateFileSystemInfos().Where(file => file is FileInfo || !IsLink(file))];
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool IsLink(FileSystemInfo folder) =>
        folder.Attributes.HasFlag(FileAttributes.ReparsePoint) && folder.LinkTarget is not null;

    private sealed record Entry(string Text, FileSystemInfo File)
    {
        public byte[] Order { get; } = Encoding.UTF8.GetBytes(Text);
    }
}

internal sealed record FoundFile(string Key, FileInfo File);
