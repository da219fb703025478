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
        RebuildGivenUp = "rebuilds given up",
        BegunBefore = "executions begun under the definitions of the version before",
        WentOn = "  of them still under way when the stack got this version's",
        ResumedUnder = "  of them begun anew under this version's, as in a home",
        NeverNoticed = "files whose notice never came",
        Dead = "messages that became dead letters",
        Skewed = "worlds in which S3, Lambda and warehouse have clocks of their own",
        PagesTurned = "pages of listings behind which came another",
        Foreign = "files of another shape put",
        Odd = "files put under keys with odd characters, or very long",
        CaseTwins = "files put under keys that differ from another's in case only",
        PassedBy = "files put under keys that no load can hold",
        PoisonMet = "COPYs that failed for a file, in words that nobody has seen";

    /// <summary>By operators and by whoever deploys.</summary>
    public static IReadOnlyList<string> Operated { get; } =
        [Older, Upgraded, MetOlder, Redriven, TakenBack, Rebuilt, RebuildGivenUp, BegunBefore, WentOn, ResumedUnder];

    public static IReadOnlyList<string> All { get; } =
        [.. Operated, NeverNoticed, Dead, Skewed, PagesTurned, Foreign, Odd, CaseTwins, PassedBy, PoisonMet];
}
