using Sparkify.Ingestion;

namespace Sparkify.Operations;

/// <summary>A key that somebody asks for, and what is known of it.</summary>
/// <param name="Key">The key that is meant: as it was written, unless only an address or a path of it was.</param>
/// <param name="Stories">As <see cref="FileStories.OfAsync"/>; empty: nobody has seen it.</param>
public sealed record AskedKey(string Key, IReadOnlyList<FileStory> Stories)
{
    /// <param name="stack">Whose bucket and ledger are asked.</param>
    /// <param name="typed">
    /// A key, or what means one: <c>s3://BUCKET/KEY</c>, a path into the bucket's folder, a key behind a slash.
    /// </param>
    public static async Task<AskedKey> FindAsync(IOperatedStack stack, string typed, CancellationToken cancellationToken)
    {
        var stories = await FileStories.OfAsync(stack, typed, cancellationToken);
        return stories.Count == 0 && TypedKey.Meant(stack, typed) is { } meant
            ? new AskedKey(meant, await FileStories.OfAsync(stack, meant, cancellationToken))
            : new AskedKey(typed, stories);
    }

    public bool IsFolder => Key.EndsWith('/');

    /// <summary>Whether it can be what other keys start with: a folder, or the beginning of a name.</summary>
    public bool MayBePrefix => IsFolder || !Dataset.All.Any(dataset => dataset.Takes(Key));

    /// <summary>What is to say of it where nobody has seen it, and what may be meant.</summary>
    public async Task<string> NeverSeenAsync(IOperatedStack stack, CancellationToken cancellationToken)
    {
        if (TypedKey.OtherBucket(stack, Key) is { } bucket)
        {
            return $"{bucket} is another bucket: this stack loads what is in s3://{stack.Bucket}.";
        }

        var near = await NearKeys.SentenceAsync(stack, Key, cancellationToken);
        return IsFolder ? $"There is no file below {Key}, and none has ever been loaded from there.{near}"
            : $"There is no {Key} in the bucket, and none has ever been loaded"
            + (Dataset.WhyNone(Key) is { } why ? $". It would not be: {why}.{near}"
                : near.Length > 0 ? $".{near}"
                : ": put it there, and it loads by itself.");
    }
}
