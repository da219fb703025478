using Sparkify.Reference;

namespace Sparkify.Proof.Verdicts;

/// <summary>
/// An analyst beside the loads. At any moment the five tables must be those of exactly the loads that <c>dw.loads</c> says are recorded:
/// half a load, or a load without its ledger, is neither. (Not while the schema is another version's: that one has other rules.)
/// </summary>
internal sealed class Readers(Simulation simulation, double mostRejectedShare)
{
    private const int MostBreaches = 3;

    /// <summary>What changes the tables, by the first word of its name; the rest is looked at now and then.</summary>
    private static readonly string[] Changing = ["merge", "rebuild", "schema"];

    private readonly List<string> breaches = [];
    private readonly Dictionary<string, StarSchema> expected = new(StringComparer.Ordinal);

    /// <summary>Something has committed since the last look.</summary>
    private bool isNew;

    public IReadOnlyList<string> Breaches => breaches;

    public int Looks { get; private set; }

    /// <summary>Right after a commit, before anyone else runs: often enough to meet a commit that should not have been one.</summary>
    public void AfterCommit(string batchName)
    {
        isNew = true;
        if (simulation.Scheduler.Chance.Below(Changing.Contains(batchName.Split(' ')[0]) ? 3 : 16) == 0)
        {
            Look($"after {batchName}");
        }
    }

    public void MaybeLook()
    {
        if (isNew && simulation.Scheduler.Chance.Below(3) == 0)
        {
            Look("between two deliveries");
        }
    }

    private void Look(string when)
    {
        if (simulation.Deployment.IsBehind)
        {
            return;
        }

        Looks++;
        isNew = false;
        var (tables, loads) = Ledger.Look(simulation.Database);
        var comparison = Comparison.Of(Of(loads).Tables, tables);
        if (!comparison.AreEqual && breaches.Count < MostBreaches)
        {
            breaches.Add($"a reader saw other rows than those of the {loads.Count} recorded loads, {when}:\n{comparison}");
        }
    }

    private StarSchema Of(IReadOnlyList<string> loads)
    {
        var versions = simulation.Books.PresentBy(loads).ToList();
        var name = string.Join('\n', versions.Select(version => $"{version.Key} {version.ETag}"));
        if (!expected.TryGetValue(name, out var schema))
        {
            expected[name] = schema = StarSchema.Of(
                versions.Select(simulation.Books.Read), new ReferenceOptions { RejectShare = mostRejectedShare });
        }

        return schema;
    }
}
