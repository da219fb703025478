using Sparkify.Ingestion.Statements;
using Sparkify.RedshiftOnDuckDb;

namespace Sparkify.Bench;

/// <summary>Measures what a load's statements take, by what they are for.</summary>
internal sealed class PhaseGate : IStatementGate
{
    public const string Copy = "COPY";
    public const string Staging = "staging, without its COPY";
    public const string StagingCommit = "commit of staging";
    public const string Merge = "merge";
    public const string MergeCommit = "commit of the merge";

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Cost> _costs = [];

    /// <summary>The clock before the first statement of a load; null: none has begun.</summary>
    public Cost? FirstAt { get; private set; }

    private Cost Start { get; set; }

    /// <summary>In the order of a load.</summary>
    public static IReadOnlyList<string> Phases { get; } = [Copy, Staging, StagingCommit, Merge, MergeCommit];

    /// <summary>Nothing: it never came.</summary>
    public Cost Of(string phase)
    {
        lock (_lock)
        {
            return _costs.GetValueOrDefault(phase);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _costs.Clear();
        }
    }

    public ValueTask BeforeAsync(StatementStep coming)
    {
        lock (_lock)
        {
            Start = Cost.Now();
            FirstAt ??= PhaseOf(coming) is null ? null : Start;
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask AfterAsync(StatementStep done)
    {
        lock (_lock)
        {
            if (PhaseOf(done) is { } phase)
            {
                _costs[phase] = _costs.GetValueOrDefault(phase) + (Cost.Now() - Start);
            }
        }

        return ValueTask.CompletedTask;
    }

    private static string? PhaseOf(StatementStep step) => step.BatchName.Split(' ')[0] switch
    {
        Steps.Stage when step.Kind is StepKind.Commit => StagingCommit,
        Steps.Stage => step.Sql.StartsWith("COPY ", StringComparison.Ordinal) ? Copy : Staging,
        Steps.Merge => step.Kind is StepKind.Commit ? MergeCommit : Merge,
        _ => null,
    };
}
