using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.Tests.Sql;

/// <summary>
/// What PostgreSQL or DuckDB take and Redshift does not:
/// https://docs.aws.amazon.com/redshift/latest/dg/c_unsupported-postgresql-features.html.
/// </summary>
internal static class Unsupported
{
    private static readonly string[] Words =
    [
        "lateral", "returning", "conflict", "tablesample", "asof", "positional", "semi", "anti", "exclude", "summarize"
    ];

    public static IEnumerable<string> Complaints(IReadOnlyList<Node> statement)
    {
        foreach (var level in statement.Levels())
        {
            for (var i = 0; i < level.Count; i++)
            {
                var next = i + 1 < level.Count ? level[i + 1] : null;
                if (level[i].IsAny(Words) && (i == 0 || !level[i - 1].IsSymbol(".")))
                {
                    yield return $"Redshift has no {level[i].Text.ToUpperInvariant()}";
                }

                if (level[i].Is("filter") && next is { IsGroup: true })
                {
                    yield return "Redshift has no FILTER (WHERE ...): count a CASE";
                }

                if (level[i].Is("distinct") && next is not null && next.Is("on"))
                {
                    yield return "Redshift has no DISTINCT ON: number the rows";
                }

                if (level[i].Is("distinct") && i > 0 && level[i - 1].Is("is"))
                {
                    yield return "Redshift has no IS DISTINCT FROM";
                }
            }
        }
    }
}
