using Sparkify.Ingestion.Staging;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Delivering;

/// <summary>
/// What the ledger says of the files of a delivery. It is asked by the loads that wrote since the delivery began, and by name only for
/// files that none of them met: what was there before is not read.
/// </summary>
internal sealed class DeliveredRecords
{
    private readonly Dictionary<FileVersionKey, LedgerEntry> _entries = [];
    private readonly HashSet<FileVersionKey> _loadedBefore = [];

    private DeliveredRecords() { }

    /// <param name="ledger">Is asked.</param>
    /// <param name="delivered">The files of which something is to be known.</param>
    /// <param name="loads">Every load that has committed since the delivery began, and no other.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<DeliveredRecords> ReadAsync(
        LedgerReader ledger, IReadOnlySet<FileVersionKey> delivered, IReadOnlySet<string> loads, CancellationToken cancellationToken)
    {
        var records = new DeliveredRecords();
        var loadedSince = new Dictionary<FileVersionKey, int>();
        await foreach (var (version, entry) in ledger.LinesOfAsync(loads, cancellationToken))
        {
            if (!delivered.Contains(version))
            {
                continue;
            }

            loadedSince[version] = loadedSince.GetValueOrDefault(version) + (entry.Status is LedgerStatus.Loaded ? 1 : 0);
            if (!records._entries.TryGetValue(version, out var known) || entry.IsNewerThan(known))
            {
                records._entries[version] = entry;
            }
        }

        foreach (var (version, times) in await ledger.LoadedAgainAsync(loads, cancellationToken))
        {
            if (times > loadedSince.GetValueOrDefault(version))
            {
                records._loadedBefore.Add(version);
            }
        }

        var others = delivered.Where(file => !records._entries.ContainsKey(file)).ToList();
        foreach (var (version, entry) in await ledger.FindAsync(others, cancellationToken))
        {
            records._entries[version] = entry;
            if (entry.Status is LedgerStatus.Loaded)
            {
                records._loadedBefore.Add(version);
            }
        }

        return records;
    }

    /// <summary>What the newest load says of a file; null: the ledger does not know it.</summary>
    public LedgerEntry? Of(FileVersionKey file) => _entries.GetValueOrDefault(file);

    /// <summary>Whether it was in the schema before it was delivered.</summary>
    public bool WasLoaded(FileVersionKey file) => _loadedBefore.Contains(file);
}
