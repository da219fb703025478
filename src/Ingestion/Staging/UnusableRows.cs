using System.Globalization;

namespace Sparkify.Ingestion.Staging;

/// <summary>Staged rows that no table can use: how many, and what they lack.</summary>
public sealed record UnusableRows
{
    /// <summary>Keys that a reason names; it says how many more there are.</summary>
    private const int MostKeys = 6;

    /// <summary>Of a key that a reason names.</summary>
    private const int MostKeyBytes = 40;

    public static readonly UnusableRows None = new() { Count = 0, Lacks = [] };

    public required long Count { get; init; }

    /// <summary>How many rows lack each of <see cref="RowRules.Lacks"/>; a row can lack several.</summary>
    public required IReadOnlyList<long> Lacks { get; init; }

    /// <summary>Keys of these rows that no file of the dataset has, in the order in which they came.</summary>
    public IReadOnlyList<string> StrangeKeys { get; init; } = [];

    /// <summary>Reads a file's own rows.</summary>
    public static UnusableRows In(Dataset dataset, ReadOnlyMemory<byte> content, CancellationToken cancellationToken = default)
    {
        var rules = RowRules.Of(dataset);
        var lacks = new long[rules.Lacks.Count];
        var strange = new OrderedDictionary<string, bool>(StringComparer.Ordinal);
        var count = 0L;
        foreach (var row in JsonRow.Read(content))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var lacked = rules.LackedBy(row);
            if (!lacked.Contains(true))
            {
                continue;
            }

            count++;
            for (var i = 0; i < lacks.Length; i++)
            {
                lacks[i] += lacked[i] ? 1 : 0;
            }

            foreach (var key in row.Keys.Where(key => !rules.Expects(key)).TakeWhile(_ => strange.Count < 1_000))
            {
                strange[key] = true;
            }
        }

        return new UnusableRows { Count = count, Lacks = lacks, StrangeKeys = [.. strange.Keys] };
    }

    /// <summary>For an operator: <c>533 of 533 rows have no ts; they have timestamp</c>.</summary>
    /// <param name="dataset">The file's.</param>
    /// <param name="rows">All that the file has; null where nobody says.</param>
    public string Describe(Dataset dataset, long? rows)
    {
        var lacked = RowRules.Of(dataset).Lacks.Zip(Lacks, (words, count) => (Words: words, Count: count))
            .Where(lack => lack.Count > 0)
            .ToList();
        var all = lacked.TrueForAll(lack => lack.Count == Count);
        var words = all
            ? Listed([.. lacked.Select(lack => lack.Words)])
            : string.Join(", ", lacked.Select(lack => $"{Text(lack.Count)} {lack.Words}"));
        var keys = StrangeKeys.Take(MostKeys).Select(key => Utf8Text.Cut(key, MostKeyBytes));
        var more = StrangeKeys.Count > MostKeys ? $" and {Text(StrangeKeys.Count - MostKeys)} more keys" : "";
        return $"{Text(Count)} of {(rows is { } known ? Text(known) : "?")} rows {(all ? "have" : "can't be used:")} {words}"
            + (StrangeKeys.Count == 0 ? "" : $"; they have {string.Join(", ", keys)}{more}");
    }

    /// <summary>One, two and three.</summary>
    private static string Listed(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.SkipLast(1))} and {words[^1]}";

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
