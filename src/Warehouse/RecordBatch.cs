using Sparkify.Ingestion;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Warehouse;

/// <summary>The ledger's statements: what became of each file, which rows were refused, and the load's own line, last.</summary>
public sealed record RecordBatch
{
    /// <summary>Where in the batch the lock is taken: the first statement, from 1.</summary>
    public const int LockLoads = 1;

    /// <summary>One load at a time, and none on a snapshot from before it had the lock.</summary>
    internal static IEnumerable<string> TakeLock => [SqlCatalog.Merge.LockLoads.Render(), SqlCatalog.Merge.WriteLock.Render()];

    public required string LoadId { get; init; }
    public required Dataset Dataset { get; init; }
    public required string ExecutionId { get; init; }

    /// <summary><c>s3://bucket/key</c> of the object that states one file a line.</summary>
    public required string Outcomes { get; init; }

    /// <summary><c>s3://bucket/key</c> of the object that states one refused row a line; null where no row was refused.</summary>
    public string? Rejects { get; init; }

    public required string CopyRole { get; init; }

    /// <summary>Null for a load that was started before loads had one.</summary>
    public string? TraceId { get; init; }

    /// <summary>When the load's execution started.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the COPY of what is merged was submitted; null where nothing was staged.</summary>
    public DateTimeOffset? CopyAt { get; init; }

    /// <summary>Milliseconds that the COPY took.</summary>
    public long? CopyMs { get; init; }

    /// <summary>When the first and the last of the staged events happened; null where none did, or nobody knows.</summary>
    public DateTimeOffset? FirstEvent { get; init; }

    public DateTimeOffset? LastEvent { get; init; }

    public required int Files { get; init; }
    public required long RowsRead { get; init; }
    public required long RowsStaged { get; init; }
    public required long RowsRejected { get; init; }

    /// <summary>Of the staged ones: those that no table can use.</summary>
    public long RowsUnusable { get; init; }

    internal SqlArgument LoadIdArgument => SqlArgument.Text("load_id", LoadId);

    /// <summary>A batch that only writes the ledger: the load's files are quarantined, and nothing is staged.</summary>
    /// <param name="leftovers">Staging tables of the loads that the files were taken from.</param>
    public IReadOnlyList<string> QuarantineStatements(IReadOnlyList<string> leftovers) =>
    [
        .. TakeLock,
        .. leftovers.Select(table => SqlCatalog.Stage.DropStaging.Render(SqlArgument.Identifier("staging", table))),
        .. Statements(MergePlan.Nothing),
    ];

    /// <summary>Where in a batch the result of <c>load_outcome.sql</c> stands: it is the last statement of any batch.</summary>
    public static int OutcomeOf(StatementReport batch) => batch.SubStatements.Count;

    internal IEnumerable<string> Statements(MergePlan plan)
    {
        var role = SqlArgument.Text("role", CopyRole);
        yield return SqlCatalog.Record.CreateBatchFiles.Render();
        yield return SqlCatalog.Record.CopyFiles.Render(SqlArgument.Text("outcomes", Outcomes), role);
        yield return SqlCatalog.Record.RecordFiles.Render(LoadIdArgument, SqlArgument.Text("dataset", Dataset.Name));
        if (Rejects is not null)
        {
            yield return SqlCatalog.Record.CreateBatchRejects.Render();
            yield return SqlCatalog.Record.CopyRejects.Render(SqlArgument.Text("rejects", Rejects), role);
            yield return SqlCatalog.Record.RecordRejects.Render(LoadIdArgument);
        }

        yield return SqlCatalog.Record.RecordLoad.Render(
            LoadIdArgument,
            SqlArgument.Text("dataset", Dataset.Name),
            SqlArgument.Text("execution_id", ExecutionId),
            SqlArgument.Text("trace_id", TraceId),
            SqlArgument.Number("files", Files),
            SqlArgument.Number("rows_read", RowsRead),
            SqlArgument.Number("rows_staged", RowsStaged),
            SqlArgument.Number("rows_rejected", RowsRejected),
            SqlArgument.Number("rows_unusable", RowsUnusable),
            SqlArgument.Fragment("tracks_resolved", plan.TracksResolved),
            SqlArgument.Timestamp("started_at", StartedAt),
            SqlArgument.Timestamp("copy_at", CopyAt),
            SqlArgument.Number("copy_ms", CopyMs));
        yield return SqlCatalog.Record.LoadOutcome.Render(
            LoadIdArgument,
            SqlArgument.Timestamp("oldest_event", FirstEvent),
            SqlArgument.Timestamp("newest_event", LastEvent));
    }
}
