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

    /// <summary>In the order that converges: dimensions and the dictionary before the plays that refer to them, the ledger last.</summary>
    public IReadOnlyList<string> Statements()
    {
        var plan = MergePlan.Of(Record.Dataset);
        return
        [
            .. RecordBatch.TakeLock,
            SqlCatalog.Merge.EnsureStaging.Render(StagingArgument, SqlArgument.Identifier("shape", Record.Dataset.StagingShape)),
            .. plan.Statements(this),
            SqlCatalog.Stage.DropStaging.Render(StagingArgument),
            .. Leftovers.Select(table => SqlCatalog.Stage.DropStaging.Render(SqlArgument.Identifier("staging", table))),
            .. Record.Statements(plan),
        ];
    }

    /// <summary>Where the fact is read, only from here …</summary>
    internal SqlArgument First => SqlArgument.Timestamp("first", Record.FirstEvent ?? DateTimeOffset.MinValue);

    /// <summary>… to here: everywhere, where staging did not say.</summary>
    internal SqlArgument Last => SqlArgument.Timestamp("last", Record.LastEvent ?? DateTimeOffset.MaxValue);

    internal SqlArgument StagingArgument => SqlArgument.Identifier("staging", Staging);

    internal SqlArgument RowsStagedArgument => SqlArgument.Number("rows_staged", RowsStaged);
}
