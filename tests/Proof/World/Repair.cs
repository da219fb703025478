using System.Text.Json.Nodes;
using StatesLanguage;
using Dataset = Sparkify.Ingestion.Dataset;

namespace Sparkify.Proof.World;

/// <summary>
/// The backfill after the dust has settled, by the product's own state machine: what the ledger lacks is loaded. Nothing fails any more.
/// One that has gone on with the plan of an older one, which failed, is started once again: the plan lacks what came after it.
/// </summary>
internal static class Repair
{
    public static IReadOnlyList<Execution> Start(Simulation simulation, string name) =>
        [.. Dataset.All.Select(
            dataset => simulation.Executions.Start(Machine.Backfill, $"{name}-{dataset.Name}", Input(dataset.Name, force: false)))];

    /// <summary>Whether it has looked for what lacks itself.</summary>
    public static bool HasListed(Execution backfill) => backfill.History.Exists(entry => entry.StateName == "ListFiles");

    public static string Input(string dataset, bool force) => new JsonObject { ["dataset"] = dataset, ["force"] = force }.ToJsonString();

    /// <summary>The files that a backfill had to load; null if it did not end well.</summary>
    public static long? FilesOf(Execution backfill) => backfill.Result is { Status: ExecutionStatus.Succeeded, Output: { } output }
        ? JsonNode.Parse(output)!["files"]!["missing"]!.GetValue<long>()
        : null;
}
