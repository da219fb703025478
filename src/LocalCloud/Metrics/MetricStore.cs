using Sparkify.Functions.Metrics;
using Sparkify.Ingestion.Metrics;
using Sparkify.LocalCloud.Home;
using Sparkify.LocalCloud.Template;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Metrics;

/// <summary>
/// What the local run measured: lines of the embedded metric format in <c>&lt;home&gt;/metrics.jsonl</c>, and their points in memory, asked
/// as CloudWatch is. The namespaces of AWS are answered too, from what the local run knows of itself (docs/local-run.md).
/// </summary>
/// <remarks>
/// The file is read at the first question, not at the opening: most commands ask none. A line is with the operating system before Emit
/// returns.
/// </remarks>
public sealed class MetricStore : IMetrics, IDisposable
{
    private readonly Lock _lock = new();

    /// <summary>Held while the file is read, which may take long: whoever writes meanwhile does not wait for that.</summary>
    private readonly Lock _reading = new();
    private readonly string _path;
    private FileStream _file;
    private readonly TimeProvider _time;
    private readonly Func<IReadOnlyList<ExecutionEntry>> _executions;
    private Dictionary<SeriesKey, Series>? _series;

    /// <param name="path">The file, made where it is missing.</param>
    /// <param name="time">Of the points.</param>
    /// <param name="executions">Every execution, for AWS/States.</param>
    public MetricStore(string path, TimeProvider time, Func<IReadOnlyList<ExecutionEntry>> executions)
    {
        (_path, _time, _executions) = (path, time, executions);
        _file = Open(path);
        if (_file.Seek(-Math.Min(1, _file.Length), SeekOrigin.End) < _file.Length && _file.ReadByte() != '\n')
        {
            // The process before was killed in the middle of a line: what is left of it says nothing.
            _file.WriteByte((byte)'\n');
        }
    }

    public void Emit(Measurements measurements) => Append(EmbeddedMetricFormat.Write(measurements, LocalNames.Stack, _time.GetUtcNow()));

    /// <summary>A line of another namespace: AWS's own, or a metric that a state machine puts.</summary>
    public void Emit(
        string name,
        IReadOnlyList<(string Name, string Value)> dimensions,
        params IReadOnlyList<(string Name, MetricUnit Unit, double Value)> metrics) =>
        Append(EmbeddedMetricFormat.Write(
            _time.GetUtcNow(),
            name,
            dimensions,
            [.. metrics.Select(metric => (metric.Name, metric.Unit, (IReadOnlyList<double>)[metric.Value]))],
            []));

    /// <summary>The metric's points, one for each period that has any. Unknown metrics have none.</summary>
    /// <exception cref="ArgumentException">There is no such statistic.</exception>
    public IReadOnlyList<MetricPoint> Query(MetricQuery query)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(query.PeriodSeconds ?? 1, 1);
        Read();
        var series = query.Namespace is StatesMetrics.Namespace ? StatesMetrics.Of(_executions(), query.Metric, query.Dimensions) : null;
        lock (_lock)
        {
            series ??= _series!.GetValueOrDefault(SeriesKey.Of(query.Namespace, query.Metric, query.Dimensions));
            return series?.Query(
                query.Statistic, query.PeriodSeconds * 1000L, query.From.ToUnixTimeMilliseconds(), query.To.ToUnixTimeMilliseconds(),
                isGauge: query.Namespace is QueueMetrics.Namespace) ?? [];
        }
    }

    /// <summary>Drops the lines of before then, and the oldest that are over the size. What still stands of a queue stays.</summary>
    internal void DropBefore(DateTimeOffset since, long mostBytes)
    {
        lock (_reading)
        {
            lock (_lock)
            {
                if (DatedLines.DropFront(_path, since, mostBytes, EmbeddedMetricReader.TimeOf, QueueOf))
                {
                    _file.Dispose();
                    _file = Open(_path);
                    _file.Seek(0, SeekOrigin.End);
                    _series = null;
                }
            }
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>A value of a queue stands until the next: null for a line of anything else.</summary>
    private static string? QueueOf(ReadOnlyMemory<byte> line) =>
        EmbeddedMetricReader.Read(line) is [{ Series: { Namespace: QueueMetrics.Namespace } series }, ..] ? series.Dimensions : null;

    private static FileStream Open(string path) => new(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);

    private void Append(ReadOnlyMemory<byte> line)
    {
        lock (_lock)
        {
            _file.Write(line.Span);
            _file.Flush();
            if (_series is not null)
            {
                Add(_series, line[..^1]);
            }
        }
    }

    private void Read()
    {
        lock (_reading)
        {
            if (_series is not null)
            {
                return;
            }

            using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var series = new Dictionary<SeriesKey, Series>();
            ReadOn(file, series);
            lock (_lock)
            {
                // What was written meanwhile.
                ReadOn(file, series);
                _series = series;
            }
        }
    }

    /// <summary>From where the file stands to the end of its last whole line.</summary>
    private static void ReadOn(FileStream file, Dictionary<SeriesKey, Series> series)
    {
        var read = file.Position;
        foreach (var (line, end) in WholeLines.Each(file))
        {
            Add(series, line);
            read = end;
        }

        file.Position = read;
    }

    private static void Add(Dictionary<SeriesKey, Series> series, ReadOnlyMemory<byte> line)
    {
        foreach (var point in EmbeddedMetricReader.Read(line))
        {
            if (!series.TryGetValue(point.Series, out var points))
            {
                series[point.Series] = points = new Series();
            }

            points.Add(point.Time, point.Value);
        }
    }
}
