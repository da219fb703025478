using System.Runtime.InteropServices;

namespace Sparkify.LocalCloud.Metrics;

/// <summary>The points of one metric, by time.</summary>
internal sealed class Series
{
    private readonly List<(long Time, double Value)> _points = [];
    private bool _isOrdered = true;

    /// <param name="time">Milliseconds since 1970.</param>
    /// <param name="value">The point's.</param>
    public void Add(long time, double value)
    {
        _isOrdered &= _points.Count == 0 || _points[^1].Time <= time;
        _points.Add((time, value));
    }

    /// <summary>A point for each period that has any.</summary>
    /// <param name="length">Of a period, which starts at a multiple of it; null: one for all of the time.</param>
    /// <param name="isGauge">The value stands until the next one: a period without points has the last one's value.</param>
    public IReadOnlyList<MetricPoint> Query(string statistic, long? length, long from, long to, bool isGauge)
    {
        Order();
        var (period, origin) = length is { } given ? (given, 0) : (Math.Max(1, to - from), from);
        var first = StartOf(from);
        var at = FirstAt(first);
        var last = at > 0 ? _points[at - 1].Value : (double?)null;
        var answer = new List<MetricPoint>();
        var values = new List<double>();
        for (var start = isGauge ? first : NextStart(); start < to;)
        {
            values.Clear();
            for (; at < _points.Count && _points[at].Time < Math.Min(start + period, to); at++)
            {
                values.Add(_points[at].Value);
            }

            last = values.Count > 0 ? values[^1] : last;
            if (values.Count > 0 || (isGauge && last is not null))
            {
                var value = values.Count > 0
                    ? Statistic.Of(statistic, CollectionsMarshal.AsSpan(values))
                    : Statistic.Of(statistic, [last!.Value]);
                answer.Add(new MetricPoint(DateTimeOffset.FromUnixTimeMilliseconds(start), value));
            }

            start = isGauge ? start + period : NextStart();
        }

        return answer;

        long NextStart() => at < _points.Count && _points[at].Time < to ? StartOf(_points[at].Time) : to;

        long StartOf(long time) => time - Modulo(time - origin, period);
    }

    private void Order()
    {
        if (!_isOrdered)
        {
            var ordered = _points.OrderBy(point => point.Time).ToList();
            _points.Clear();
            _points.AddRange(ordered);
            _isOrdered = true;
        }
    }

    /// <summary>The index of the first point at or after a time.</summary>
    private int FirstAt(long time)
    {
        var (low, high) = (0, _points.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _points[middle].Time < time ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static long Modulo(long time, long period) => ((time % period) + period) % period;
}
