using Sparkify.Operations;

namespace Sparkify.LocalCloud.Metrics;

/// <summary>AWS/States, from the list of executions: one that ended counts 1 for its outcome and 0 for the others.</summary>
/// <remarks>https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html</remarks>
internal static class StatesMetrics
{
    public const string Namespace = "AWS/States";

    /// <summary>Null where the metric, or the dimension, is none that the local run knows.</summary>
    public static Series? Of(IReadOnlyList<ExecutionEntry> executions, string metric, IReadOnlyDictionary<string, string> dimensions)
    {
        if (dimensions.Count != 1 || !dimensions.TryGetValue("StateMachineArn", out var arn))
        {
            return null;
        }

        var series = new Series();
        foreach (var execution in executions.Where(execution => string.Equals(execution.StateMachineArn, arn, StringComparison.Ordinal)))
        {
            if (metric is "ExecutionsStarted")
            {
                series.Add(execution.StartDate.ToUnixTimeMilliseconds(), 1);
            }
            else if (execution.StopDate is { } stop && ValueOf(metric, execution, stop) is { } value)
            {
                series.Add(stop.ToUnixTimeMilliseconds(), value);
            }
        }

        return series;
    }

    private static double? ValueOf(string metric, ExecutionEntry execution, DateTimeOffset stop) => metric switch
    {
        "ExecutionsSucceeded" => execution.Status is ExecutionEntry.Succeeded ? 1 : 0,
        "ExecutionsFailed" => execution.Status is "FAILED" ? 1 : 0,
        "ExecutionsTimedOut" => execution.Status is "TIMED_OUT" ? 1 : 0,
        "ExecutionsAborted" => execution.Status is "ABORTED" ? 1 : 0,
        "ExecutionTime" => (stop - execution.StartDate).TotalMilliseconds,
        _ => null,
    };
}
