namespace Sparkify.Proof.World;

/// <summary>What operators did in a run, in the order in which it is printed.</summary>
public static class Happening
{
    public const string Older = "worlds that began with the schema of the version before",
        Upgraded = "  of them upgraded while files arrived",
        MetOlder = "  executions begun before their upgrade that failed aloud",
        Redriven = "executions redriven by an operator",
        TakenBack = "dead letters given back to their queues",
        Rebuilt = "rebuilds swapped in",
        RebuildGivenUp = "rebuilds given up";

    public static IReadOnlyList<string> All { get; } = [Older, Upgraded, MetOlder, Redriven, TakenBack, Rebuilt, RebuildGivenUp];
}
