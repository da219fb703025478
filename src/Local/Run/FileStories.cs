using Sparkify.Local.Folder;

namespace Sparkify.Local.Run;

/// <summary>What is known of one version of a file.</summary>
internal sealed record FileStory
{
    public required string Key { get; init; }

    /// <summary>loaded, quarantined or superseded, as the ledger says; waiting, loading, failed, not loaded or ignored for what it does not know.</summary>
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

    /// <summary>What a person can do about it; null where there is nothing to do.</summary>
    public string? WhatToDo => Status switch
    {
        "quarantined" => "mend the file and put it again under the same key: the new version loads by itself",
        "loaded" when RowsRejected > 0 => "mend the refused rows and put the file again: what is loaded already stays as it is",
        "failed" => "mend the cause, then put the file again",
        _ => null,
    };
}

/// <summary>Puts together what the ledger says of files and what lies in the bucket without being in the ledger.</summary>
internal static class FileStories
{
    /// <param name="key">Of this file every version, once for each load that met it; null: of each file the newest.</param>
    public static async Task<IReadOnlyList<FileStory>> ReadAsync(LocalStack stack, string? key, CancellationToken cancellationToken)
    {
        var lines = await stack.Ledger.LinesAsync(cancellationToken);
        var ledger = lines.Select(line => line.Key).ToHashSet();
        var recorded = lines.Where(line => key is null || string.Equals(line.Key.Key, key, StringComparison.Ordinal)).ToList();
        var times = key is null ? null : await stack.Ledger.TimesAsync(recorded.Select(line => line.Value.LoadId).ToHashSet(StringComparer.Ordinal), cancellationToken);
        var stories = recorded.Select(line => Recorded(line, times?.GetValueOrDefault(line.Value.LoadId))).ToList();
        var objects = key is null ? BucketNotices.FilePrefixes.SelectMany(stack.Bucket.Walk).Select(file => file.Key) : [key];
        var underWay = await FilesUnderWay.ReadAsync(stack, failedToo: true, cancellationToken);
        foreach (var stored in objects.Select(stack.Bucket.Find).OfType<StoredObject>())
        {
            var version = new FileVersionKey(stored.Location.Key, stored.ETag);
            if (!ledger.Contains(version))
            {
                stories.Add((underWay.Find(version) ?? Unnoticed(stack, stored)) with { Size = stored.Size });
            }
        }
        if (key is not null)
        {
            return [.. stories.OrderBy(story => story.RecordedAt ?? "~", StringComparer.Ordinal)];
        }
        return [.. stories.GroupBy(story => story.Key, StringComparer.Ordinal)
            .Select(versions => versions.OrderBy(story => story.RecordedAt ?? "~", StringComparer.Ordinal).Last())
            .OrderBy(story => story.Key, StringComparer.Ordinal)];
    }

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

    private static FileStory Unnoticed(LocalStack stack, StoredObject stored)
    {
        var (status, reason) = stack.Notices.IsFile(stored.Location.Key)
            ? ("not loaded", "no notice of it came: './sparkify backfill' or 'watch' picks it up")
            : ("ignored", "only .json and .json.gz are loaded");
        return new FileStory { Key = stored.Location.Key, Status = status, ETag = stored.ETag, Size = stored.Size, Reason = reason };
    }
}
