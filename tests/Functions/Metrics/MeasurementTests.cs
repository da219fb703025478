using System.Text;
using Sparkify.Functions.Metrics;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Metrics;
using Sparkify.Tests;

namespace Sparkify.Functions.Tests.Metrics;

public sealed class MeasurementTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Whatever_is_measured_the_line_keeps_the_rules_of_the_format(int seed)
    {
        var chance = new Random(seed);
        for (var round = 0; round < 60; round++)
        {
            var values = Metric.All.Where(_ => chance.Next(3) > 0)
                .Select(metric => Measurement.Spread(
                    metric, Enumerable.Range(0, chance.Next(1, 300)).Select(_ => chance.NextDouble() * Math.Pow(10, chance.Next(-9, 12)))))
                .OfType<Measurement>().ToList();
            var line = EmbeddedMetricFormat.Write(
                new Measurements
                {
                    Dataset = Dataset.All[round % 2],
                    LoadId = round % 3 == 0 ? null : "log-data-\"\n\u00e9",
                    Values = values.Count > 0 ? values : [Measurement.Of(Metric.FilesArrived, 0)]
                },
                "test",
                DateTimeOffset.UnixEpoch.AddSeconds(round));

            Assert.Equal((byte)'\n', line.Span[^1]);
            EmbeddedMetricRules.Check(Encoding.UTF8.GetString(line.Span[..^1]));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(101)]
    [InlineData(10_000)]
    public void Of_many_values_those_are_kept_that_keep_the_percentiles(int count)
    {
        var all = Enumerable.Range(0, count).Select(i => (double)i).ToArray();
        new Random(count).Shuffle(all);

        var kept = Measurement.Spread(Metric.SecondsToQueryable, all)!.Values;

        Assert.Equal(Math.Min(count, Measurement.Most), kept.Count);
        Assert.Equal((0, count - 1), (kept[0], kept[^1]));
        Assert.All(
            Enumerable.Range(0, kept.Count),
            i => Assert.InRange(kept[i] / Math.Max(1, count - 1), (i - 0.5) / kept.Count, (i + 1.5) / kept.Count));
    }

    [Fact]
    public void Nothing_measured_is_no_measurement() => Assert.Null(Measurement.Spread(Metric.SecondsToQueryable, []));

    [Fact]
    public void Every_metric_is_in_the_catalogue_once_under_its_own_name()
    {
        var fields = typeof(Metric).GetFields().Where(field => field.FieldType == typeof(Metric)).ToList();

        Assert.Equal(fields.Select(field => field.Name), fields.Select(field => ((Metric)field.GetValue(null)!).Name));
        Assert.Equal(fields.Select(field => field.Name).Order(), Metric.All.Select(metric => metric.Name).Order());
    }
}
