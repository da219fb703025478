using System.Text.RegularExpressions;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Winners;

/// <summary>The ORDER BY that picks the winners of a table, as a file of src/Warehouse has it.</summary>
/// <param name="Text">All of it; the terms are its parts.</param>
/// <param name="Kept">The columns that it is an order of: those of its SELECT but the key's.</param>
internal sealed partial record SqlOrder(string File, string Table, string Text, IReadOnlyList<string> Terms, IReadOnlyList<string> Kept)
{
    /// <summary>Ends every order: of two equal rows the stored one stays, and nothing is written.</summary>
    public const string StoredFirst = "is_new ASC";

    /// <summary>Where the SQL's name is not the one of the data rules.</summary>
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["start_time"] = "ts", ["as_of"] = "ts", ["as_of_session_id"] = "session_id", ["as_of_item"] = "item_in_session",
    };

    /// <summary>Every one there is.</summary>
    public static IReadOnlyList<SqlOrder> All { get; } =
    [
        .. from path in Directory.EnumerateFiles(
               Path.Combine(Repository.Root, "src", "Warehouse", "load"), "*.sql", SearchOption.AllDirectories)
           orderby path
           from Match found in Ranking().Matches(System.IO.File.ReadAllText(path))
           let kept = Comma().Split(found.Groups["kept"].Value).Except(Comma().Split(found.Groups["key"].Value)).Except(["is_new"])
           let text = found.Groups["order"].Value
           select new SqlOrder(
               Path.GetFileName(path), Path.GetFileNameWithoutExtension(path)["winning_".Length..], text, Comma().Split(text), [.. kept]),
    ];

    /// <summary>A term in the names of the data rules.</summary>
    public OrderTerm Read(string term)
    {
        var found = Term().Match(term);
        Assert.True(found.Success, $"{File}: no test can read '{term}': give OrderTerm a kind for it, and cases");
        string[] columns = [.. found.Groups["column"].Captures.Select(column => Names.GetValueOrDefault(column.Value, column.Value))];
        var kind = found.Groups["case"].Success ? TermKind.Given
            : found.Groups["len"].Success ? TermKind.Length
            : found.Groups["zero"].Success ? TermKind.ValueOrZero
            : TermKind.Value;
        return new OrderTerm(kind, columns, found.Groups["desc"].Success);
    }

    [GeneratedRegex(
        @"FROM \(SELECT (?<kept>[\w, ]+?),\s+MAX\(.*?ROW_NUMBER\(\) OVER \(PARTITION BY (?<key>[\w, ]+?)\s+"
        + @"ORDER BY (?<order>.+?)\) AS place"
        + @"|FROM \(SELECT (?<kept>[\w, ]+?),\s+ROW_NUMBER\(\) OVER \(PARTITION BY (?<key>[\w, ]+?)\s+ORDER BY (?<order>.+?)\) AS place",
        RegexOptions.Singleline)]
    private static partial Regex Ranking();

    [GeneratedRegex(@",\s+(?![^()]*\))")]
    private static partial Regex Comma();

    [GeneratedRegex(
        @"^((?<case>CASE WHEN )(?<column>\w+) IS NOT NULL( AND (?<column>\w+) IS NOT NULL)* THEN 0 ELSE 1 END"
        + @"|((?<len>LEN\()|(?<zero>COALESCE\())?(?<column>\w+)(, 0)?\)? (ASC|(?<desc>DESC))( NULLS LAST)?)$")]
    private static partial Regex Term();
}
