using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sparkify.Tests.Aws;

/// <summary>One service's operations and shapes, and whether a JSON value is of a shape.</summary>
internal sealed class ServiceModel(JsonObject model)
{
    public string Metadata(string name) => model["metadata"]![name]!.GetValue<string>();

    public JsonObject Operation(string name) => model["operations"]![name]!.AsObject();

    public JsonObject Shape(string name) => model["shapes"]![name]!.AsObject();

    public string InputShape(string operation) => Operation(operation)["input"]!["shape"]!.GetValue<string>();

    public string OutputShape(string operation) => Operation(operation)["output"]!["shape"]!.GetValue<string>();

    /// <summary>A structure's members: name on the wire, and the shape's name.</summary>
    public Dictionary<string, string> Members(string shape) => Shape(shape)["members"]!.AsObject().ToDictionary(
        member => member.Value!["locationName"]?.GetValue<string>() ?? member.Key,
        member => member.Value!["shape"]!.GetValue<string>());

    /// <summary>Fails with every way, by path, in which a value is not what AWS takes or gives.</summary>
    public void AssertOf(string shape, JsonNode value)
    {
        List<string> differences = [];
        Compare(shape, value, shape, differences);
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    private void Compare(string shapeName, JsonNode? value, string path, List<string> differences)
    {
        var shape = Shape(shapeName);
        var type = shape["type"]!.GetValue<string>();
        var kind = value?.GetValueKind() ?? JsonValueKind.Null;
        var fits = type switch
        {
            "structure" or "map" => kind is JsonValueKind.Object,
            "list" => kind is JsonValueKind.Array,
            "string" or "blob" => kind is JsonValueKind.String,
            "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
            "integer" or "long" =>
                kind is JsonValueKind.Number && long.TryParse(value!.ToJsonString(), CultureInfo.InvariantCulture, out _),
            "double" or "float" or "timestamp" => kind is JsonValueKind.Number,
            _ => throw new NotSupportedException($"{path}: a shape of type {type}"),
        };
        if (!fits)
        {
            differences.Add($"{path} is {kind}, not {type}");
            return;
        }

        switch (type)
        {
            case "structure":
                CompareStructure(shapeName, value!.AsObject(), path, differences);
                break;
            case "list":
                CompareSize(shape, value!.AsArray().Count, path, differences);
                for (var i = 0; i < value.AsArray().Count; i++)
                {
                    Compare(shape["member"]!["shape"]!.GetValue<string>(), value[i], $"{path}[{i}]", differences);
                }

                break;
            case "string":
                CompareText(shape, value!.GetValue<string>(), path, differences);
                break;
        }
    }

    private void CompareStructure(string shapeName, JsonObject value, string path, List<string> differences)
    {
        var members = Members(shapeName);
        foreach (var (name, member) in value)
        {
            if (members.TryGetValue(name, out var shape))
            {
                Compare(shape, member, $"{path}.{name}", differences);
            }
            else
            {
                differences.Add($"{path}.{name} is not in the model");
            }
        }

        var required = Shape(shapeName)["required"]?.AsArray().Select(name => name!.GetValue<string>()) ?? [];
        differences.AddRange(required.Where(name => !value.ContainsKey(name)).Select(name => $"{path}.{name} is required"));
    }

    private static void CompareText(JsonObject shape, string text, string path, List<string> differences)
    {
        CompareSize(shape, Encoding.UTF8.GetByteCount(text), path, differences);
        if (shape["enum"] is JsonArray values && !values.Any(one => one!.GetValue<string>() == text))
        {
            differences.Add($"{path} is '{text}', not one of {values.ToJsonString()}");
        }

        if (shape["pattern"]?.GetValue<string>() is { } pattern
            && !Regex.IsMatch(text, pattern.Replace(@"\p{ASCII}", @"[\x00-\x7F]", StringComparison.Ordinal)))
        {
            differences.Add($"{path} is '{text}', which does not match {pattern}");
        }
    }

    private static void CompareSize(JsonObject shape, int size, string path, List<string> differences)
    {
        if (size < (shape["min"]?.GetValue<int>() ?? 0) || size > (shape["max"]?.GetValue<int>() ?? int.MaxValue))
        {
            differences.Add($"{path} has a size of {size}: it takes {shape["min"]} to {shape["max"]}");
        }
    }
}
