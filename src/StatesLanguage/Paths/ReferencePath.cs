using System.Text.Json;
using StatesLanguage.Json;

namespace StatesLanguage.Paths;

/// <summary>A path that names one place, to write to: ResultPath.</summary>
internal sealed record ReferencePath(string Text, IReadOnlyList<PathStep> Steps)
{
    public static ReferencePath Root { get; } = new("$", []);

    /// <exception cref="FormatException">It is not a path, or could lead to more than one place.</exception>
    public static ReferencePath Parse(string text)
    {
        var path = JsonPath.Parse(text);
        return path.Steps.All(step => step is PropertyStep or IndexStep { Index: >= 0 })
            ? new ReferencePath(text, path.Steps)
            : throw new FormatException($"'{text}' is not a reference path: only names and indexes lead to one place");
    }

    /// <summary>The input with the value put in place; null where the place can't be in this input.</summary>
    public JsonElement? Put(JsonElement input, JsonElement value) => Put(input, value, 0);

    private JsonElement? Put(JsonElement node, JsonElement value, int depth)
    {
        if (depth == Steps.Count)
        {
            return value;
        }

        if (Steps[depth] is IndexStep { Index: var index })
        {
            return node.ValueKind == JsonValueKind.Array && index < node.GetArrayLength() && Put(node[index], value, depth + 1) is { } item
                ? JsonText.Array(node.EnumerateArray().Select((old, at) => at == index ? item : old))
                : null;
        }

        var name = ((PropertyStep)Steps[depth]).Name;
        if (node.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        // Objects on the way that are missing are made; an index can't make an array.
        var old = node.TryGetProperty(name, out var existing) ? existing : JsonText.EmptyObject;
        if (Put(old, value, depth + 1) is not { } inner)
        {
            return null;
        }

        var others = node.EnumerateObject()
            .Where(field => field.Name != name)
            .Select(field => KeyValuePair.Create(field.Name, field.Value));
        return JsonText.Object(others.Append(KeyValuePair.Create(name, inner)));
    }
}
