using System.Text.Json;

namespace StatesLanguage.Paths;

/// <summary>One step of a path, from the nodes selected so far to the next ones.</summary>
internal abstract record PathStep
{
    /// <summary>Whether the step leads to one node at most.</summary>
    public abstract bool IsDefinite { get; }

    /// <summary>The nodes that the step leads to; none where it leads nowhere.</summary>
    public abstract IEnumerable<JsonElement> From(JsonElement node, JsonElement root);
}

/// <summary><c>.name</c> or <c>['name']</c></summary>
internal sealed record PropertyStep(string Name) : PathStep
{
    public override bool IsDefinite => true;

    public override IEnumerable<JsonElement> From(JsonElement node, JsonElement root) =>
        node.ValueKind == JsonValueKind.Object && node.TryGetProperty(Name, out var value) ? [value] : [];

    public override string ToString() => $"['{Name}']";
}

/// <summary><c>[2]</c>, or <c>[-1]</c> from the end.</summary>
internal sealed record IndexStep(int Index) : PathStep
{
    public override bool IsDefinite => true;

    public override IEnumerable<JsonElement> From(JsonElement node, JsonElement root)
    {
        if (node.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var index = Index < 0 ? node.GetArrayLength() + Index : Index;
        return index >= 0 && index < node.GetArrayLength() ? [node[index]] : [];
    }

    public override string ToString() => $"[{Index}]";
}

/// <summary>
/// <c>['a','b']</c> as the last step: an object of those fields that are there. This is what Jayway's library makes of it.
/// </summary>
internal sealed record PropertiesStep(IReadOnlyList<string> Names) : PathStep
{
    public override bool IsDefinite => true;

    public override IEnumerable<JsonElement> From(JsonElement node, JsonElement root) =>
        node.ValueKind != JsonValueKind.Object
            ? []
            : [Json.JsonText.Object(Names.SelectMany(name =>
                node.TryGetProperty(name, out var value) ? new[] { KeyValuePair.Create(name, value) } : []))];

    public override string ToString() => $"[{string.Join(',', Names.Select(name => $"'{name}'"))}]";
}

/// <summary><c>[0,2]</c></summary>
internal sealed record IndexesStep(IReadOnlyList<int> Indexes) : PathStep
{
    public override bool IsDefinite => false;

    public override IEnumerable<JsonElement> From(JsonElement node, JsonElement root) =>
        Indexes.SelectMany(index => new IndexStep(index).From(node, root));
}

/// <summary><c>[1:3]</c>, <c>[:2]</c>, <c>[-2:]</c></summary>
internal sealed record SliceStep(int? Start, int? End) : PathStep
{
    public override bool IsDefinite => false;

    public override IEnumerable<JsonElement> From(JsonElement node, JsonElement root)
    {
        if (node.ValueKind != JsonValueKind.Array)
        {
            return [];
        }

        var length = node.GetArrayLength();
        var start = Clamp(Start ?? 0, length);
        return node.EnumerateArray().Skip(start).Take(Clamp(End ?? length, length) - start);
    }

    private static int Clamp(int index, int length) => Math.Clamp(index < 0 ? length + index : index, 0, length);
}

/// <summary><c>.*</c> or <c>[*]</c></summary>
internal sealed record WildcardStep : PathStep
{
    public override bool IsDefinite => false;

    public override IEnumerable<JsonElement> From(JsonElement node, JsonElement root) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().Select(field => field.Value),
        JsonValueKind.Array => node.EnumerateArray(),
        _ => [],
    };
}

/// <summary><c>..</c>: the node and everything below it, parents first.</summary>
internal sealed record DescendantsStep : PathStep
{
    public override bool IsDefinite => false;

    public override IEnumerable<JsonElement> From(JsonElement node, JsonElement root) =>
        new WildcardStep().From(node, root).SelectMany(child => From(child, root)).Prepend(node);
}

/// <summary><c>[?(@.status == 0)]</c></summary>
internal sealed record FilterStep(PathFilter Filter) : PathStep
{
    public override bool IsDefinite => false;

    public override IEnumerable<JsonElement> From(JsonElement node, JsonElement root) => node.ValueKind switch
    {
        JsonValueKind.Array => node.EnumerateArray().Where(item => Filter.Holds(item, root)),
        JsonValueKind.Object => Filter.Holds(node, root) ? [node] : [],
        _ => [],
    };
}
