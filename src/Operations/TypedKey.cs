using Sparkify.Ingestion;

namespace Sparkify.Operations;

/// <summary>A key as people write it who look at it elsewhere: as S3's own address, or as a path into the folder of a bucket.</summary>
internal static class TypedKey
{
    private const string Scheme = "s3://";

    /// <returns>The key that is meant; null: what is written can only be a key.</returns>
    public static string? Meant(IOperatedStack stack, string typed)
    {
        if (typed.StartsWith(Scheme, StringComparison.Ordinal))
        {
            var address = $"{Scheme}{stack.Bucket}/";
            return typed.StartsWith(address, StringComparison.Ordinal) && typed.Length > address.Length ? typed[address.Length..] : null;
        }

        var path = typed.Replace(Path.DirectorySeparatorChar, '/');
        string[] parts = [.. path.Split('/', StringSplitOptions.RemoveEmptyEntries).SkipWhile(part => part is "." or "..")];
        var named = stack.Folder is { } folder ? Named(folder.Replace(Path.DirectorySeparatorChar, '/'), parts) : 0;
        var key = string.Join('/', parts.Skip(named)) + (path.EndsWith('/') ? "/" : "");
        var isKey = named > 0 || Dataset.All.Any(dataset => key.StartsWith(dataset.Prefix, StringComparison.Ordinal));
        return isKey && key != typed ? key : null;
    }

    /// <summary>The bucket of an address that is not the stack's own; null: it is no such address.</summary>
    public static string? OtherBucket(IOperatedStack stack, string typed) =>
        typed.StartsWith(Scheme, StringComparison.Ordinal) && typed[Scheme.Length..].Split('/')[0] is var bucket && bucket != stack.Bucket
            ? bucket
            : null;

    /// <summary>
    /// How many parts of a path name a folder: its own name, and before that as many of the folders above it as somebody wrote. Wherever
    /// the path was typed, it is the folder's.
    /// </summary>
    private static int Named(string folder, string[] parts)
    {
        var above = folder.Split('/', StringSplitOptions.RemoveEmptyEntries);
        for (var named = Math.Min(above.Length, parts.Length - 1); named > 0; named--)
        {
            if (above.TakeLast(named).SequenceEqual(parts.Take(named), StringComparer.Ordinal))
            {
                return named;
            }
        }

        return 0;
    }
}
