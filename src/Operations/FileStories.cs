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
    public string? LoadId { get; init; }
    public string? RecordedAt { get; init; }
    public string? Reason { get; init; }

    /// <summary>How it came into the ledger; null while it is not there.</summary>
    public FileJourney? Journey { get; init; }

    /// <summary>What makes a file of it that can be loaded, where it is none.</summary>
    public string? Remedy { get; init; }

    /// <summary>What a person can do about it; null where there is nothing to do.</summary>
    public string? WhatToDo => Remedy ?? Status switch
    {
        LedgerStatus.Quarantined => "mend the file and put it again under the same key: the new version loads by itself",
        LedgerStatus.Loaded when RowsRejected > 0 => "mend the refused rows and put the file again: what is loaded already stays as it is",
        "failed" => "mend the cause, then put the file again",
        _ => null,
    };
}

/// <summary>Puts together what the ledger says of files and what lies in the bucket without being in the ledger.</summary>
public static class FileStories
{
    /// <param name="key">Of this file every version, once for each load that met it; null: of each file the newest.</param>
    public static async Task<IReadOnlyList<FileStory>> ReadAsync(IOperatedStack stack, string? key, CancellationToken cancellationToken)
    {
        var recorded = await stack.Ledger.LinesAsync(key, cancellationToken);
        var ledger = recorded.Select(line => line.Key).ToHashSet();
        var times = key is null ? null : await stack.Ledger.TimesAsync(key, cancellationToken);
        var stories = recorded.Select(line => Recorded(line, times?.GetValueOrDefault(line.Value.LoadId))).ToList();
        var unrecorded = await StoredAsync(stack, key, cancellationToken)
            .Where(stored => !ledger.Contains(VersionOf(stored)))
            .ToListAsync(cancellationToken);
        if (unrecorded.Count > 0)
        {
            var underWay = await FilesUnderWay.ReadAsync(stack, failedToo: true, cancellationToken);
            stories.AddRange(
                unrecorded.Select(stored => (underWay.Find(VersionOf(stored)) ?? Unnoticed(stack, stored)) with { Size = stored.Size }));
        }

        stories.AddRange(stack.NoObjects
            .Where(odd => key is null || string.Equals(odd.Key, key, StringComparison.Ordinal))
            .Select(NotLoaded));
        if (key is not null)
        {
            return [.. stories.OrderBy(story => story.RecordedAt ?? "~", StringComparer.Ordinal)];
        }

        return [.. stories.GroupBy(story => story.Key, StringComparer.Ordinal)
            .Select(versions => versions.OrderBy(story => story.RecordedAt ?? "~", StringComparer.Ordinal).Last())
            .OrderBy(story => story.Key, StringComparer.Ordinal)];
    }

    /// <summary>What the bucket holds below the datasets' prefixes, or of this key.</summary>
    private static async IAsyncEnumerable<ListedObject> StoredAsync(
        IOperatedStack stack, string? key, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var prefix in key is null ? Dataset.All.Select(dataset => dataset.Prefix) : [key])
        {
            string? startAfter = null;
            do
            {
                var page = await stack.Objects.ListAsync(stack.Bucket, prefix, startAfter, cancellationToken);
                foreach (var stored in page.Objects.Where(
                    stored => key is null || string.Equals(stored.Key, key, StringComparison.Ordinal)))
                {
                    yield return stored;
                }

                // A key comes before every longer one that starts with it.
                startAfter = key is null ? page.StartAfter : null;
            }
            while (startAfter is not null);
        }
    }

    private static FileVersionKey VersionOf(ListedObject stored) => new(stored.Key, stored.ETag);

    private static FileStory Recorded(KeyValuePair<FileVersionKey, LedgerEntry> entry, LoadTimes? load) => new()
    {
        Key = entry.Key.Key,
        Status = entry.Value.Status,
        ETag = entry.Key.ETag,
        Size = entry.Value.Size,
        RowsStaged = entry.Value.RowsStaged,
        RowsRejected = entry.Value.RowsRejected,
        LoadId = entry.Value.LoadId,
        RecordedAt = entry.Value.RecordedAt,
        Reason = entry.Value.Reason,
        Journey = load is null ? null : FileJourney.Of(entry.Key.ETag, entry.Value, load),
    };

    private static FileStory NotLoaded(NoObject odd) =>
        new() { Key = odd.Key, Status = "not loaded", ETag = "", Size = 0, Reason = odd.What, Remedy = odd.WhatToDo };

    private static FileStory Unnoticed(IOperatedStack stack, ListedObject stored)
    {
        if (ObjectKey.Fault(stored.Key) is { } fault)
        {
            return NotLoaded(new NoObject(stored.Key, fault, ObjectKey.WhatToDo)) with { ETag = stored.ETag, Size = stored.Size };
        }

        var (status, reason) = Dataset.All.FirstOrDefault(dataset => dataset.Takes(stored.Key)) is { } dataset
            ? ("not loaded", $"no notice of it came: ./sparkify backfill {dataset}{stack.Option} loads it")
            : ("ignored", "only .json and .json.gz are loaded");
        return new FileStory { Key = stored.Key, Status = status, ETag = stored.ETag, Size = stored.Size, Reason = reason };
    }
}
