using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Sparkify.Ingestion.Metrics;

namespace Sparkify.Functions.Metrics;

/// <summary>
/// CloudWatch's embedded metric format: one JSON object, a line of its own, from which CloudWatch Logs takes the metrics.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html</remarks>
public static class EmbeddedMetricFormat
{
    /// <summary>Metrics in one line: the format's limit.</summary>
    public const int MostMetrics = 100;

    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The line of a handler's run, with its newline: UTF-8.</summary>
    /// <param name="stack">The name of the stack that the function is of.</param>
    /// <param name="at">To the millisecond.</param>
    public static ReadOnlyMemory<byte> Write(Measurements measured, string stack, DateTimeOffset at) => Write(
        at,
        Metric.Namespace,
        [(Metric.Stack, stack), (Metric.Dimension, measured.Dataset.Name)],
        [.. measured.Values.Select(value => (value.Metric.Name, value.Metric.Unit, value.Values))],
        [.. Property("loadId", measured.LoadId), .. Property("traceId", measured.TraceId)]);

    /// <summary>A line of any namespace, with its newline: UTF-8.</summary>
    /// <param name="at">To the millisecond.</param>
    /// <param name="dimensions">One set.</param>
    /// <param name="metrics">At most <see cref="MostMetrics"/>, each with 1 to <see cref="Measurement.Most"/> values.</param>
    /// <param name="properties">For whoever reads the line; no metric has them.</param>
    public static ReadOnlyMemory<byte> Write(
        DateTimeOffset at,
        string metricNamespace,
        IReadOnlyList<(string Name, string Value)> dimensions,
        IReadOnlyList<(string Name, MetricUnit Unit, IReadOnlyList<double> Values)> metrics,
        IReadOnlyList<(string Name, string Value)> properties)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(metrics.Count, MostMetrics);
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, Writing))
        {
            json.WriteStartObject();
            WriteMetadata(json, at, metricNamespace, dimensions, metrics);
            foreach (var (name, value) in dimensions.Concat(properties))
            {
                json.WriteString(name, value);
            }

            foreach (var (name, _, values) in metrics)
            {
                WriteValues(json, name, values);
            }

            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    private static void WriteMetadata(
        Utf8JsonWriter json, DateTimeOffset at, string metricNamespace, IReadOnlyList<(string Name, string Value)> dimensions,
        IReadOnlyList<(string Name, MetricUnit Unit, IReadOnlyList<double> Values)> metrics)
    {
        json.WriteStartObject("_aws");
        json.WriteNumber("Timestamp", at.ToUnixTimeMilliseconds());
        json.WriteStartArray("CloudWatchMetrics");
        json.WriteStartObject();
        json.WriteString("Namespace", metricNamespace);
        json.WriteStartArray("Dimensions");
        json.WriteStartArray();
        foreach (var (name, _) in dimensions)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (var (name, unit, _) in metrics)
        {
            json.WriteStartObject();
            json.WriteString("Name", name);
            json.WriteString("Unit", unit.ToString());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter json, string name, IReadOnlyList<double> values)
    {
        if (values is [var only])
        {
            json.WriteNumber(name, only);
            return;
        }

        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    private static IEnumerable<(string Name, string Value)> Property(string name, string? value) => value is null ? [] : [(name, value)];
}
