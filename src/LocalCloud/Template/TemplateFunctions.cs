using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Sparkify.LocalCloud.Template;

/// <summary>Resolves CloudFormation's intrinsic functions to what they would be for a stack on this machine.</summary>
/// <remarks>Only what is asked for is resolved: a part of the template that the local run has no use for may say anything.</remarks>
internal sealed partial class TemplateFunctions(JsonObject template, IReadOnlyDictionary<string, string> parameters)
{
    private readonly HashSet<string> _asking = new(StringComparer.Ordinal);

    /// <summary>Null where the template says null or <c>AWS::NoValue</c>.</summary>
    public JsonNode? Resolve(JsonNode? node, string path)
    {
        switch (node)
        {
            case JsonArray array:
                return new JsonArray([.. array.Select((item, i) => Resolve(item, $"{path}[{i}]")).Where(item => item is not null)]);
            case JsonObject { Count: 1 } call
                when call.First() is var (name, argument) && (name is "Ref" || name.StartsWith("Fn::", StringComparison.Ordinal)):
                return Call(name, argument, $"{path}.{name}");
            case JsonObject map:
                return new JsonObject(map.Select(member => KeyValuePair.Create(member.Key, Resolve(member.Value, $"{path}.{member.Key}")))
                    .Where(member => member.Value is not null));
            default:
                return node?.DeepClone();
        }
    }

    /// <summary>Whether the condition holds, for the parameters' values.</summary>
    public bool Holds(string condition, string path) =>
        template["Conditions"]?[condition] is { } definition
            ? Truth(definition, $"Conditions.{condition}")
            : throw new TemplateException(path, $"there is no condition '{condition}'");

    public JsonObject Resource(string logicalId, string path) =>
        template["Resources"]?[logicalId] as JsonObject
        ?? throw new TemplateException(path, $"there is no parameter or resource '{logicalId}'");

    /// <summary>The resource's name in the local stack.</summary>
    public string NameOf(string logicalId, string path)
    {
        var resource = Resource(logicalId, path);
        var type = Text(resource["Type"], $"Resources.{logicalId}.Type");
        if (LocalNames.NameProperty(type) is not { } property)
        {
            return logicalId;
        }

        if (!_asking.Add(logicalId))
        {
            throw new TemplateException(path, $"the name of '{logicalId}' depends on itself");
        }

        var name = Resolve(resource["Properties"]?[property], $"Resources.{logicalId}.Properties.{property}");
        _asking.Remove(logicalId);
        return name?.GetValue<string>() is { Length: > 0 } given ? given : LocalNames.DefaultName(type, logicalId);
    }

    private JsonNode? Call(string name, JsonNode? argument, string path) => name switch
    {
        "Ref" => Ref(Text(argument, path), path),
        "Fn::GetAtt" when argument is JsonArray { Count: 2 } parts => Attribute(Text(parts[0], path), Text(parts[1], path), path),
        "Fn::GetAtt" when argument is JsonValue && Text(argument, path).Split('.', 2) is [var id, var attribute] =>
            Attribute(id, attribute, path),
        "Fn::Sub" when argument is JsonArray { Count: 2 } parts => Sub(Text(parts[0], path), parts[1]!.AsObject(), path),
        "Fn::Sub" => Sub(Text(argument, path), [], path),
        "Fn::Join" when argument is JsonArray { Count: 2 } parts =>
            string.Join(Text(parts[0], path), Items(parts[1], path).Select(item => Text(item, path))),
        "Fn::Select" when argument is JsonArray { Count: 2 } parts =>
            Items(parts[1], path)
                .ElementAtOrDefault(int.Parse(Text(parts[0], path), System.Globalization.CultureInfo.InvariantCulture))
                ?.DeepClone(),
        "Fn::Split" when argument is JsonArray { Count: 2 } parts =>
            new JsonArray([.. Text(Resolve(parts[1], path), path).Split(Text(parts[0], path)).Select(part => (JsonNode)part)]),
        "Fn::If" when argument is JsonArray { Count: 3 } parts =>
            Resolve(Holds(Text(parts[0], path), path) ? parts[1] : parts[2], path),
        "Fn::FindInMap" when argument is JsonArray { Count: 3 } parts =>
            Mapped([.. parts.Select(part => Text(Resolve(part, path), path))], path),
        _ => throw new TemplateException(path, $"the local run does not know this form of {name}"),
    };

    private JsonNode Mapped(string[] keys, string path) =>
        template["Mappings"]?[keys[0]]?[keys[1]]?[keys[2]]?.DeepClone()
        ?? throw new TemplateException(path, $"there is no {string.Join(", ", keys)} in Mappings");

    private JsonNode? Ref(string name, string path)
    {
        if (name is "AWS::NoValue")
        {
            return null;
        }

        if (LocalNames.Pseudo.TryGetValue(name, out var pseudo))
        {
            return pseudo;
        }

        if (template["Parameters"]?[name] is JsonObject parameter)
        {
            return parameters.TryGetValue(name, out var value) ? value
                : parameter["Default"]?.DeepClone()
                    ?? throw new TemplateException($"Parameters.{name}", "the local run needs a Default here");
        }

        var type = Text(Resource(name, path)["Type"], $"Resources.{name}.Type");
        return LocalNames.Ref(type, NameOf(name, path));
    }

    private JsonNode Attribute(string logicalId, string attribute, string path)
    {
        var type = Text(Resource(logicalId, path)["Type"], $"Resources.{logicalId}.Type");
        return LocalNames.Attribute(type, NameOf(logicalId, path), attribute)
            ?? throw new TemplateException(path, $"the local run does not know the attribute {attribute} of {type}");
    }

    private string Sub(string text, JsonObject variables, string path) => Placeholder().Replace(text, placeholder =>
    {
        var name = placeholder.Groups["name"].Value;
        return name.StartsWith('!') ? $"${{{name[1..]}}}"
            : variables.TryGetPropertyValue(name, out var variable) ? Text(Resolve(variable, path), path)
            : name.Split('.', 2) is [var id, var attribute] ? Text(Attribute(id, attribute, path), path)
            : Text(Ref(name, path), path);
    });

    private bool Truth(JsonNode? condition, string path) =>
        condition is JsonObject { Count: 1 } call && call.First() is var (name, argument)
            ? name switch
            {
                "Condition" => Holds(Text(argument, path), path),
                "Fn::Not" => !Truth(argument!.AsArray()[0], path),
                "Fn::And" => argument!.AsArray().All(part => Truth(part, path)),
                "Fn::Or" => argument!.AsArray().Any(part => Truth(part, path)),
                "Fn::Equals" when argument is JsonArray { Count: 2 } two =>
                    string.Equals(Text(Resolve(two[0], path), path), Text(Resolve(two[1], path), path), StringComparison.Ordinal),
                _ => throw new TemplateException(path, $"the local run does not know {name} in a condition"),
            }
            : throw new TemplateException(path, "a condition is one function");

    private JsonArray Items(JsonNode? node, string path) =>
        Resolve(node, path) as JsonArray ?? throw new TemplateException(path, "a list belongs here");

    private static string Text(JsonNode? node, string path) =>
        node is JsonValue ? node.ToString() : throw new TemplateException(path, "a text belongs here");

    [GeneratedRegex(@"\$\{(?<name>[^}]+)\}")]
    private static partial Regex Placeholder();
}
