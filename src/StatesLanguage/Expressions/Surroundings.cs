using System.Text.Json;

namespace StatesLanguage.Expressions;

/// <summary>What an expression can see: <c>$</c>, <c>$$</c>, the variables, and the source of chance.</summary>
internal sealed record Surroundings
{
    public required JsonElement Input { get; init; }

    /// <summary>The context object, built when it is asked for.</summary>
    public required Func<JsonElement> Context { get; init; }

    public required IReadOnlyDictionary<string, JsonElement> Variables { get; init; }

    public required Chance Chance { get; init; }
}
