using System.Text.Json.Nodes;
using StatesLanguage;
using Dataset = Sparkify.Ingestion.Dataset;

namespace Sparkify.Proof.World;

/// <summary>
/// The one backfill after the dust has settled, by the product's own state machine: what the ledger lacks is loaded. Nothing fails any
/// more.
/// </summary>
internal static class Repair
{
    public static IReadOnlyList<Execution> Start(Simulation simulation) =>
        [.. Dataset.All.Select(
            dataset => simulation.Executions.Start(Machine.Backfill, $"repair-{dataset.Name}", Input(dataset.Name, force: false)))];

    public static string Input(string dataset, bool force) => new JsonObject { ["dataset"] = dataset, ["force"] = force }.ToJsonString();

    /// <summary>The files that a backfill had to load; null if it did not end well.</summary>
    public static long? FilesOf(Execution backfill) => backfill.Result is { Status: ExecutionStatus.Succeeded, Output: { } output }
        ? JsonNode.Parse(output)!["files"]!["missing"]!.GetValue<long>()
        : null;
}
