using System.Text.Json;
using StatesLanguage.Json;

namespace StatesLanguage.Paths;

/// <summary>The condition of a filter <c>[?( )]</c>.</summary>
internal abstract record PathFilter
{
    public abstract bool Holds(JsonElement item, JsonElement root);
}

internal sealed record EitherFilter(PathFilter Left, PathFilter Right) : PathFilter
{
    public override bool Holds(JsonElement item, JsonElement root) => Left.Holds(item, root) || Right.Holds(item, root);
}

internal sealed record BothFilter(PathFilter Left, PathFilter Right) : PathFilter
{
    public override bool Holds(JsonElement item, JsonElement root) => Left.Holds(item, root) && Right.Holds(item, root);
}

internal sealed record NotFilter(PathFilter Inner) : PathFilter
{
    public override bool Holds(JsonElement item, JsonElement root) => !Inner.Holds(item, root);
}

/// <summary><c>@.x</c> alone: the path leads somewhere.</summary>
internal sealed record ExistsFilter(FilterOperand Operand) : PathFilter
{
    public override bool Holds(JsonElement item, JsonElement root) => Operand.Value(item, root) is not null;
}

/// <summary><c>@.x == 'y'</c></summary>
internal sealed record ComparisonFilter(FilterOperand Left, string Operator, FilterOperand Right) : PathFilter
{
    public override bool Holds(JsonElement item, JsonElement root)
    {
        if (Left.Value(item, root) is not { } left || Right.Value(item, root) is not { } right)
        {
            return false;
        }

        return Operator switch
        {
            "==" => JsonElement.DeepEquals(left, right),
            "!=" => !JsonElement.DeepEquals(left, right),
            "<" => Order(left, right) < 0,
            "<=" => Order(left, right) <= 0,
            ">" => Order(left, right) > 0,
            _ => Order(left, right) >= 0,
        };
    }

    /// <summary>Null (so that no comparison holds) unless both are numbers or both are strings.</summary>
    private static int? Order(JsonElement left, JsonElement right) => (left.ValueKind, right.ValueKind) switch
    {
        (JsonValueKind.Number, JsonValueKind.Number) => JsonNumbers.Compare(left, right),
        (JsonValueKind.String, JsonValueKind.String) => string.CompareOrdinal(left.GetString(), right.GetString()),
        _ => null,
    };
}

/// <summary>A side of a comparison: a literal, or a path from the item (<c>@</c>) or from the root (<c>$</c>).</summary>
internal sealed record FilterOperand(JsonElement? Literal, JsonPath? Path, bool FromRoot)
{
    public JsonElement? Value(JsonElement item, JsonElement root) =>
        Path is null ? Literal : Path.Select(FromRoot ? root : item).Value;
}
