using System.Text.Json.Nodes;

namespace Sparkify.Tests.Metrics;

/// <summary>
/// A widget of a dashboard: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html.
/// </summary>
internal sealed class Widget(JsonObject json)
{
    public string Type => (string)json["type"]!;
    public string Title => (string?)json["properties"]!["title"] ?? (string)json["properties"]!["markdown"]!;
    public JsonObject Properties => json["properties"]!.AsObject();
    public (int Left, int Top, int Right, int Bottom) Place => (Of("x"), Of("y"), Of("x") + Of("width"), Of("y") + Of("height"));

    public IEnumerable<WidgetMetric> Metrics => Rows.Where(row => row[0] is JsonValue).Select(row =>
    {
        var texts = row.OfType<JsonValue>().Select(text => (string)text!).ToList();
        var dimensions = texts.Skip(2).Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        return new WidgetMetric(texts[0], texts[1], dimensions, (string?)(row[^1] as JsonObject)?["stat"] ?? (string)Properties["stat"]!);
    });

    public IEnumerable<string> Expressions => Rows.Select(row => (string?)(row[^1] as JsonObject)?["expression"]).OfType<string>();

    public IEnumerable<string> Ids => Rows.Select(row => (string?)(row[^1] as JsonObject)?["id"]).OfType<string>();

    private IEnumerable<JsonArray> Rows => (Properties["metrics"] as JsonArray ?? []).Select(row => row!.AsArray());

    private int Of(string name) => (int)json[name]!;
}

internal sealed record WidgetMetric(string Namespace, string Name, IReadOnlyDictionary<string, string> Dimensions, string Statistic)
{
    /// <summary>What makes it a metric that someone emits: the values of its dimensions aside.</summary>
    public string Kind => $"{Namespace}/{Name} by {string.Join(", ", Dimensions.Keys.Order(StringComparer.Ordinal))}";

    public override string ToString() =>
        $"{Namespace}/{Name} of {string.Join(", ", Dimensions.Select(dimension => $"{dimension.Key}={dimension.Value}"))}";
}
