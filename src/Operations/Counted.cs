using System.Globalization;

namespace Sparkify.Operations;

/// <summary>A count and what is counted, as a sentence says it.</summary>
public static class Counted
{
    /// <param name="count">How many.</param>
    /// <param name="one">What one of them is called.</param>
    /// <param name="more">What several, or none, are called; null: the same with an s.</param>
    /// <returns><c>1 load</c>, <c>1,200 loads</c>.</returns>
    public static string Of(long count, string one, string? more = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {(count == 1 ? one : more ?? $"{one}s")}");
}
