using System.Text;
using System.Text.Json;
using StatesLanguage.Json;

namespace StatesLanguage.Paths;

/// <summary>
/// JSONPath as Step Functions evaluates it, which is as Jayway's Java library does: a definite path leads to one value or to an error;
/// a path with a wildcard, slice, filter, list of indexes or <c>..</c> always gives an array, an empty one where nothing matches.
/// </summary>
internal sealed record JsonPath(IReadOnlyList<PathStep> Steps)
{
    public bool IsDefinite { get; } = Steps.All(step => step.IsDefinite);

    /// <param name="text">From the <c>$</c> on.</param>
    /// <exception cref="FormatException">It is not a path; the message says why.</exception>
    public static JsonPath Parse(string text) => new PathParser(text).Whole();

    public Selection Select(JsonElement root)
    {
        if (!IsDefinite)
        {
            IEnumerable<JsonElement> nodes = [root];
            foreach (var step in Steps)
            {
                nodes = nodes.SelectMany(node => step.From(node, root));
            }

            return new Selection(JsonText.Array(nodes), null);
        }

        var walked = new StringBuilder("$");
        var current = root;
        for (var at = 0; at < Steps.Count; at++)
        {
            walked.Append(Steps[at]);
            var found = Steps[at].From(current, root).Take(1).ToArray();
            if (found.Length == 0)
            {
                // The words are Jayway's: AWS passes them on in the cause.
                return new Selection(null, Steps[at] is IndexStep ? $"Index out of bounds when evaluating path {walked}"
                    : at == Steps.Count - 1 ? $"No results for path: {walked}"
                    : $"Missing property in path {walked}");
            }

            current = found[0];
        }

        return new Selection(current, null);
    }
}

/// <summary>What a path leads to: a value, or the reason why there is none.</summary>
internal readonly record struct Selection(JsonElement? Value, string? Missing);
