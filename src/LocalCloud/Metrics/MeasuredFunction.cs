using Sparkify.Ingestion.Metrics;
using Sparkify.LocalCloud.Lambda;

namespace Sparkify.LocalCloud.Metrics;

/// <summary>AWS/Lambda of one function: each invocation, whether it failed, and how long it took in real time.</summary>
/// <remarks>https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html</remarks>
internal sealed class MeasuredFunction(IFunction inner, MetricStore metrics) : IFunction
{
    public const string Namespace = "AWS/Lambda";

    public string Name => inner.Name;

    public async Task<FunctionResult> InvokeAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        var result = await inner.InvokeAsync(payload, cancellationToken);
        metrics.Emit(
            Namespace,
            [("FunctionName", Name)],
            ("Invocations", MetricUnit.Count, 1),
            ("Errors", MetricUnit.Count, result.IsError ? 1 : 0),
            ("Duration", MetricUnit.Milliseconds, TimeProvider.System.GetElapsedTime(startedAt).TotalMilliseconds));
        return result;
    }
}
