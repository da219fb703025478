namespace Sparkify.Warehouse;

/// <summary>The ledger's statements: what became of each file, which rows were refused, and the load's own line, last.</summary>
public sealed record RecordBatch
{
    public required string LoadId { get; init; }
    public required string Dataset { get; init; }
    public required string ExecutionId { get; init; }

    /// <summary><c>s3://bucket/key</c> of the object that states one file a line.</summary>
    public required string Outcomes { get; init; }

    /// <summary><c>s3://bucket/key</c> of the object that states one refused row a line; null where no row was refused.</summary>
    public string? Rejects { get; init; }

    public required string CopyRole { get; init; }
    public required int Files { get; init; }
    public required long RowsRead { get; init; }
    public required long RowsStaged { get; init; }
    public required long RowsRejected { get; init; }

    internal SqlArgument LoadIdArgument => SqlArgument.Text("load_id", LoadId);

    /// <summary>A batch that only writes the ledger: the load's files are quarantined, and nothing is staged.</summary>
    /// <param name="leftover">The staging table of the load that the files were taken from; null where there is none.</param>
    public IReadOnlyList<string> QuarantineStatements(string? leftover) =>
    [
        SqlCatalog.Merge.LockLoads.Render(),
        .. leftover is null ? [] : (string[])[SqlCatalog.Merge.DropStaging.Render(SqlArgument.Identifier("staging", leftover))],
        .. Statements("0", hasEvents: false),
    ];

    internal IEnumerable<string> Statements(string songplaysResolved, bool hasEvents)
    {
        var role = SqlArgument.Text("role", CopyRole);
        yield return SqlCatalog.Record.CreateBatchFiles.Render();
        yield return SqlCatalog.Record.CopyFiles.Render(SqlArgument.Text("outcomes", Outcomes), role);
        yield return SqlCatalog.Record.RecordFiles.Render(LoadIdArgument, SqlArgument.Text("dataset", Dataset));
        if (Rejects is not null)
        {
            yield return SqlCatalog.Record.CreateBatchRejects.Render();
            yield return SqlCatalog.Record.CopyRejects.Render(SqlArgument.Text("rejects", Rejects), role);
            yield return SqlCatalog.Record.RecordRejects.Render(LoadIdArgument);
        }

        yield return SqlCatalog.Record.RecordLoad.Render(
            LoadIdArgument,
            SqlArgument.Text("dataset", Dataset),
            SqlArgument.Text("execution_id", ExecutionId),
            SqlArgument.Number("files", Files),
            SqlArgument.Number("rows_read", RowsRead),
            SqlArgument.Number("rows_staged", RowsStaged),
            SqlArgument.Number("rows_rejected", RowsRejected),
            SqlArgument.Fragment("songplays_resolved", songplaysResolved));
        yield return SqlCatalog.Record.LoadOutcome.Render(
            LoadIdArgument,
            SqlArgument.Fragment("oldest_event", hasEvents ? "(SELECT MIN(start_time) FROM b_events)" : "CAST(NULL AS TIMESTAMP)"),
            SqlArgument.Fragment("newest_event", hasEvents ? "(SELECT MAX(start_time) FROM b_events)" : "CAST(NULL AS TIMESTAMP)"));
    }
}
