namespace Sparkify.LocalCloud.Metrics;

/// <summary>Spans of time that were counted, so that no moment counts twice, in whatever order they come. Not safe for threads.</summary>
internal sealed class CountedTime
{
    /// <summary>What ended so long before the latest is not reported any more: the Data API forgets a statement after a day.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>Apart from one another, in order.</summary>
    private readonly List<(DateTimeOffset From, DateTimeOffset To)> _spans = [];

    /// <returns>How much of the span was not counted before.</returns>
    public TimeSpan Add(DateTimeOffset from, DateTimeOffset to)
    {
        if (to <= from)
        {
            return TimeSpan.Zero;
        }

        var first = _spans.FindIndex(span => span.To >= from);
        first = first < 0 ? _spans.Count : first;
        var met = _spans.Skip(first).TakeWhile(span => span.From <= to).ToList();
        (DateTimeOffset From, DateTimeOffset To) whole = met.Count == 0
            ? (from, to)
            : (from < met[0].From ? from : met[0].From, to > met[^1].To ? to : met[^1].To);
        _spans.RemoveRange(first, met.Count);
        _spans.Insert(first, whole);
        var oldest = _spans[^1].To - Remembered;
        _spans.RemoveAll(span => span.To < oldest);
        return whole.To - whole.From - TimeSpan.FromTicks(met.Sum(span => (span.To - span.From).Ticks));
    }
}
