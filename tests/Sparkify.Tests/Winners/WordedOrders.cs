using System.Text.RegularExpressions;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Winners;

/// <summary>The orders of docs/data-rules.md, read from its words.</summary>
internal static partial class WordedOrders
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "data-rules.md"));

    /// <summary>The terms by which the rows of a table are picked.</summary>
    public static IReadOnlyList<OrderTerm> Of(string table)
    {
        if (table == "tracks")
        {
            var names = Smallest().Match(Page).Groups["names"].Value;
            return [.. names.Split(", ").Select(name => new OrderTerm(TermKind.Value, [name], false))];
        }

        var row = Regex.Match(Page, $@"^\| `{table}` \|[^|]*\| (?<order>[^|]*) \|$", RegexOptions.Multiline);
        Assert.True(row.Success, $"docs/data-rules.md has no row for {table}");
        var terms = new List<OrderTerm>();
        var before = "";
        foreach (Match phrase in Phrase().Matches(row.Groups["order"].Value))
        {
            before = phrase.Groups["how"] is { Success: true } how ? how.Value : phrase.Groups["then"].Success ? "lowest" : before;
            terms.Add(TermOf(before, phrase.Groups["name"].Value, phrase.Groups["zero"].Success));
        }

        return terms;
    }

    private static OrderTerm TermOf(string how, string name, bool zero) => (how, name) switch
    {
        ("has both", "coordinates") => new(TermKind.Given, ["latitude", "longitude"], false),
        ("has a", _) => new(TermKind.Given, [name], false),
        ("shortest", _) => new(TermKind.Length, [name], false),
        _ => new(zero ? TermKind.ValueOrZero : TermKind.Value, [name.Replace(' ', '_')], how is "highest" or "latest"),
    };

    /// <summary>
    /// "then lowest level", "last name", "highest year (unknown is 0)": the first word holds until the next, or until "then".
    /// </summary>
    [GeneratedRegex(
        @"(?<then>then )?((?<how>highest|latest|lowest|shortest|has a|has both) )?"
        + @"\(?(?<name>[a-z_]+( name)?)\)?(?<zero> \(unknown is 0\))?(, |$)")]
    private static partial Regex Phrase();

    [GeneratedRegex(@"the smallest \((?<names>[^)]*)\)")]
    private static partial Regex Smallest();
}
