using Sparkify.RedshiftOnDuckDb;

namespace Sparkify.Bench.Flat;

/// <summary>Measures the commits apart.</summary>
internal sealed class CommitGate : IStatementGate
{
    private Cost _start;

    /// <summary>Of the last batch.</summary>
    public Cost Last { get; private set; }

    public ValueTask BeforeAsync(StatementStep coming)
    {
        _start = coming.Kind is StepKind.Commit ? Cost.Now() : _start;
        return ValueTask.CompletedTask;
    }

    public ValueTask AfterAsync(StatementStep done)
    {
        Last = done.Kind is StepKind.Commit ? Cost.Now() - _start : Last;
        return ValueTask.CompletedTask;
    }
}
