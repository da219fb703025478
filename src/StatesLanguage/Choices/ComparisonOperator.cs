using System.Text;
using System.Text.Json;
using StatesLanguage.Json;

namespace StatesLanguage.Choices;

/// <summary>A comparison of a Choice rule. Values of another type than the operator's never compare as true.</summary>
/// <param name="Takes">Whether a constant is of the operator's type.</param>
internal sealed record ComparisonOperator(string Name, Func<JsonElement, bool> Takes, Func<JsonElement, JsonElement, bool> Compares)
{
    /// <summary>By the name in the definition, without <c>Path</c>.</summary>
    public static IReadOnlyDictionary<string, ComparisonOperator> All { get; } = Everything().ToDictionary(comparison => comparison.Name);

    public bool Holds(JsonElement left, JsonElement right) => Takes(left) && Takes(right) && Compares(left, right);

    private static IEnumerable<ComparisonOperator> Everything()
    {
        yield return new("BooleanEquals", IsBoolean, (left, right) => left.ValueKind == right.ValueKind);
        yield return new("StringMatches", IsString, (left, right) => Matches(left.GetString()!, right.GetString()!));
        foreach (var ordered in Ordered("String", IsString, (left, right) => string.CompareOrdinal(left.GetString(), right.GetString()))
            .Concat(Ordered("Numeric", IsNumber, JsonNumbers.Compare))
            .Concat(Ordered("Timestamp", Timestamp.IsOne, (left, right) => Timestamp.Of(left).CompareTo(Timestamp.Of(right)))))
        {
            yield return ordered;
        }
    }

    private static IEnumerable<ComparisonOperator> Ordered(
        string type, Func<JsonElement, bool> takes, Func<JsonElement, JsonElement, int> compare) =>
    [
        new(type + "Equals", takes, (left, right) => compare(left, right) == 0),
        new(type + "LessThan", takes, (left, right) => compare(left, right) < 0),
        new(type + "GreaterThan", takes, (left, right) => compare(left, right) > 0),
        new(type + "LessThanEquals", takes, (left, right) => compare(left, right) <= 0),
        new(type + "GreaterThanEquals", takes, (left, right) => compare(left, right) >= 0),
    ];

    public static bool IsString(JsonElement value) => value.ValueKind == JsonValueKind.String;

    public static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number;

    public static bool IsBoolean(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False;

    /// <summary><c>*</c> stands for any characters, <c>\*</c> for a star, <c>\\</c> for a backslash.</summary>
    private static bool Matches(string text, string pattern)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        for (var at = 0; at < pattern.Length; at++)
        {
            if (pattern[at] == '\\' && at + 1 < pattern.Length && pattern[at + 1] is '*' or '\\')
            {
                part.Append(pattern[++at]);
            }
            else if (pattern[at] == '*')
            {
                parts.Add(part.ToString());
                part.Clear();
            }
            else
            {
                part.Append(pattern[at]);
            }
        }

        if (parts.Count == 0)
        {
            return text == part.ToString();
        }

        // The first part stands at the start, the last at the end, those between at the first place that is left.
        var last = part.ToString();
        if (text.Length < parts[0].Length + last.Length
            || !text.StartsWith(parts[0], StringComparison.Ordinal)
            || !text.EndsWith(last, StringComparison.Ordinal))
        {
            return false;
        }

        var (from, to) = (parts[0].Length, text.Length - last.Length);
        foreach (var middle in parts.Skip(1))
        {
            var found = text.IndexOf(middle, from, to - from, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }

            from = found + middle.Length;
        }

        return true;
    }
}
