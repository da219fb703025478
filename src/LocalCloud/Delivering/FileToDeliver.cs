using Sparkify.Operations;

namespace Sparkify.LocalCloud.Delivering;

/// <param name="Key">Where it goes in the bucket.</param>
/// <param name="Open">Its content, opened when its turn comes, on any thread, and read once to its end.</param>
public sealed record FileToDeliver(string Key, Func<Stream> Open)
{
    /// <summary>Why it is not even read; null: it is.</summary>
    public NoObject? PassedBy { get; init; }

    public static FileToDeliver Of(string key, ReadOnlyMemory<byte> content) =>
        new(key, () => new MemoryStream(content.ToArray(), writable: false));
}
