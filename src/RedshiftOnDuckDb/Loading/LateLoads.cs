namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>The loads that the system views do not show yet.</summary>
internal sealed class LateLoads
{
    private readonly Lock _lock = new();
    private readonly List<(LoadLog Load, int Batches)> _late = [];

    /// <summary>A load has ended. One that lags by nothing is written by whoever ran it.</summary>
    public void Add(LoadLog load)
    {
        if (load.Lag is > 0 and var batches)
        {
            lock (_lock)
            {
                _late.Add((load, batches));
            }
        }
    }

    /// <summary>A batch begins: those that it finds in the views, if somebody writes them there first.</summary>
    public IReadOnlyList<LoadLog> TakeDue()
    {
        lock (_lock)
        {
            if (_late.Count == 0)
            {
                return [];
            }

            var due = _late.Where(late => late.Batches <= 1).Select(late => late.Load).ToList();
            var others = _late.Where(late => late.Batches > 1).Select(late => (late.Load, late.Batches - 1)).ToList();
            _late.Clear();
            _late.AddRange(others);
            return due;
        }
    }
}
