namespace Sparkify.RedshiftOnDuckDb.Dialect;

internal static class Keywords
{
    /// <summary>Words that may stand before a parenthesis without being a function's name.</summary>
    public static readonly HashSet<string> BeforeGroup =
    [
        "in", "values", "and", "or", "not", "as", "on", "using", "over", "exists", "from", "join", "when", "then", "else", "by", "where",
        "having", "select", "union", "except", "intersect", "minus", "all", "any", "some", "case", "between", "like", "ilike", "is",
        "distinct", "limit",
        "offset", "qualify", "set", "with", "end", "to", "similar",
    ];

    /// <summary>
    /// Words that are written as they are. Every other word is a name and is quoted: DuckDB reserves words that Redshift does not. Some
    /// are both, such as <c>time</c> or <c>left</c>: DuckDB takes those as names too.
    /// </summary>
    public static readonly HashSet<string> Plain =
    [
        "select", "from", "where", "group", "by", "order", "having", "limit", "offset", "qualify", "as", "on", "using", "and", "or", "not",
        "in", "is",
        "null", "true", "false", "unknown", "case", "when", "then", "else", "end", "like", "ilike", "similar", "to", "escape", "between",
        "symmetric", "exists",
        "distinct", "all", "any", "some", "union", "except", "intersect", "join", "inner", "left", "right", "full", "outer", "cross",
        "natural",
        "with", "recursive", "over", "partition", "rows", "range", "unbounded", "preceding", "following", "current", "row", "ignore",
        "respect",
        "asc", "desc", "nulls", "first", "last", "values", "default", "interval", "timestamp", "timestamptz", "date", "time", "set",
        "current_user",
        "user", "session_user", "within",
    ];

    /// <summary>Statement verbs that have no place inside a query.</summary>
    public static readonly HashSet<string> NotInQueries =
    [
        "insert", "update", "delete", "merge", "into", "returning", "copy", "truncate", "tablesample", "lateral"
    ];
}
