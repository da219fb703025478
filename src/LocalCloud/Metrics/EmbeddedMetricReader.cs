using System.Text.Json;

namespace Sparkify.LocalCloud.Metrics;

/// <summary>Takes the points out of a line of the embedded metric format, as CloudWatch Logs does.</summary>
internal static class EmbeddedMetricReader
{
    /// <summary>Every point of the line. A line that is not whole, because its writer was killed, has none.</summary>
    public static IReadOnlyList<ReadPoint> Read(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return [.. Points(document.RootElement)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    /// <summary>Null: the line says none.</summary>
    public static DateTimeOffset? TimeOf(ReadOnlyMemory<byte> line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return DateTimeOffset.FromUnixTimeMilliseconds(
                document.RootElement.GetProperty("_aws").GetProperty("Timestamp").GetInt64());
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<ReadPoint> Points(JsonElement root)
    {
        var metadata = root.GetProperty("_aws");
        var time = metadata.GetProperty("Timestamp").GetInt64();
        foreach (var directive in metadata.GetProperty("CloudWatchMetrics").EnumerateArray())
        {
            var name = directive.GetProperty("Namespace").GetString()!;
            foreach (var dimensions in directive.GetProperty("Dimensions").EnumerateArray())
            {
                var pairs = dimensions.EnumerateArray()
                    .Select(key => KeyValuePair.Create(key.GetString()!, root.GetProperty(key.GetString()!).GetString()!))
                    .ToList();
                foreach (var metric in directive.GetProperty("Metrics")
                    .EnumerateArray()
                    .Select(metric => metric.GetProperty("Name").GetString()!))
                {
                    var key = SeriesKey.Of(name, metric, pairs);
                    var target = root.GetProperty(metric);
                    foreach (var value in target.ValueKind is JsonValueKind.Array
                        ? target.EnumerateArray().Select(value => value.GetDouble())
                        : [target.GetDouble()])
                    {
                        yield return new ReadPoint(key, time, value);
                    }
                }
            }
        }
    }
}

/// <param name="Time">Milliseconds since 1970.</param>
internal readonly record struct ReadPoint(SeriesKey Series, long Time, double Value);

/// <summary>A metric's identity.</summary>
/// <param name="Dimensions"><c>name=value</c>, ordered by name, a line each.</param>
internal sealed record SeriesKey(string Namespace, string Metric, string Dimensions)
{
    public static SeriesKey Of(string name, string metric, IEnumerable<KeyValuePair<string, string>> dimensions) => new(
        name,
        metric,
        string.Join('\n', dimensions.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
}
