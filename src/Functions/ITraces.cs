using Sparkify.Ingestion;
using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions;

/// <summary>
/// What an invocation is about, said to whoever traces invocations, so that a load is found among them. It never fails: a trace is not
/// worth a load.
/// </summary>
public interface ITraces
{
    /// <param name="annotations">Searchable: names of letters, digits and underscores.</param>
    void Annotate(IReadOnlyDictionary<string, string> annotations);
}

/// <summary>What is written of each thing.</summary>
public static class Annotations
{
    public static void Annotate(this ITraces traces, Load load) => traces.Annotate(Of(load.Dataset, load.TraceId, load.LoadId));

    public static void Annotate(this ITraces traces, Dataset dataset, string traceId) =>
        traces.Annotate(Of(dataset, traceId, loadId: null));

    private static Dictionary<string, string> Of(Dataset dataset, string? traceId, string? loadId)
    {
        var annotations = new Dictionary<string, string> { ["dataset"] = dataset.Name };
        if (traceId is not null)
        {
            annotations["trace_id"] = traceId;
        }

        if (loadId is not null)
        {
            annotations["load_id"] = loadId;
        }

        return annotations;
    }
}

/// <summary>Where nobody traces: the ids are in logs, executions and ledger all the same.</summary>
public sealed class NoTraces : ITraces
{
    public void Annotate(IReadOnlyDictionary<string, string> annotations)
    {
    }
}
