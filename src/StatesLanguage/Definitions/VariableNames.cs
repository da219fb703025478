using System.Text.Json;

namespace StatesLanguage.Definitions;

/// <summary>The variables of https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html.</summary>
internal static class VariableNames
{
    private const int LongestName = 80;

    /// <summary>Assigned by a state: by itself, by its Catch, by its rules.</summary>
    public static IEnumerable<string> AssignedBy(JsonElement state) =>
        state.ValueKind != JsonValueKind.Object ? []
            : Assign(state).Concat(Each(state, "Catch").Concat(Each(state, "Choices")).SelectMany(Assign));

    /// <summary>Refuses what an Assign may not name.</summary>
    public static void Check(Fields fields, IReadOnlySet<string> outerVariables)
    {
        if (fields.Any("Assign") is not { ValueKind: JsonValueKind.Object } assign)
        {
            return;
        }

        foreach (var name in assign.EnumerateObject().Select(field => WithoutSuffix(field.Name)))
        {
            if (outerVariables.Contains(name))
            {
                fields.Refuse("Assign", $"'{name}' is assigned around this scope too: an inner scope can't assign it");
            }

            if (name.Length is 0 or > LongestName
                || name == "states"
                || char.IsDigit(name[0])
                || !name.All(character => char.IsLetterOrDigit(character) || character == '_'))
            {
                fields.Refuse("Assign", $"'{name}' can't be the name of a variable");
            }
        }
    }

    private static IEnumerable<string> Assign(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("Assign", out var assign) && assign.ValueKind == JsonValueKind.Object
            ? assign.EnumerateObject().Select(field => WithoutSuffix(field.Name))
            : [];

    private static JsonElement.ArrayEnumerator Each(JsonElement json, string name) =>
        json.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : default;

    private static string WithoutSuffix(string name) => name.EndsWith(".$", StringComparison.Ordinal) ? name[..^2] : name;
}
