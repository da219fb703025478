using System.Text;
using System.Text.Json;

namespace Sparkify.Tests;

/// <summary>The rules of the embedded metric format, written from its specification:
/// https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html.</summary>
internal static class EmbeddedMetricRules
{
    private const int MostBytes = 1_048_576;
    private const int MostMetrics = 100;
    private const int MostValues = 100;
    private const int MostDimensions = 30;
    private const int MostNameCharacters = 1024;
    private const int MostDimensionValueCharacters = 1024;

    /// <summary>
    /// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html; those that are in use here.
    /// </summary>
    private static readonly string[] Units = ["Count", "Seconds", "Milliseconds"];

    /// <param name="line">A log event, as it is written.</param>
    public static void Check(string line)
    {
        Assert.True(Encoding.UTF8.GetByteCount(line) <= MostBytes);
        Assert.True(
            line.StartsWith('{') && line.EndsWith('}') && !line.Contains('\n', StringComparison.Ordinal),
            $"one object, and nothing before or behind it: {line}");
        using var document = JsonDocument.Parse(line, new JsonDocumentOptions { AllowDuplicateProperties = false });
        var root = document.RootElement;
        var metadata = root.GetProperty("_aws");
        Only(metadata, "Timestamp", "CloudWatchMetrics");
        Assert.InRange(metadata.GetProperty("Timestamp").GetInt64(), 0, 253_402_300_799_999);
        foreach (var directive in metadata.GetProperty("CloudWatchMetrics").EnumerateArray())
        {
            Only(directive, "Namespace", "Dimensions", "Metrics");
            Assert.InRange(directive.GetProperty("Namespace").GetString()!.Length, 1, 255);
            foreach (var dimension in directive.GetProperty("Dimensions").EnumerateArray().SelectMany(Set))
            {
                Assert.InRange(root.GetProperty(dimension.GetString()!).GetString()!.Length, 1, MostDimensionValueCharacters);
            }

            Assert.InRange(directive.GetProperty("Metrics").GetArrayLength(), 1, MostMetrics);
            var names = new HashSet<string>();
            foreach (var metric in directive.GetProperty("Metrics").EnumerateArray())
            {
                Only(metric, "Name", "Unit");
                var name = metric.GetProperty("Name").GetString()!;
                Assert.InRange(name.Length, 1, MostNameCharacters);
                Assert.True(names.Add(name), $"{name} stands there twice");
                Assert.Contains(metric.GetProperty("Unit").GetString(), Units);
                CheckTarget(root.GetProperty(name));
            }
        }
    }

    private static IEnumerable<JsonElement> Set(JsonElement dimensions)
    {
        Assert.InRange(dimensions.GetArrayLength(), 0, MostDimensions);
        return dimensions.EnumerateArray();
    }

    private static void CheckTarget(JsonElement target)
    {
        if (target.ValueKind is JsonValueKind.Array)
        {
            Assert.InRange(target.GetArrayLength(), 1, MostValues);
        }

        Assert.All(
            target.ValueKind is JsonValueKind.Array ? [.. target.EnumerateArray()] : new[] { target },
            value => Assert.True(double.IsFinite(value.GetDouble())));
    }

    /// <summary>Members that the specification does not name must not be there.</summary>
    private static void Only(JsonElement element, params string[] names) =>
        Assert.Equal(names.Order(), element.EnumerateObject().Select(member => member.Name).Order());
}
