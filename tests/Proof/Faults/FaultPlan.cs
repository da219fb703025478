namespace Sparkify.Proof.Faults;

/// <summary>A fault of a schedule: the kind, and at which of its occasions it happens.</summary>
/// <param name="Occasion">From 1: the n-th time that this kind could happen. For a crash the step of the run.</param>
public sealed record Fault(FaultKind Kind, int Occasion)
{
    public override string ToString() => $"{Kind.Name}: {(Kind == FaultKinds.Crash ? "after step" : "occasion")} {Occasion}";
}

/// <summary>The faults of one run: those planned, and those that came to pass.</summary>
internal sealed class FaultPlan
{
    private readonly Dictionary<Site, FaultKind[]> kinds;
    private readonly HashSet<Fault> planned;
    private readonly Dictionary<FaultKind, int> occasions = [];
    private readonly Dictionary<FaultKind, DateTimeOffset> lasting = [];
    private readonly Func<DateTimeOffset> now;

    public FaultPlan(IEnumerable<Fault> faults, Func<DateTimeOffset> now)
    {
        this.now = now;
        planned = [.. faults];
        kinds = planned.SelectMany(fault => fault.Kind.Sites.Select(site => (site, fault.Kind))).Distinct()
            .GroupBy(pair => pair.site).ToDictionary(group => group.Key, group => group.Select(pair => pair.Kind).ToArray());
    }

    /// <summary>How often each kind came to pass.</summary>
    public Dictionary<FaultKind, int> Happened { get; } = [];

    /// <summary>From here on nothing fails any more.</summary>
    public bool IsOver { get; set; }

    /// <summary>The fault that happens at this occasion; null for most.</summary>
    /// <param name="after">Asks only for kinds that happen after the effect, or only for those before it; null for both.</param>
    public FaultKind? At(Site site, bool? after = null)
    {
        if (IsOver || !kinds.TryGetValue(site, out var possible))
        {
            return null;
        }

        FaultKind? happens = null;
        var isNew = true;
        foreach (var kind in possible)
        {
            if (after is { } late && late != (kind.Effect is Effect.FailsAfter or Effect.DiesAfter))
            {
                continue;
            }

            var occasion = occasions[kind] = occasions.GetValueOrDefault(kind) + 1;
            if (happens is null && (planned.Contains(new Fault(kind, occasion)) || IsUnderWay(kind)))
            {
                (happens, isNew) = (kind, !IsUnderWay(kind));
            }
        }

        if (happens is not null && isNew)
        {
            Count(happens);
            lasting[happens] = now() + (happens.Lasts ?? TimeSpan.Zero);
        }

        return happens;
    }

    private bool IsUnderWay(FaultKind kind) => kind.Lasts is not null && lasting.TryGetValue(kind, out var end) && now() < end;

    public void Count(FaultKind kind) => Happened[kind] = Happened.GetValueOrDefault(kind) + 1;
}
