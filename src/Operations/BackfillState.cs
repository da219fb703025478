using Sparkify.Ingestion.Backfill;

namespace Sparkify.Operations;

/// <summary>How far a backfill is, put together from what its executions say.</summary>
public sealed class BackfillState
{
    private readonly Lock _lock = new();
    private BackfillProgress _progress = new();
    private BackfillRun? _run;
    private int _loadsEnded;

    /// <summary>Rows that the warehouse has read since; null where it does not say before a load has ended.</summary>
    public Func<long>? RowsRead { get; init; }

    public WorkProgress Progress => !IsPlanned || IsDryRun ? new WorkProgress("files listed", Found)
        : RowsRead is null ? new WorkProgress("loads", LoadsEnded, Loads)
        : WorkProgress.OfRows(RowsRead(), LoadsEnded, Loads);

    public long Found { get { lock (_lock) { return _progress.Found; } } }
    public int Loads { get { lock (_lock) { return _progress.Loads; } } }
    public int LoadsEnded { get { lock (_lock) { return Math.Min(_loadsEnded, _progress.Loads); } } }
    public bool IsPlanned { get { lock (_lock) { return _progress.IsPlanned; } } }
    public bool IsDryRun { get { lock (_lock) { return _run?.DryRun ?? false; } } }

    public void Plan(BackfillRun run, BackfillProgress progress)
    {
        lock (_lock)
        {
            (_run, _progress) = (run, progress);
        }
    }

    /// <summary>So many of the plan's loads have ended.</summary>
    public void LoadsHaveEnded(int loads)
    {
        lock (_lock)
        {
            _loadsEnded = loads;
        }
    }

    /// <summary>An execution has ended. Parts of a load that was taken apart are not loads of the plan: they wait within theirs.</summary>
    public void Ended(ExecutionEntry execution)
    {
        lock (_lock)
        {
            _loadsEnded += _run is not null && execution.Name.StartsWith(_run.Dataset.Name.Replace('_', '-'), StringComparison.Ordinal)
                ? 1
                : 0;
        }
    }
}
