namespace Sparkify.LocalCloud.Metrics;

/// <summary>
/// A question as GetMetricData asks it: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html.
/// </summary>
public sealed record MetricQuery
{
    public required string Namespace { get; init; }
    public required string Metric { get; init; }

    /// <summary>All of the metric's dimensions: one dimension less is another metric.</summary>
    public required IReadOnlyDictionary<string, string> Dimensions { get; init; }

    /// <summary>Sum, Average, Minimum, Maximum, SampleCount, or a percentile: p50, p99.9.</summary>
    public required string Statistic { get; init; }

    /// <summary>Periods start at multiples of it since 1970. Null: one for all of the time, as setPeriodToTimeRange makes it.</summary>
    public required int? PeriodSeconds { get; init; }

    /// <summary>The first point may lie before it: its period holds it.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Exclusive.</summary>
    public required DateTimeOffset To { get; init; }
}

/// <param name="Time">The period's start.</param>
/// <param name="Value">Of the points in it. A period without points has no point.</param>
public readonly record struct MetricPoint(DateTimeOffset Time, double Value);
