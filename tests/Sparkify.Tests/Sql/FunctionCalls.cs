using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.Tests.Sql;

/// <summary>Functions that Redshift documents, on the compute nodes too. One that is not here has to be looked up first.</summary>
internal static class FunctionCalls
{
    /// <summary>By name, with the page of https://docs.aws.amazon.com/redshift/latest/dg/ that has it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Documented = new Dictionary<string, string>
    {
        ["cast"] = "r_CAST_function",
        ["coalesce"] = "r_NVL_function",
        ["count"] = "r_COUNT",
        ["date_trunc"] = "r_DATE_TRUNC",
        ["current_database"] = "r_CURRENT_DATABASE",
        ["date_part"] = "r_DATE_PART_function",
        ["datediff"] = "r_DATEDIFF_function",
        ["extract"] = "r_EXTRACT_function",
        ["floor"] = "r_FLOOR",
        ["from_hex"] = "r_FROM_HEX",
        ["from_varbyte"] = "r_FROM_VARBYTE",
        ["getdate"] = "r_GETDATE",
        ["lag"] = "r_WF_LAG",
        ["len"] = "r_LEN",
        ["lower"] = "r_LOWER",
        ["max"] = "r_MAX",
        ["md5"] = "r_MD5",
        ["min"] = "r_MIN",
        ["mod"] = "r_MOD",
        ["nullif"] = "r_NULLIF_function",
        ["pg_last_copy_count"] = "PG_LAST_COPY_COUNT",
        ["pg_last_copy_id"] = "PG_LAST_COPY_ID",
        ["row_number"] = "r_WF_ROW_NUMBER",
        ["rtrim"] = "r_RTRIM",
        ["strpos"] = "r_STRPOS",
        ["strtol"] = "r_STRTOL",
        ["substring"] = "r_SUBSTRING",
        ["sum"] = "r_SUM",
        ["trim"] = "r_TRIM",
    };

    /// <summary>Words that a parenthesis follows in a table's definition or in an INSERT; types have a check of their own.</summary>
    private static readonly string[] Structure = ["key", "distkey", "sortkey", "insert", "values", "varchar", "char", "decimal", "numeric"];

    public static IEnumerable<string> Complaints(IReadOnlyList<Node> statement) =>
        Of(statement)
            .Where(name => !Documented.ContainsKey(name))
            .Select(name => $"{name}() is not among the functions that were looked up in Redshift's documentation");

    /// <summary>The names of the functions that a statement calls.</summary>
    public static IEnumerable<string> Of(IReadOnlyList<Node> statement) => statement.Levels().SelectMany(level =>
        from i in Enumerable.Range(0, Math.Max(0, level.Count - 1))
        where level[i].IsName && level[i + 1].IsGroup
        where !Keywords.BeforeGroup.Contains(level[i].Text) && !Structure.Contains(level[i].Text) && !IsRelation(level, i)
        select level[i].Text);

    /// <summary>A table's name before the list of its columns.</summary>
    private static bool IsRelation(IReadOnlyList<Node> level, int at)
    {
        while (at >= 2 && level[at - 1].IsSymbol("."))
        {
            at -= 2;
        }

        return at > 0 && level[at - 1].IsAny("into", "table", "exists", "copy");
    }
}
