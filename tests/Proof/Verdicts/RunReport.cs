using Sparkify.Proof.Faults;
using Sparkify.Proof.Schedules;

namespace Sparkify.Proof.Verdicts;

/// <summary>What came of one run.</summary>
public sealed record RunReport
{
    public required Schedule Schedule { get; init; }

    /// <summary>In words; none when the run proves what it should.</summary>
    public required IReadOnlyList<string> Divergences { get; init; }

    /// <summary>Batches of messages that a function was called with.</summary>
    public required int Deliveries { get; init; }

    public required int Executions { get; init; }

    /// <summary>Executions that ended as failed, each with a fault to account for it.</summary>
    public required int FailedExecutions { get; init; }

    /// <summary>Files that the backfill had to load.</summary>
    public required int Repaired { get; init; }

    public required int FilesLoaded { get; init; }

    /// <summary>Key and reason of each version that the ledger calls quarantined.</summary>
    public required IReadOnlyList<(string Key, string? Reason)> Quarantined { get; init; }

    /// <summary>COPYs of files, failed ones and repeated ones too.</summary>
    public required int Copies { get; init; }

    /// <summary>Times that the tables were compared while loads were under way.</summary>
    public required int Looks { get; init; }

    public required IReadOnlyDictionary<FaultKind, int> Faults { get; init; }

    /// <summary>By the words of <see cref="World.Happening"/>.</summary>
    public required IReadOnlyDictionary<string, int> Happenings { get; init; }

    /// <summary>Equal for equal runs.</summary>
    public required ulong Trail { get; init; }

    public required int Steps { get; init; }

    public required IReadOnlyList<string> Trace { get; init; }

    public bool Diverges => Divergences.Count > 0;
}
