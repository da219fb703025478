using Sparkify.Ingestion.Failures;
using Sparkify.Warehouse;

namespace Sparkify.Operations.Verifying;

/// <summary>Takes away what an acceptance run has left, as far as the caller's rights go, and says what stays.</summary>
/// <param name="folder">Stands in the keys of the run's files, and of no others.</param>
internal sealed class TakingAway(IVerifiedStack stack, WarehouseProbe probe, VerifiedRows rows, string folder)
{
    private const string Rows = "its rows in the five tables and its lines in the ledger";

    /// <summary>The statements that could not be run; none: they were.</summary>
    public IReadOnlyList<string> Rest { get; private set; } = [];

    /// <summary>What stays if nothing is taken away, in words.</summary>
    public IReadOnlyList<string> Leave()
    {
        Rest = rows.TakeAway(folder);
        return [Rows, $"its files, whose keys have {folder["_verify/".Length..].TrimEnd('/')} in them"];
    }

    /// <param name="keys">Of the objects that were put.</param>
    /// <returns>What stays, in words.</returns>
    public async Task<IReadOnlyList<string>> RunAsync(IEnumerable<string> keys, CancellationToken cancellationToken)
    {
        var left = new List<string>();
        try
        {
            foreach (var key in keys.Distinct(StringComparer.Ordinal))
            {
                await stack.RemoveAsync(key, cancellationToken);
            }
        }
        catch (IngestionException refused)
        {
            left.Add($"its files: {refused.Message}");
        }

        try
        {
            await probe.FinishAsync("take away", rows.TakeAway(folder), cancellationToken);
        }
        catch (IngestionException refused)
        {
            // Only who owns schema dw may delete there, and the product itself never does.
            left.Add($"{Rows}, until an administrator runs the statements in the evidence's toTakeAway: {refused.Message}");
            Rest = rows.TakeAway(folder);
        }

        if (stack.IsDeployed)
        {
            left.Add("the old versions of its files, where the bucket keeps versions, and its loads' lists in _ingest/, as of any file");
        }

        return left;
    }
}
