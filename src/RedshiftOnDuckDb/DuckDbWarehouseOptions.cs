using Sparkify.Ingestion.Objects;

namespace Sparkify.RedshiftOnDuckDb;

/// <summary>What a local warehouse is made of.</summary>
public sealed record DuckDbWarehouseOptions
{
    /// <summary>The database's file; null keeps it in memory.</summary>
    public string? Path { get; init; }

    /// <summary>Where COPY reads.</summary>
    public required IObjectStore Objects { get; init; }

    /// <summary>The clock of GETDATE, of durations and of how long an answer is kept.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Called around every step of every batch: where a test lets a batch wait, fail or die.</summary>
    public IStatementGate? Gate { get; init; }

    /// <summary>
    /// Where batches run. On a scheduler that runs one task at a time, in order, everything here is deterministic: a batch gives the
    /// thread up only where it awaits the gate, a lock or the object store.
    /// </summary>
    public TaskScheduler Scheduler { get; init; } = TaskScheduler.Default;

    /// <summary>Makes the id of the next batch; null: a random one, as the Data API's are.</summary>
    public Func<string>? NextId { get; init; }

    /// <summary>DuckDB's threads, and the workers of a COPY; null: as many as the machine has.</summary>
    public int? Threads { get; init; }

    /// <summary>The one folder in which an export may write files; null: there is none, and nothing can be exported.</summary>
    public string? ExportFolder { get; init; }

    /// <summary>
    /// What DuckDB may hold in memory, in bytes: beyond that it writes to disk. Null: its own limit, 80 % of the machine.
    /// </summary>
    public long? MemoryBytes { get; init; }

    /// <summary>
    /// A batch with a COPY into a schema's table begins when the one before it has ended, since one keeps the machine busy. Other batches
    /// run beside it.
    /// </summary>
    public bool CopiesInTurn { get; init; }

    /// <summary>As long as the parts are in which a COPY reads a large file.</summary>
    internal int PartBytes { get; init; } = 4 << 20;

    /// <summary>
    /// Runs statements as they are written, without DuckDB's optimizer. The rows are the same; many statements over a handful of rows
    /// take a third of the time, since planning is most of their work, and large tables take far longer.
    /// </summary>
    public bool PlanAsWritten { get; init; }

    /// <summary>A warehouse's file that a new database in memory begins as: rows and schema are copied faster than made anew.</summary>
    public string? BeginsAs { get; init; }

    /// <summary>
    /// Asked at each COPY: how many batches begin before the system views show it; 0: at once, null: never. (Redshift's documentation does
    /// not promise that they agree with the tables at once.)
    /// </summary>
    public Func<int?> LoadViewsLag { get; init; } = () => 0;

    /// <summary>LOCK keeps nobody out: where a test shows what would follow.</summary>
    public bool WithoutLocks { get; init; }

    /// <summary>Is given how many rows a COPY has read more.</summary>
    internal Action<long> RowsRead { get; init; } = _ => { };

    /// <summary>Rows in a page of a result.</summary>
    public int PageRows { get; init; } = 1_000;
}
