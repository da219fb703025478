using System.Runtime.CompilerServices;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Staging;
using Sparkify.Warehouse;

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

    /// <summary>The same where it is a redrive or a backfill, for whoever begins it.</summary>
    public Mending? Mending { get; init; }
}

/// <summary>Puts together what the ledger says of files and what lies in the bucket without being in the ledger.</summary>
public static class FileStories
{
    /// <summary>Of what is a file of no dataset.</summary>
    public const string Ignored = "ignored";

    /// <summary>All that can have become of a file.</summary>
    public static IReadOnlyList<string> Statuses { get; } =
        [.. LedgerStatus.All, "waiting", "loading", "failed", "not loaded", Ignored];

    /// <summary>
    /// Of each file the version in the bucket, or else the newest, in the order of the keys' UTF-8 bytes. However many there are, no more
    /// than a page of the bucket and one of the ledger are in memory.
    /// </summary>
    public static IAsyncEnumerable<FileStory> ListAsync(IOperatedStack stack, FilesAsked asked, CancellationToken cancellationToken) =>
        ListAllAsync(stack, asked, cancellationToken).Where(story => asked.Status is null || story.Status == asked.Status);

    /// <summary>Of one file every version, once for each load that met it, in the order of recording.</summary>
    public static async Task<IReadOnlyList<FileStory>> OfAsync(IOperatedStack stack, string key, CancellationToken cancellationToken)
    {
        var recorded = await stack.Ledger.LinesAsync(key, cancellationToken);
        var times = await stack.Ledger.TimesAsync(key, cancellationToken);
        // A key comes before every longer one that starts with it.
        var stored = await stack.Objects.ListAllAsync(stack.Bucket, key, cancellationToken).FirstOrDefaultAsync(cancellationToken)
            is { } first && string.Equals(first.Key, key, StringComparison.Ordinal) ? first : null;
        var stories = recorded.Select(line => Recorded(line, times.GetValueOrDefault(line.Entry.LoadId), stored?.ETag)).ToList();
        if (stored is not null && IsUnread(recorded.LastOrDefault(line => line.Version == VersionOf(stored))?.Entry))
        {
            stories.Add(Unrecorded(stack, stored, await FilesUnderWay.ReadAsync(stack, failedToo: true, cancellationToken)));
        }

        stories.AddRange(stack.Places(key, after: null).TakeWhile(place => Utf8Order.Compare(place.Key, key) <= 0)
            .Where(place => string.Equals(place.Key, key, StringComparison.Ordinal)).Select(place => place.NoObject).OfType<NoObject>()
            .Select(NotLoaded));
        return [.. stories.OrderBy(story => story.RecordedAt ?? "~", StringComparer.Ordinal)];
    }

    private static async IAsyncEnumerable<FileStory> ListAllAsync(
        IOperatedStack stack, FilesAsked asked, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var underWay = new Lazy<Task<FilesUnderWay>>(() => FilesUnderWay.ReadAsync(stack, failedToo: true, cancellationToken));
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var dataset in Dataset.All.OrderBy(dataset => dataset.Prefix, StringComparer.Ordinal))
        {
            if (asked.PrefixIn(dataset) is not { } prefix)
            {
                continue;
            }

            using var places = stack.Places(prefix, asked.After).GetEnumerator();
            var hasPlace = places.MoveNext();
            await foreach (var file in RecordedAsync(stack, dataset, prefix, asked, cancellationToken))
            {
                NoObject? inItsPlace = null;
                for (; hasPlace && Utf8Order.Compare(places.Current.Key, file.Key) <= 0; hasPlace = places.MoveNext())
                {
                    if (places.Current.NoObject is not { } odd || !asked.Has(odd.Key) || !told.Add(odd.Key))
                    {
                        continue;
                    }

                    if (string.Equals(odd.Key, file.Key, StringComparison.Ordinal))
                    {
                        inItsPlace = odd;
                    }
                    else
                    {
                        yield return NotLoaded(odd);
                    }
                }

                if (await StoryAsync(stack, file, inItsPlace, asked, underWay) is { } story)
                {
                    yield return story;
                }
            }

            for (; hasPlace; hasPlace = places.MoveNext())
            {
                if (places.Current.NoObject is { } odd && asked.Has(odd.Key) && told.Add(odd.Key))
                {
                    yield return NotLoaded(odd);
                }
            }
        }
    }

    /// <summary>A dataset's files that are asked for, as bucket and ledger know them.</summary>
    private static IAsyncEnumerable<RecordedFile<ListedObject>> RecordedAsync(
        IOperatedStack stack, Dataset dataset, string prefix, FilesAsked asked, CancellationToken cancellationToken)
    {
        var isWithin = asked.After is not null && Utf8Order.Compare(asked.After, prefix) >= 0;
        return RecordedFiles.ReadAsync(
                stack.Ledger,
                dataset,
                stack.Objects.ListAllAsync(stack.Bucket, prefix, cancellationToken, asked.After).Where(stored => asked.Has(stored.Key)),
                VersionOf,
                isWithin ? LedgerPlace.After(asked.After!) : LedgerPlace.Before(prefix),
                asked.Among,
                cancellationToken)
            .TakeWhile(file => file.Key.StartsWith(prefix, StringComparison.Ordinal))
            .Where(file => asked.Has(file.Key));
    }

    /// <summary>Null: it has another status than the one that is asked for.</summary>
    private static async Task<FileStory?> StoryAsync(
        IOperatedStack stack,
        RecordedFile<ListedObject> file,
        NoObject? inItsPlace,
        FilesAsked asked,
        Lazy<Task<FilesUnderWay>> underWay) =>
        file switch
        {
            { Stored: { } stored } when !IsUnread(file.OfStored) => Recorded(new(VersionOf(stored), file.OfStored!), null, stored.ETag),
            // What nobody has read has no status of the ledger: then there is no need to find out which it has.
            { Stored: { } stored } => asked.Among.Status is null ? Unrecorded(stack, stored, await underWay.Value) : null,
            _ when inItsPlace is not null => NotLoaded(inItsPlace),
            _ => Recorded(file.Newest!, null, null),
        };

    /// <summary>
    /// A version that was overwritten before it was read, and is back, is as unread as one that the ledger has never met.
    /// </summary>
    private static bool IsUnread(LedgerEntry? entry) => entry is null or { Status: LedgerStatus.Superseded };

    private static FileStory Unrecorded(IOperatedStack stack, ListedObject stored, FilesUnderWay underWay)
    {
        var story = underWay.Find(VersionOf(stored));
        var said = (story ?? Unnoticed(stack, stored, underWay.UnreadLetters)) with { Size = stored.Size };
        return said.Status is not Ignored && stack.Unreadable(stored.Key) is { } unreadable
            ? said with
            {
                Reason = story is null ? unreadable.What : $"{unreadable.What}; {said.Reason}",
                WhatToDo = said.Mending is { } mending ? $"{unreadable.WhatToDo}, then {mending.Words}" : unreadable.WhatToDo,
            }
            : said;
    }

    /// <summary>A backfill of just this file.</summary>
    private static Mending LoadsIt(IOperatedStack stack, string key)
    {
        var dataset = Dataset.All.First(dataset => dataset.Takes(key));
        return new Mending($"./sparkify backfill {dataset} --prefix {ShellWord.Of(key)}{stack.Option}")
        {
            Backfill = dataset.Name, Prefix = key
        };
    }

    private static FileVersionKey VersionOf(ListedObject stored) => new(stored.Key, stored.ETag);

    private static FileStory Recorded(LedgerLine line, LoadTimes? load, string? stored)
    {
        var (version, entry) = line;
        var words = RecordedWords.Of(version.ETag, entry, stored);
        return new FileStory
        {
            Key = version.Key,
            Status = entry.Status,
            ETag = version.ETag,
            Size = entry.Size,
            RowsStaged = entry.RowsStaged,
            RowsRejected = entry.RowsRejected,
            RowsUnusable = entry.RowsUnusable,
            LoadId = entry.LoadId,
            RecordedAt = entry.RecordedAt,
            Reason = words.Reason,
            WhatToDo = words.WhatToDo,
            Journey = load is null ? null : FileJourney.Of(version.ETag, entry, load),
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

        if (stack.GatheredSince <= stored.LastModified && Dataset.All.Any(dataset => dataset.Takes(stored.Key)))
        {
            return new FileStory
            {
                Key = stored.Key, Status = "waiting", ETag = stored.ETag, Size = stored.Size,
                Reason = "its notice waits for the next start of loads (LoadEvery): it loads by itself",
            };
        }

        if (Dataset.WhyNone(stored.Key) is { } why)
        {
            return new FileStory
            {
                Key = stored.Key, Status = Ignored, ETag = stored.ETag, Size = stored.Size,
                Reason = why, WhatToDo = Dataset.KeyToTake(stored.Key) is { } other ? $"if it is to be loaded, put it under {other}" : null,
            };
        }

        var mending = LoadsIt(stack, stored.Key);
        return new FileStory
        {
            Key = stored.Key,
            Status = "not loaded",
            ETag = stored.ETag,
            Size = stored.Size,
            Reason = "no notice of it came" + (unreadLetters == 0 ? ""
                : $" that can be read ({Counted.Of(unreadLetters, "dead letter")} can't: ./sparkify failures{stack.Option})"),
            WhatToDo = mending.Words,
            Mending = mending,
        };
    }
}
