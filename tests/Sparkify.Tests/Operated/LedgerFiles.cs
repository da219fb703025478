using Sparkify.Ingestion;
using Sparkify.Operations;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Operated;

/// <summary>The whole ledger at once, where a test has a small one.</summary>
internal static class LedgerFiles
{
    /// <summary>What the newest load that met each version of each file says of it.</summary>
    public static async Task<IReadOnlyDictionary<FileVersionKey, LedgerEntry>> FilesAsync(
        this LedgerReader ledger, CancellationToken cancellationToken)
    {
        var files = new Dictionary<FileVersionKey, LedgerEntry>();
        foreach (var dataset in Dataset.All)
        {
            await foreach (var (version, entry) in ledger.ListAsync(
                dataset, LedgerPlace.Before(dataset.Prefix), new LedgerAmong(), cancellationToken))
            {
                files[version] = files.TryGetValue(version, out var known) && known.IsNewerThan(entry) ? known : entry;
            }
        }

        return files;
    }
}
