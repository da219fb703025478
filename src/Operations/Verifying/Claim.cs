namespace Sparkify.Operations.Verifying;

/// <summary>What a claim comes to.</summary>
public static class Verdicts
{
    /// <summary>What was seen is what was claimed.</summary>
    public const string Holds = "holds";

    /// <summary>What was seen is something else.</summary>
    public const string Falls = "falls";

    /// <summary>There is nothing to expect: what was seen is worth keeping.</summary>
    public const string Recorded = "recorded";

    /// <summary>It could not be tried, or not where it matters.</summary>
    public const string NotSettled = "not settled here";
}

/// <summary>Something that is held to be so, and how that is tried.</summary>
/// <param name="Id">Lower-case words and hyphens; it never changes.</param>
/// <param name="Words">The claim.</param>
/// <param name="Tried">How it is tried.</param>
public sealed record Claim(string Id, string Words, string Tried)
{
    /// <summary>No document settles it, and no home can: it is about AWS itself.</summary>
    public bool OnlyOnAws { get; init; }

    internal Finding Holds(string seen, params IEnumerable<string> evidence) => Of(Verdicts.Holds, seen, evidence);

    internal Finding Falls(string seen, params IEnumerable<string> evidence) => Of(Verdicts.Falls, seen, evidence);

    internal Finding Recorded(string seen, params IEnumerable<string> evidence) => Of(Verdicts.Recorded, seen, evidence);

    internal Finding NotSettled(string why, params IEnumerable<string> evidence) => Of(Verdicts.NotSettled, why, evidence);

    private Finding Of(string verdict, string seen, IEnumerable<string> evidence) =>
        new() { Claim = Id, Words = Words, Tried = Tried, Seen = seen, Verdict = verdict, Evidence = [.. evidence] };
}

/// <summary>What came of a claim.</summary>
public sealed record Finding
{
    /// <summary>The claim's id.</summary>
    public required string Claim { get; init; }

    public required string Words { get; init; }
    public required string Tried { get; init; }

    /// <summary>What was seen, or why nothing was.</summary>
    public required string Seen { get; init; }

    /// <summary>One of <see cref="Verdicts"/>.</summary>
    public required string Verdict { get; init; }

    /// <summary>The words of the services, as they came.</summary>
    public required IReadOnlyList<string> Evidence { get; init; }
}
