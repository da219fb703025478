using System.Runtime.CompilerServices;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Objects;
using Sparkify.Warehouse;

namespace Sparkify.Operations;

/// <summary>A file of which the bucket knows, the ledger, or both.</summary>
/// <param name="Key">The file's.</param>
/// <param name="Stored">What the bucket has under this key; null: nothing.</param>
/// <param name="OfStored">What the newest load that met this very version says of it; null: none has met it.</param>
/// <param name="Newest">The newest line of any version; null: the ledger does not know the file.</param>
public sealed record RecordedFile<T>(string Key, T? Stored, LedgerEntry? OfStored, LedgerLine? Newest) where T : class;

/// <summary>
/// Holds a bucket's listing against the ledger. Both come in one order, so that of each no more than a page is in memory.
/// </summary>
public static class RecordedFiles
{
    /// <param name="ledger">Whose lines.</param>
    /// <param name="dataset">The dataset of the listing and of the lines.</param>
    /// <param name="stored">The listing, in the order of the UTF-8 bytes of its keys.</param>
    /// <param name="versionOf">What of it the ledger knows it by.</param>
    /// <param name="after">What the listing comes after, in the ledger.</param>
    /// <param name="among">Which keys the ledger is asked for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async IAsyncEnumerable<RecordedFile<T>> ReadAsync<T>(
        LedgerReader ledger,
        Dataset dataset,
        IAsyncEnumerable<T> stored,
        Func<T, FileVersionKey> versionOf,
        LedgerPlace after,
        LedgerAmong among,
        [EnumeratorCancellation] CancellationToken cancellationToken) where T : class
    {
        await using var objects = stored.GetAsyncEnumerator(cancellationToken);
        await using var lines = ledger.ListAsync(dataset, after, among, cancellationToken).GetAsyncEnumerator(cancellationToken);
        var hasObject = await objects.MoveNextAsync();
        var hasLine = await lines.MoveNextAsync();
        while (hasObject || hasLine)
        {
            var next = hasObject ? versionOf(objects.Current) : default;
            var order = !hasLine ? -1 : !hasObject ? 1 : Utf8Order.Compare(next.Key, lines.Current.Version.Key);
            var key = order <= 0 ? next.Key : lines.Current.Version.Key;
            LedgerLine? newest = null;
            LedgerEntry? ofStored = null;
            while (hasLine && string.Equals(lines.Current.Version.Key, key, StringComparison.Ordinal))
            {
                var (version, entry) = lines.Current;
                newest = newest is null || entry.IsNewerThan(newest.Entry) ? lines.Current : newest;
                ofStored = order <= 0 && version == next && (ofStored is null || entry.IsNewerThan(ofStored)) ? entry : ofStored;
                hasLine = await lines.MoveNextAsync();
            }

            var found = order <= 0 ? objects.Current : null;
            hasObject = order <= 0 ? await objects.MoveNextAsync() : hasObject;
            yield return new RecordedFile<T>(key, found, ofStored, newest);
        }
    }
}
