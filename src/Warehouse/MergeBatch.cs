namespace Sparkify.Warehouse;

/// <summary>
/// The statements of MergeStaged: one transaction that takes the lock, merges a load's staged rows, and writes the ledger.
/// </summary>
public sealed record MergeBatch
{
    /// <summary>The load's own table.</summary>
    public required string Staging { get; init; }

    /// <summary>What the staging table held when it was staged.</summary>
    public required long RowsStaged { get; init; }

    /// <summary>Staging tables of the loads that this one was taken from.</summary>
    public IReadOnlyList<string> Leftovers { get; init; } = [];

    public required RecordBatch Record { get; init; }

    /// <summary>In the order that converges: dimensions and dictionaries before the plays that refer to them, the ledger last.</summary>
    public IReadOnlyList<string> Statements()
    {
        var plan = MergePlan.Of(Record.Dataset);
        return
        [
            SqlCatalog.Merge.LockLoads.Render(),
            SqlCatalog.Merge.EnsureStaging.Render(StagingArgument, SqlArgument.Identifier("shape", Record.Dataset.StagingShape)),
            .. plan.Statements(this),
            SqlCatalog.Stage.DropStaging.Render(StagingArgument),
            .. Leftovers.Select(table => SqlCatalog.Stage.DropStaging.Render(SqlArgument.Identifier("staging", table))),
            .. Record.Statements(plan),
        ];
    }

    internal SqlArgument StagingArgument => SqlArgument.Identifier("staging", Staging);

    internal SqlArgument RowsStagedArgument => SqlArgument.Number("rows_staged", RowsStaged);
}
