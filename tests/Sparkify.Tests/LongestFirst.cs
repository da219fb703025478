using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(Sparkify.Tests.LongestFirst))]

namespace Sparkify.Tests;

/// <summary>
/// The classes that take longest begin first. As many run at a time as the machine has processors, and a long one that began last would be
/// waited for alone.
/// </summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly Type[] Longest =
    [
        typeof(Proof.SabotageTests),
        typeof(EndToEnd.RealDataLoadTests),
        typeof(Page.PageInBrowserTests),
        typeof(Backfill.DryRunTests),
        typeof(LocalCloud.OddThingsTests),
        typeof(Proof.CampaignTests),
        typeof(Backfill.ResumedBackfillTests),
        typeof(Proof.SimulationTests),
        typeof(Bench.BenchCommandTests),
        typeof(Deployed.DeployedShapeTests),
        typeof(LocalCloud.WholePathTests),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [
            .. testCollections.OrderBy(collection => Place(collection))
                .ThenBy(collection => collection.TestCollectionDisplayName, StringComparer.Ordinal)
        ];

    private static int Place(ITestCollection collection)
    {
        var place = Array.FindIndex(
            Longest, type => collection.TestCollectionDisplayName.Contains(type.FullName!, StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}
