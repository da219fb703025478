using Sparkify.Reference;

namespace Sparkify.Tests.Winners;

/// <summary>
/// Two rows of one key of which a single term says who wins: equal in the terms before it, and contrary in those after it.
/// </summary>
/// <param name="Winner">Column to value, as the place of the value in the column's list; the list's end is NULL.</param>
internal sealed record WinnerCase(OrderTerm Term, IReadOnlyDictionary<string, int> Winner, IReadOnlyDictionary<string, int> Loser);

/// <summary>Finds the cases of an order, by trying all values of the columns that a term shares with others.</summary>
internal sealed class WinnerCases(IReadOnlyList<OrderTerm> terms, Func<string, ColumnValues> valuesOf)
{
    /// <summary>For each way in which the term's columns have a value or are NULL, the case that the later terms contradict most.</summary>
    public IEnumerable<WinnerCase> Of(OrderTerm term)
    {
        var at = terms.ToList().IndexOf(term);
        var others = Groups().Where(group => !group.Contains(term.Columns[0])).Select(group => Best(Pairs(group, at))).ToList();
        var own = Pairs(Groups().Single(group => group.Contains(term.Columns[0])), at).Where(pair => Compare(term, pair) < 0).ToList();
        return own
            .GroupBy(pair => string.Concat(term.Columns.Select(column => $"{IsNull(column, pair.Winner)}{IsNull(column, pair.Loser)}")))
            .Select(kind => others.Append(Best(kind)).ToList())
            .Select(parts => new WinnerCase(term, Joined(parts.Select(part => part.Winner)), Joined(parts.Select(part => part.Loser))));

        Pair Best(IEnumerable<Pair> pairs) => pairs.OrderBy(pair => string.Concat(terms.Skip(at + 1)
            .Where(later => later.Columns.All(pair.Winner.ContainsKey))
                .Select(later => Compare(later, pair) switch { > 0 => 'a', 0 => 'b', _ => 'c' })),
            StringComparer.Ordinal).First();
    }

    /// <summary>The values of columns that some term looks at together.</summary>
    private IEnumerable<Pair> Pairs(List<string> columns, int at)
    {
        var rows = Rows(columns).ToList();
        return from winner in rows
               from loser in rows
               let pair = new Pair(winner, loser)
               where terms.Take(at).Where(term => columns.Contains(term.Columns[0])).All(term => Compare(term, pair) == 0)
               select pair;
    }

    private IEnumerable<Dictionary<string, int>> Rows(List<string> columns)
    {
        IEnumerable<Dictionary<string, int>> rows = [[]];
        return columns.Aggregate(rows, (all, column) =>
            from row in all
            from place in Enumerable.Range(0, valuesOf(column).Count)
            select new Dictionary<string, int>(row) { [column] = place });
    }

    private List<List<string>> Groups()
    {
        var groups = new List<List<string>>();
        foreach (var term in terms)
        {
            var met = groups.Where(group => group.Intersect(term.Columns).Any()).ToList();
            groups.RemoveAll(met.Contains);
            groups.Add([.. met.SelectMany(group => group).Union(term.Columns)]);
        }

        return groups;
    }

    /// <summary>Below 0 where the term prefers the winner. NULL comes last, whatever the direction.</summary>
    private int Compare(OrderTerm term, Pair pair)
    {
        var (winner, loser) = (Rank(term, pair.Winner), Rank(term, pair.Loser));
        return winner is { } left && loser is { } right ? (term.Descending ? right.CompareTo(left) : left.CompareTo(right))
            : winner is null ? loser is null ? 0 : 1
            : -1;
    }

    private int? Rank(OrderTerm term, Dictionary<string, int> row)
    {
        var column = term.Columns[0];
        return term.Kind switch
        {
            TermKind.Given => term.Columns.Any(other => IsNull(other, row)) ? 1 : 0,
            TermKind.ValueOrZero when IsNull(column, row) => valuesOf(column).Zero,
            _ when IsNull(column, row) => null,
            TermKind.Length => TextOrder.Length((string)valuesOf(column).At(row[column])!),
            _ => row[column],
        };
    }

    private bool IsNull(string column, Dictionary<string, int> row) => valuesOf(column).At(row[column]) is null;

    private static Dictionary<string, int> Joined(IEnumerable<Dictionary<string, int>> parts) =>
        parts.SelectMany(part => part).ToDictionary();

    private sealed record Pair(Dictionary<string, int> Winner, Dictionary<string, int> Loser);
}

/// <summary>Some values of a column, the lowest first; the last may be NULL.</summary>
internal sealed record ColumnValues(params object?[] Values)
{
    public int Count => Values.Length;

    public int Zero => Array.IndexOf(Values, 0);

    public object? At(int place) => Values[place];

    /// <summary>The order of texts is that of their UTF-8, in which 😀 comes after ～; and 😀 is shorter than aa.</summary>
    public static ColumnValues Of(StagingColumn column, bool required)
    {
        object?[] values = (column.Type, column.Key) switch
        {
            (_, "userId") => ["9", "10"],
            (StagingType.Varchar, _) => ["aa", "～", "😀"],
            (StagingType.BigInt, _) => [0, 9, 10],
            (StagingType.Integer, _) => [-5, 0, 9],
            _ => [-10.5, -9.25, 0.0, 9.5],
        };
        return new ColumnValues(required ? values : [.. values, null]);
    }
}
