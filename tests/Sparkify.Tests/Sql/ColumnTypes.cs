using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.Tests.Sql;

/// <summary>
/// Types that mean in Redshift what they seem to: https://docs.aws.amazon.com/redshift/latest/dg/c_Supported_data_types.html.
/// </summary>
internal static class ColumnTypes
{
    private const int LongestVarchar = 65_535;

    private static readonly string[] Supported =
    [
        "bigint", "integer", "smallint", "boolean", "date", "timestamp", "varchar", "double", "real", "decimal", "numeric"
    ];

    /// <summary>PostgreSQL's, and what becomes of them.</summary>
    private static readonly Dictionary<string, string> Traps = new()
    {
        ["text"] = "TEXT is VARCHAR(256) in Redshift",
        ["serial"] = "Redshift has IDENTITY, not SERIAL",
        ["bytea"] = "Redshift has VARBYTE, not BYTEA",
        ["json"] = "Redshift has SUPER, not JSON",
        ["uuid"] = "Redshift has no UUID",
    };

    public static IEnumerable<string> Complaints(IReadOnlyList<Node> statement) =>
        statement.Levels().SelectMany(Lengths).Concat(Columns(statement));

    private static IEnumerable<string> Lengths(IReadOnlyList<Node> level)
    {
        for (var i = 0; i < level.Count; i++)
        {
            if (level[i].Is("varchar")
                && (i + 1 == level.Count || level[i + 1] is not { IsGroup: true, Inner: [{ Kind: NodeKind.Number, Text: var length }] }
                    || !int.TryParse(length, out var bytes) || bytes is < 1 or > LongestVarchar))
            {
                yield return $"VARCHAR needs its length in bytes, 1 to {LongestVarchar}: without one it is 256";
            }
        }
    }

    private static IEnumerable<string> Columns(IReadOnlyList<Node> statement)
    {
        var table = statement.ToList().FindIndex(node => node.Is("table"));
        var list = statement.FirstOrDefault(node => node.IsGroup);
        if (!statement[0].Is("create") || table < 0 || list is null || statement.TakeWhile(node => node != list).Any(node => node.Is("as")))
        {
            yield break;
        }

        foreach (var column in list.Inner.SplitAtCommas()
            .Where(part => part.Count > 1 && !part[0].IsAny("primary", "foreign", "unique", "constraint", "like")))
        {
            if (!column[1].IsAny(Supported))
            {
                yield return Traps.GetValueOrDefault(
                    column[1].Text, $"'{column[1].Text}' is not a type that was looked up in Redshift's documentation");
            }
        }
    }
}
