using Sparkify.Ingestion;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Staging;

namespace Sparkify.Operations;

/// <summary>What is known of one version of a file.</summary>
public sealed record FileStory
{
    public required string Key { get; init; }

    /// <summary>
    /// loaded, quarantined or superseded, as the ledger says; waiting, loading, failed, not loaded or ignored for what it does not know.
    /// </summary>
    public required string Status { get; init; }

    public required string ETag { get; init; }
    public required long Size { get; init; }
    public long? RowsStaged { get; init; }
    public long? RowsRejected { get; init; }

    /// <summary>Of the staged ones: those that no table can use.</summary>
    public long? RowsUnusable { get; init; }
    public string? LoadId { get; init; }
    public string? RecordedAt { get; init; }
    public string? Reason { get; init; }

    /// <summary>How it came into the ledger; null while it is not there.</summary>
    public FileJourney? Journey { get; init; }

    /// <summary>What a person can do about it; null where there is nothing to do.</summary>
    public string? WhatToDo { get; init; }
}

/// <summary>Puts together what the ledger says of files and what lies in the bucket without being in the ledger.</summary>
public static class FileStories
{
    /// <param name="key">
    /// Of this file every version, once for each load that met it; null: of each file the version in the bucket, or else the newest.
    /// </param>
    public static async Task<IReadOnlyList<FileStory>> ReadAsync(IOperatedStack stack, string? key, CancellationToken cancellationToken)
    {
        var recorded = await stack.Ledger.LinesAsync(key, cancellationToken);
        var ledger = new Dictionary<FileVersionKey, LedgerEntry>();
        foreach (var (version, entry) in recorded)
        {
            ledger[version] = entry;
        }

        var times = key is null ? null : await stack.Ledger.TimesAsync(key, cancellationToken);
        var bucket = await StoredAsync(stack, key, cancellationToken).ToDictionaryAsync(
            stored => stored.Key, StringComparer.Ordinal, cancellationToken);
        var stories = recorded
            .Select(line => Recorded(
                line, times?.GetValueOrDefault(line.Value.LoadId), bucket.GetValueOrDefault(line.Key.Key)?.ETag))
            .ToList();
        // A version that was overwritten before it was read, and is back, is as unread as one that the ledger has never met.
        var unrecorded = bucket.Values
            .Where(stored => ledger.GetValueOrDefault(VersionOf(stored)) is null or { Status: LedgerStatus.Superseded })
            .ToList();
        if (unrecorded.Count > 0)
        {
            var underWay = await FilesUnderWay.ReadAsync(stack, failedToo: true, cancellationToken);
            stories.AddRange(unrecorded.Select(stored =>
                (underWay.Find(VersionOf(stored)) ?? Unnoticed(stack, stored, underWay.UnreadLetters)) with { Size = stored.Size }));
        }

        stories.AddRange(stack.NoObjects
            .Where(odd => key is null || string.Equals(odd.Key, key, StringComparison.Ordinal))
            .Select(NotLoaded));
        if (key is not null)
        {
            return [.. stories.OrderBy(story => story.RecordedAt ?? "~", StringComparer.Ordinal)];
        }

        return [.. stories.GroupBy(story => story.Key, StringComparer.Ordinal)
            .Select(versions => versions.OrderBy(story => bucket.GetValueOrDefault(story.Key)?.ETag == story.ETag)
                .ThenBy(story => story.RecordedAt ?? "~", StringComparer.Ordinal)
                .Last())
            .OrderBy(story => story.Key, StringComparer.Ordinal)];
    }

    /// <summary>What the bucket holds below the datasets' prefixes, or of this key.</summary>
    private static IAsyncEnumerable<ListedObject> StoredAsync(IOperatedStack stack, string? key, CancellationToken cancellationToken) =>
        key is null
            ? Dataset.All.ToAsyncEnumerable()
                .SelectMany(dataset => stack.Objects.ListAllAsync(stack.Bucket, dataset.Prefix, cancellationToken))
            // A key comes before every longer one that starts with it.
            : stack.Objects.ListAllAsync(stack.Bucket, key, cancellationToken)
                .Take(1)
                .Where(stored => string.Equals(stored.Key, key, StringComparison.Ordinal));

    private static FileVersionKey VersionOf(ListedObject stored) => new(stored.Key, stored.ETag);

    private static FileStory Recorded(KeyValuePair<FileVersionKey, LedgerEntry> entry, LoadTimes? load, string? stored)
    {
        var words = RecordedWords.Of(entry.Key.ETag, entry.Value, stored);
        return new FileStory
        {
            Key = entry.Key.Key,
            Status = entry.Value.Status,
            ETag = entry.Key.ETag,
            Size = entry.Value.Size,
            RowsStaged = entry.Value.RowsStaged,
            RowsRejected = entry.Value.RowsRejected,
            RowsUnusable = entry.Value.RowsUnusable,
            LoadId = entry.Value.LoadId,
            RecordedAt = entry.Value.RecordedAt,
            Reason = words.Reason,
            WhatToDo = words.WhatToDo,
            Journey = load is null ? null : FileJourney.Of(entry.Key.ETag, entry.Value, load),
        };
    }

    private static FileStory NotLoaded(NoObject odd) =>
        new() { Key = odd.Key, Status = "not loaded", ETag = "", Size = 0, Reason = odd.What, WhatToDo = odd.WhatToDo };

    private static FileStory Unnoticed(IOperatedStack stack, ListedObject stored, int unreadLetters)
    {
        if (ObjectKey.Fault(stored.Key) is { } fault)
        {
            return NotLoaded(new NoObject(stored.Key, fault, ObjectKey.WhatToDo)) with { ETag = stored.ETag, Size = stored.Size };
        }

        var unread = unreadLetters == 0 ? "" : $" that can be read ({unreadLetters} dead letters can't: ./sparkify failures{stack.Option})";
        var (status, reason) = Dataset.All.FirstOrDefault(dataset => dataset.Takes(stored.Key)) is { } dataset
            ? ("not loaded", $"no notice of it came{unread}: ./sparkify backfill {dataset}{stack.Option} loads it")
            : ("ignored", Dataset.WhyNone(stored.Key));
        return new FileStory { Key = stored.Key, Status = status, ETag = stored.ETag, Size = stored.Size, Reason = reason };
    }
}
