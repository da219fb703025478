namespace Sparkify.Ingestion.Metrics;

/// <summary>
/// Where a handler leaves what it measured. Nothing depends on it: it never throws for a reason of its own, and nobody waits for it.
/// </summary>
public interface IMetrics
{
    void Emit(Measurements measurements);
}

/// <summary>What one run of a handler measured of one dataset.</summary>
public sealed record Measurements
{
    public required Dataset Dataset { get; init; }

    /// <summary>For whoever reads the log; no dimension. Null where the run is not of one load.</summary>
    public string? LoadId { get; init; }

    /// <summary>As <see cref="LoadId"/>: of the way that the files go.</summary>
    public string? TraceId { get; init; }

    /// <summary>Each metric once.</summary>
    public required IReadOnlyList<Measurement> Values { get; init; }
}

/// <summary>A metric's values: one, or up to <see cref="Most"/>, each of which counts by itself.</summary>
public sealed record Measurement
{
    /// <summary>The format's limit of a metric's values in a line.</summary>
    public const int Most = 100;

    private Measurement(Metric metric, IReadOnlyList<double> values) => (Metric, Values) = (metric, values);

    public Metric Metric { get; }

    /// <summary>1 to <see cref="Most"/>, in ascending order.</summary>
    public IReadOnlyList<double> Values { get; }

    public static Measurement Of(Metric metric, double value) => new(metric, [value]);

    /// <summary>
    /// Of more than <see cref="Most"/> values the smallest, the largest and 98 between them at equal steps of rank are kept: percentiles
    /// stay what they were to one in a hundred. Null where there are none: nothing was measured.
    /// </summary>
    public static Measurement? Spread(Metric metric, IEnumerable<double> values)
    {
        var ordered = values.Order().ToArray();
        return ordered.Length == 0 ? null
            : new(
                metric,
                ordered.Length <= Most
                    ? ordered
                    : [.. Enumerable.Range(0, Most).Select(i => ordered[(int)((long)i * (ordered.Length - 1) / (Most - 1))])]);
    }
}
