using System.Text;
using Sparkify.Functions.Metrics;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Metrics;

namespace Sparkify.Functions.Tests.Metrics;

public sealed class EmbeddedMetricFormatTests
{
    private static readonly Measurements Measured = new()
    {
        Dataset = Dataset.LogData,
        LoadId = "log-data-00ff",
        TraceId = "1-é",
        Values = [Measurement.Of(Metric.FilesArrived, 3), Measurement.Spread(Metric.SecondsInQueue, [2.5, 1])!],
    };

    /// <summary>By the example in the format's specification.</summary>
    [Fact]
    public void A_line_states_its_metrics_their_dimensions_and_what_it_is_about()
    {
        var line = """
            {"_aws":{"Timestamp":1541116800000,"CloudWatchMetrics":[{"Namespace":"Sparkify","Dimensions":[["Stack","Dataset"]],
            "Metrics":[{"Name":"FilesArrived","Unit":"Count"},{"Name":"SecondsInQueue","Unit":"Seconds"}]}]},
            "Stack":"test","Dataset":"log_data","loadId":"log-data-00ff","traceId":"1-é","FilesArrived":3,"SecondsInQueue":[1,2.5]}
            """.ReplaceLineEndings("") + "\n";

        Assert.Equal(line, Encoding.UTF8.GetString(EmbeddedMetricFormat.Write(Measured, "test", Inputs.Now).Span));
        Assert.DoesNotContain(
            "loadId",
            Encoding.UTF8.GetString(EmbeddedMetricFormat.Write(Measured with { LoadId = null, TraceId = null }, "test", Inputs.Now).Span),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_hundred_metrics_are_a_line_and_more_are_refused()
    {
        var metrics = Enumerable.Range(0, 101).Select(n => ($"M{n}", MetricUnit.Count, (IReadOnlyList<double>)[1.0])).ToList();

        Assert.NotEqual(0, EmbeddedMetricFormat.Write(Inputs.Now, "N", [], metrics[..100], []).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => EmbeddedMetricFormat.Write(Inputs.Now, "N", [], metrics, []));
    }

    [Fact]
    public void Each_run_of_a_handler_is_a_line_that_is_written_at_once()
    {
        var around = new Surroundings();
        using var output = new FlushedStream();

        new StandardOutputMetrics(output, "test", around.Time).Emit(Measured);

        Assert.Equal(EmbeddedMetricFormat.Write(Measured, "test", Inputs.Now).ToArray(), output.Flushed);
    }

    [Fact]
    public void One_value_is_itself_and_many_are_in_order()
    {
        Assert.Equal([3.0], Measurement.Of(Metric.FilesArrived, 3).Values);
        Assert.Equal([1.0, 2.0, 3.0], Measurement.Spread(Metric.FilesArrived, [3, 1, 2])!.Values);
        Assert.Equal(
            Enumerable.Range(0, 100).Select(n => (double)(n * 2)),
            Measurement.Spread(Metric.FilesArrived, Enumerable.Range(0, 199).Select(n => (double)n))!.Values);
    }

    /// <summary>The names and units are those of docs/metrics.md, in the order of a file's way.</summary>
    [Fact]
    public void Metrics_count_things_or_seconds() => Assert.Equal(
        [
            "FilesArrived Count", "SecondsInQueue Seconds", "FilesLoaded Count", "FilesQuarantined Count", "RowsStaged Count",
            "RowsRejected Count", "RowsUnusable Count",
            "LoadsRefused Count",
            "RowsMerged Count", "DuplicatesAbsorbed Count", "TracksResolved Count", "SecondsToQueryable Seconds",
            "SecondsFromEventToQueryable Seconds",
            "FilesOnTime Count", "FilesLate Count", "SecondsInCopy Seconds", "SecondsForLock Seconds", "SecondsInMerge Seconds",
            "Statements Count",
            "StateTransitions Count",
        ],
        Metric.All.Select(metric => $"{metric.Name} {metric.Unit}"));

    private sealed class FlushedStream : MemoryStream
    {
        public byte[] Flushed { get; private set; } = [];

        public override void Flush() => Flushed = ToArray();
    }
}
