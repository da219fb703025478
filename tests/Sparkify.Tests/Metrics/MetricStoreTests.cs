using Microsoft.Extensions.Time.Testing;
using Sparkify.Ingestion.Metrics;
using Sparkify.LocalCloud.Metrics;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Metrics;

public sealed class MetricStoreTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Statistics = ["Sum", "Average", "Minimum", "Maximum", "SampleCount", "p50", "p95", "p99.9"];

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new(Start);

    public void Dispose() => _folder.Dispose();

    /// <summary>
    /// Points at random times, asked for at random: as a plain reading of the definitions says, before and after a reopening.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void It_answers_as_the_definitions_of_the_statistics_say(int seed)
    {
        var chance = new Random(seed);
        var points = new List<(DateTimeOffset Time, double Value)>();
        using (var store = Open())
        {
            for (var i = 0; i < 3_000; i++)
            {
                _time.Advance(TimeSpan.FromMilliseconds(chance.Next(3_000)));
                points.Add((_time.GetUtcNow(), chance.Next(1_000)));
                Put(store, points[^1].Value);
                if (i == 1_500)
                {
                    Assert.Equal(points.Sum(point => point.Value), Ask(store, "Sum", 86_400, Start, Start.AddDays(1)).Single().Value);
                }
            }
        }

        using var again = Open();
        for (var round = 0; round < 300; round++)
        {
            var (statistic, period) = (Statistics[round % Statistics.Length], chance.Next(1, 900));
            var from = Start.AddSeconds(chance.Next(4_500));
            var to = from.AddSeconds(chance.Next(4_000));

            var expected = points
                .Where(point => point.Time < to && PeriodOf(point.Time, period) >= PeriodOf(from, period))
                .GroupBy(point => PeriodOf(point.Time, period))
                .Select(group => new MetricPoint(group.Key, Plain(statistic, [.. group.Select(point => point.Value)])));

            Assert.Equal(expected, Ask(again, statistic, period, from, to));
        }
    }

    [Fact]
    public void A_line_that_a_killed_process_left_unfinished_is_passed_over()
    {
        using (var store = Open())
        {
            Put(store, 1);
        }

        File.AppendAllText(_folder["metrics.jsonl"], """{"_aws":{"Timestamp":17""");
        using var again = Open();
        Put(again, 2);

        Assert.Equal(3, Ask(again, "Sum", 60, Start, Start.AddMinutes(1)).Single().Value);
    }

    [Fact]
    public void A_queues_depth_stands_until_the_next_is_reported()
    {
        using var store = Open();
        store.Emit("AWS/SQS", [("QueueName", "Q")], ("ApproximateNumberOfMessagesVisible", MetricUnit.Count, 7));
        _time.Advance(TimeSpan.FromMinutes(3));
        store.Emit("AWS/SQS", [("QueueName", "Q")], ("ApproximateNumberOfMessagesVisible", MetricUnit.Count, 0));

        var depth = store.Query(new MetricQuery
        {
            Namespace = "AWS/SQS",
            Metric = "ApproximateNumberOfMessagesVisible",
            Dimensions = new Dictionary<string, string> { ["QueueName"] = "Q" },
            Statistic = "Maximum",
            PeriodSeconds = 60,
            From = Start.AddMinutes(-2),
            To = Start.AddMinutes(5),
        });

        Assert.Equal([7, 7, 7, 0, 0], depth.Select(point => point.Value));
    }

    [Fact]
    public void Another_dimension_is_another_metric_and_an_unknown_statistic_is_refused()
    {
        using var store = Open();
        Put(store, 1);

        Assert.Empty(store.Query(Question("Sum", 60, Start, Start.AddMinutes(1)) with { Dimensions = new Dictionary<string, string>() }));
        Assert.Throws<ArgumentException>(() => Ask(store, "Median", 60, Start, Start.AddMinutes(1)));
    }

    private MetricStore Open() => new(_folder["metrics.jsonl"], _time, () => []);

    private static void Put(MetricStore store, double value) =>
        store.Emit("Test", [("A", "a"), ("B", "b")], ("M", MetricUnit.Count, value));

    private static IReadOnlyList<MetricPoint> Ask(
        MetricStore store, string statistic, int period, DateTimeOffset from, DateTimeOffset to) =>
        store.Query(Question(statistic, period, from, to));

    private static MetricQuery Question(string statistic, int period, DateTimeOffset from, DateTimeOffset to) => new()
    {
        Namespace = "Test", Metric = "M", Dimensions = new Dictionary<string, string> { ["B"] = "b", ["A"] = "a" },
        Statistic = statistic, PeriodSeconds = period, From = from, To = to,
    };

    private static DateTimeOffset PeriodOf(DateTimeOffset time, int period) =>
        DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeMilliseconds() / 1000 / period * period);

    private static double Plain(string statistic, double[] values)
    {
        var ordered = values.Order().ToArray();
        return statistic switch
        {
            "Sum" => values.Sum(),
            "Average" => values.Sum() / values.Length,
            "Minimum" => values.Min(),
            "Maximum" => values.Max(),
            "SampleCount" => values.Length,
            _ => Between(double.Parse(statistic[1..], System.Globalization.CultureInfo.InvariantCulture) / 100 * (values.Length - 1)),
        };

        double Between(double rank) =>
            ordered[(int)rank] + ((rank - (int)rank) * (ordered[Math.Min((int)rank + 1, ordered.Length - 1)] - ordered[(int)rank]));
    }
}
