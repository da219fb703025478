using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.Tests.Sql;

/// <summary>Names that Redshift takes only in double quotes: https://docs.aws.amazon.com/redshift/latest/dg/r_pg_keywords.html.</summary>
internal static class ReservedWords
{
    private static readonly HashSet<string> All = [.. """
        aes128 aes256 all allowoverwrite analyse analyze and any array as asc authorization az64 backup between binary blanksasnull both bytedict bzip2
        case cast check collate column constraint create credentials cross current_date current_time current_timestamp current_user current_user_id
        default deferrable deflate defrag delta delta32k desc disable distinct do else emptyasnull enable encode encrypt encryption end except explicit
        false for foreign freeze from full globaldict256 globaldict64k grant group gzip having identity ignore ilike in initially inner intersect interval
        into is isnull join language leading left like limit localtime localtimestamp lun luns lzo lzop minus mostly13 mostly16 mostly32 mostly8 natural new
        not notnull null nulls off offline offset oid old on only open or order outer overlaps parallel partition percent permissions pivot placing primary
        qualify raw readratio recover references rejectlog resort respect restore right select session_user similar snapshot some sysdate system table tag
        tdes text255 text32k then timestamp to top trailing true truncatecolumns union unique unnest unpivot user using verbose wallet when where with without
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];

    /// <summary>
    /// Those that this project writes as the keywords they are. Any other, wherever it stands bare, can only be meant as a name.
    /// </summary>
    private static readonly HashSet<string> Keyword =
    [
        "all", "and", "as", "asc", "between", "case", "cast", "create", "cross", "default", "desc", "distinct", "else", "end", "except",
        "from", "group",
        "gzip", "having", "in", "interval", "into", "is", "join", "left", "like", "limit", "not", "null", "nulls", "off", "on", "or",
        "order", "partition", "primary",
        "select", "similar", "table", "then", "timestamp", "to", "truncatecolumns", "union", "using", "when", "where", "with", "full",
        "false", "true",
    ];

    /// <summary>Those that are keywords in GRANT and CREATE USER alone.</summary>
    private static readonly HashSet<string> AccessKeyword = ["disable", "grant", "user"];

    public static IEnumerable<string> Complaints(IReadOnlyList<Node> statement) =>
        statement.Tokens().Where(node => node.Kind is NodeKind.Word && All.Contains(node.Text) && !Keyword.Contains(node.Text))
            .Where(node => !(AccessKeyword.Contains(node.Text)
                && (statement[0].Is("grant") || (statement[0].Is("create") && statement[1].Is("user")))))
            .Where(node => !(node.Is("column") && statement[0].Is("alter")))
            .Concat(statement.Levels().SelectMany(Names).Where(node => node.Kind is NodeKind.Word && All.Contains(node.Text)))
            .Select(node => $"'{node.Text}' is a reserved word of Redshift, and is used as a name");

    /// <summary>
    /// What stands where only a name can: after a dot, an AS, or a word that a table's name follows; and at the head of a column's
    /// definition.
    /// </summary>
    private static IEnumerable<Node> Names(IReadOnlyList<Node> level)
    {
        for (var i = 1; i < level.Count; i++)
        {
            var (before, node) = (level[i - 1], level[i]);
            var isAlias = before.Is("as") && !node.IsAny("select", "timestamp", "interval") && !level[0].Is("copy");
            var isTable =
                before.IsAny("table", "view", "into", "update", "exists", "copy", "lock", "set") && !node.IsAny("if", "not", "with");
            if (before.IsSymbol(".") || isAlias || isTable)
            {
                yield return node;
            }

            if (node.IsGroup && IsColumnList(level, i))
            {
                foreach (var column in node.Inner.SplitAtCommas()
                    .Select(part => part[0])
                    .Where(first => !first.IsAny("primary", "foreign", "unique", "constraint", "like")))
                {
                    yield return column;
                }
            }
        }
    }

    private static bool IsColumnList(IReadOnlyList<Node> level, int at) =>
        level[at - 1].IsAny("insert", "sortkey", "distkey")
        || (level[0].IsAny("create", "insert") && level.Take(at).All(node => !node.IsGroup && !node.IsAny("as", "select", "values")));
}
