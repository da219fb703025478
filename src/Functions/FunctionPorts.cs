using Sparkify.Functions.Intake;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Metrics;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.Ingestion.Workflows;

namespace Sparkify.Functions;

/// <summary>
/// All that a function reaches outside itself. On AWS these are the service clients, in the local run folder, interpreter and DuckDB.
/// </summary>
public sealed record FunctionPorts(
    IObjectStore Objects,
    IWarehouse Warehouse,
    IWorkflows Workflows,
    IMetrics Metrics,
    TimeProvider Time,
    FunctionSettings Settings)
{
    public ITraces Traces { get; init; } = new NoTraces();

    /// <summary>Made at the first use: only what a schedule calls needs it.</summary>
    public Lazy<INoticeQueue> Notices { get; init; } = new(() => new NoNotices());
}
