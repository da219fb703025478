namespace Sparkify.Tests.Winners;

/// <summary>Orders that are wrong in one term.</summary>
internal static class OrderMutants
{
    public static IEnumerable<(string Name, string Text)> Of(SqlOrder order)
    {
        var terms = order.Terms;
        for (var i = 0; i < terms.Count; i++)
        {
            yield return ($"without {terms[i]}", Text([.. terms.Take(i), .. terms.Skip(i + 1)]));
            yield return ($"turned {terms[i]}", With(i, Turned(terms[i])));
            if (terms[i].Contains("NULLS LAST", StringComparison.Ordinal))
            {
                yield return ($"NULLS FIRST {terms[i]}", With(i, terms[i].Replace("NULLS LAST", "NULLS FIRST", StringComparison.Ordinal)));
            }

            if (i + 1 < terms.Count)
            {
                yield return ($"swapped {terms[i]} with {terms[i + 1]}",
                    Text([.. terms.Take(i), terms[i + 1], terms[i], .. terms.Skip(i + 2)]));
            }
        }

        string With(int place, string term) => Text([.. terms.Take(place), term, .. terms.Skip(place + 1)]);
    }

    /// <summary>Those that are the same order in other words: an earlier term has decided already.</summary>
    public static IReadOnlyList<string> Same(string table) => table switch
    {
        "artists" => ["NULLS FIRST name ASC NULLS LAST", "NULLS FIRST location ASC NULLS LAST"],
        "songs" => ["NULLS FIRST title ASC NULLS LAST", "turned year ASC NULLS LAST"],
        _ => [],
    };

    private static string Turned(string term) =>
        term.Contains(" ASC", StringComparison.Ordinal) ? term.Replace(" ASC", " DESC", StringComparison.Ordinal)
        : term.Contains(" DESC", StringComparison.Ordinal) ? term.Replace(" DESC", " ASC", StringComparison.Ordinal)
        : $"{term} DESC";

    private static string Text(IEnumerable<string> terms) => string.Join(", ", terms);
}
