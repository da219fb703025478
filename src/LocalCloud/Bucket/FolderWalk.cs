using System.Text;
using Sparkify.Ingestion.Objects;

namespace Sparkify.LocalCloud.Bucket;

/// <summary>Walks a bucket's folder in the order in which S3 lists: by the UTF-8 bytes of the whole key.</summary>
/// <remarks>
/// A folder sorts as its name with the slash: <c>a-b</c> comes before <c>a/b</c>, since <c>-</c> is less than <c>/</c>. Then everything in
/// the folder has its place there, and the walk needs to hold no more than one folder a level.
/// <para>One odd thing never ends a walk, and none is opened: what is no object (a pipe, a device, a link that leads back here, a folder
/// that can't be opened) is found with its fault. What has gone since its folder was read is not there.</para>
/// </remarks>
internal static class FolderWalk
{
    private static readonly Fault NoEscape = new(
        "a name that begins with %!, as the local run writes what no file system takes, and that stands for no key",
        "rename it: let it begin with something else");

    /// <summary>
    /// What has a key that starts with the prefix and comes after <paramref name="startAfter"/> (null: from the first).
    /// </summary>
    public static IEnumerable<FoundFile> Files(string folder, string prefix, string? startAfter) =>
        Files(folder, "", prefix, startAfter);

    private static IEnumerable<FoundFile> Files(string folder, string keySoFar, string prefix, string? startAfter)
    {
        foreach (var entry in Sorted(folder))
        {
            var key = keySoFar + entry.Text;
            if (!entry.IsFolder)
            {
                var hasPrefix = key.StartsWith(prefix, StringComparison.Ordinal) || (entry.Fault is not null && IsAbove(key, prefix));
                if (hasPrefix && (startAfter is null || Utf8Order.Compare(key, startAfter) > 0))
                {
                    yield return new FoundFile(key, entry.Path, entry.Stamp, entry.Fault ?? FaultOfKey(key));
                }

                continue;
            }

            var mayHavePrefix = key.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(key, StringComparison.Ordinal);
            var mayComeAfter =
                startAfter is null || startAfter.StartsWith(key, StringComparison.Ordinal) || Utf8Order.Compare(key, startAfter) > 0;
            if (!mayHavePrefix || !mayComeAfter)
            {
                continue;
            }

            // However deep folders are nested, a walk goes no deeper than keys do.
            var within = Encoding.UTF8.GetByteCount(key) < ObjectKey.MostBytes
                ? Files(entry.Path, key, prefix, startAfter)
                : [new FoundFile(key, entry.Path, default, Fault.LongKeys)];
            foreach (var found in within)
            {
                yield return found;
            }
        }
    }

    /// <summary>What has a fault in the place of a folder keeps everything away that would be in it.</summary>
    private static bool IsAbove(string key, string prefix) =>
        prefix.StartsWith(key.Length == 0 || key.EndsWith('/') ? key : $"{key}/", StringComparison.Ordinal);

    /// <summary>S3 has objects with U+0000 in their keys, and none with longer keys.</summary>
    private static Fault? FaultOfKey(string key) =>
        Encoding.UTF8.GetByteCount(key) <= ObjectKey.MostBytes ? null : Fault.OfKey(key);

    private static Entry[] Sorted(string folder)
    {
        Entry[] entries = [.. Entries(folder, "", [])];
        Array.Sort(entries, (one, other) => one.Order.AsSpan().SequenceCompareTo(other.Order));
        return entries;
    }

    /// <summary>What a folder holds. A name that goes on in the folder of its name counts as one entry, here.</summary>
    private static IEnumerable<Entry> Entries(string folder, string textSoFar, string[] namesSoFar)
    {
        var held = FolderEntry.In(folder, out var closed);
        if (closed is not null)
        {
            yield return new Entry(textSoFar, folder, default) { Fault = closed };
        }

        foreach (var file in held)
        {
            var part = KeyPath.Read(file.Name);
            var text = textSoFar + part.Text;
            string[] names = [.. namesSoFar, file.Name];
            var isFolder = file.Info is DirectoryInfo && !file.IsLink;
            if (part.GoesOn && isFolder)
            {
                foreach (var entry in Entries(file.Path, text, names))
                {
                    yield return entry;
                }
            }
            else if (part.GoesOn || !KeyPath.NamesOf(text, part.IsBeside).SequenceEqual(names, StringComparer.Ordinal))
            {
                yield return new Entry(textSoFar + file.Name, file.Path, default) { Fault = NoEscape };
            }
            else
            {
                yield return isFolder
                    ? new Entry(text + "/", file.Path, default) { IsFolder = true }
                    : new Entry(text, file.Path, file.State.Stamp) { Fault = file.FaultOfFile() };
            }
        }
    }

    private sealed record Entry(string Text, string Path, FileStamp Stamp)
    {
        public byte[] Order { get; } = Encoding.UTF8.GetBytes(Text);
        public bool IsFolder { get; init; }
        public Fault? Fault { get; init; }
    }
}

/// <param name="Fault">Why it is no object; null: it is one.</param>
internal sealed record FoundFile(string Key, string Path, FileStamp Stamp, Fault? Fault);
