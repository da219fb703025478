using System.Text.Json;
using System.Text.RegularExpressions;
using StatesLanguage.Json;

namespace StatesLanguage.Definitions;

/// <summary>
/// Puts values in the place of <c>${Name}</c> within the texts of a definition, as DefinitionSubstitutions of a template does.
/// </summary>
internal static partial class Substitution
{
    public static JsonElement Apply(JsonElement definition, IReadOnlyDictionary<string, string> values, Action<string, string> refuse)
    {
        var used = new HashSet<string>();
        var applied = Visit(definition, "$");
        foreach (var name in values.Keys.Except(used))
        {
            refuse("$", $"the substitution '{name}' is not used: there is no ${{{name}}}");
        }

        return applied;

        JsonElement Visit(JsonElement node, string path) => node.ValueKind switch
        {
            JsonValueKind.Object => JsonText.Object(node.EnumerateObject().Select(field =>
                KeyValuePair.Create(field.Name, Visit(field.Value, DefinitionPath.Field(path, field.Name)))).ToArray()),
            JsonValueKind.Array => JsonText.Array(node.EnumerateArray().Select((item, at) => Visit(item, $"{path}[{at}]")).ToArray()),
            JsonValueKind.String when node.GetString()!.Contains("${", StringComparison.Ordinal) =>
                JsonText.Of(Name().Replace(node.GetString()!, match =>
                {
                    var name = match.Groups[1].Value;
                    used.Add(name);
                    if (values.TryGetValue(name, out var value))
                    {
                        return value;
                    }

                    refuse(path, $"there is no substitution for ${{{name}}}");
                    return match.Value;
                })),
            _ => node,
        };
    }

    [GeneratedRegex(@"\$\{([A-Za-z0-9_.:-]+)\}")]
    private static partial Regex Name();
}

/// <summary>How a place in a definition is written.</summary>
internal static partial class DefinitionPath
{
    public static string Field(string path, string name) => Plain().IsMatch(name) ? $"{path}.{name}" : $"{path}['{name}']";

    [GeneratedRegex(@"^[A-Za-z0-9_$-]+(\.\$)?$")]
    private static partial Regex Plain();
}
