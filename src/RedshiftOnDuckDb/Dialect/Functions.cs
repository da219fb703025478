namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>
/// The functions of Redshift that this warehouse knows, and what they are in DuckDB. A name that is not here does not exist, even where
/// DuckDB has a function of that name: Redshift might not have it, or mean something else.
/// </summary>
internal static class Functions
{
    /// <summary>The same name, arguments and meaning in both.</summary>
    private static readonly HashSet<string> Same =
    [
        // aggregates; SUM differs in type, not in value (docs/local-run.md)
        "count", "sum", "min", "max", "stddev", "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop", "median", "bool_and",
        "bool_or",
        // windows
        "row_number", "rank", "dense_rank", "ntile", "lag", "lead", "first_value", "last_value", "nth_value", "percent_rank", "cume_dist",
        // conditions
        "coalesce", "nullif", "greatest", "least",
        // text
        "lower", "upper", "replace", "translate", "split_part", "left", "right", "lpad", "rpad", "reverse", "repeat", "strpos", "position",
        "substring", "substr",
        "ascii", "chr", "md5", "starts_with",
        // numbers
        "abs", "round", "floor", "ceil", "ceiling", "power", "pow", "sqrt", "cbrt", "ln", "log", "exp", "sign", "trunc", "degrees",
        "radians", "pi",
        "sin", "cos", "tan", "asin", "acos", "atan", "atan2",
        // times
        "last_day", "current_database", "current_schema",
    ];

    /// <summary>Another name, the same arguments; the <c>rs_</c> ones are macros of <see cref="SystemSchema"/>.</summary>
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["nvl"] = "coalesce", ["len"] = "length", ["length"] = "length", ["char_length"] = "length", ["character_length"] = "length",
        ["octet_length"] = "strlen", ["nvl2"] = "rs_nvl2", ["sha1"] = "sha1", ["sha"] = "sha1", ["func_sha1"] = "sha1",
        ["mod"] = "rs_mod", ["concat"] = "rs_concat", ["charindex"] = "rs_charindex", ["regexp_substr"] = "rs_regexp_substr",
        ["regexp_count"] = "rs_regexp_count", ["regexp_replace"] = "rs_regexp_replace", ["date"] = "rs_date",
        ["date_trunc"] = "rs_date_trunc",
        ["sha2"] = "rs_sha2", ["strtol"] = "rs_strtol", ["from_hex"] = "unhex",
        ["from_varbyte"] = "rs_from_varbyte", ["getdate"] = "rs_now", ["pg_backend_pid"] = "rs_pid",
        ["pg_last_copy_id"] = "rs_last_copy_id",
        ["pg_last_copy_count"] = "rs_last_copy_count", [Operands.Divisor] = "rs_divisor", ["btrim"] = "rs_trim",
    };

    /// <summary>The DuckDB text of a call; null where Redshift's function is not known here.</summary>
    public static string? Call(Node name, Node arguments) => name.Text switch
    {
        "cast" or "convert" => Casts.Write(name, arguments),
        "extract" => Times.Extract(name, arguments),
        "date_part" or "dateadd" or "date_add" or "datediff" or "date_diff" or "to_char" or "to_date" => Times.Call(name, arguments),
        "rtrim" or "ltrim" or "trim" => Trim(name, arguments),
        "decode" => Decode(name, arguments),
        "avg" => Average(arguments),
        _ when name.Kind is NodeKind.Word && Same.Contains(name.Text) => $"{name.Text}({Expressions.Write(arguments.Inner)})",
        _ when name.Kind is NodeKind.Word && Renamed.TryGetValue(name.Text, out var other) =>
            $"{other}({Expressions.Write(arguments.Inner)})",
        _ => null,
    };

    /// <summary><c>f(..) WITHIN GROUP (ORDER BY ..)</c></summary>
    public static string? WithinGroup(Node name, Node arguments, Node order)
    {
        var by = Expressions.Write(order.Inner);
        switch (name.Text)
        {
            case "percentile_cont" or "percentile_disc":
                return $"{name.Text}({Expressions.Write(arguments.Inner)}) WITHIN GROUP ({by})";
            case "listagg":
                var parts = arguments.Inner.SplitAtCommas();
                var separator = parts.Count == 2 ? Expressions.Write(parts[1]) : parts.Count == 1 ? "''" : throw arguments.SyntaxError();
                return $"string_agg({Expressions.Write(parts[0])}, {separator} {by})";
            default:
                return null;
        }
    }

    public static string? WithoutParentheses(string word) => word switch
    {
        "sysdate" => "rs_now()",
        "current_date" => "CAST(rs_now() AS DATE)",
        _ => null,
    };

    /// <summary>
    /// Redshift trims blanks only; DuckDB's one-argument form also takes other spaces away. Its two-argument form is slow, so it is
    /// called only where there is something to trim.
    /// </summary>
    private static string Trim(Node name, Node arguments)
    {
        var inner = arguments.Inner;
        if (inner.Count > 0 && inner[0].IsAny("both", "leading", "trailing"))
        {
            var from = inner.FindWord("from");
            var side = inner[0].Is("both") ? "trim" : inner[0].Is("leading") ? "ltrim" : "rtrim";
            var characters = from == 1 ? "' '" : Expressions.Write(inner.Range(1, from));
            return from < inner.Count
                ? $"{side}({Expressions.Write(inner.Range(from + 1, inner.Count))}, {characters})"
                : throw name.SyntaxError();
        }

        var parts = inner.SplitAtCommas();
        var text = parts.Count is 1 or 2 ? Expressions.Write(parts[0]) : throw arguments.SyntaxError();
        var blanks = parts.Count == 1 || parts[1] is [{ Kind: NodeKind.Text, Text: " " }];
        return blanks ? $"rs_{name.Text}({text})" : $"{name.Text}({text}, {Expressions.Write(parts[1])})";
    }

    /// <summary>
    /// Redshift's AVG of whole numbers is a whole number, and that of NUMERIC keeps the scale
    /// (https://docs.aws.amazon.com/redshift/latest/dg/r_AVG.html); DuckDB's is a DOUBLE of both. So it is taken of floating-point numbers
    /// only, which both average alike.
    /// </summary>
    private static string Average(Node arguments)
    {
        var inner = arguments.Inner;
        var set = inner.Count > 0 && inner[0].IsAny("distinct", "all") ? 1 : 0;
        return $"avg({(set > 0 ? inner[0].Text : "")} rs_averaged({Expressions.Write(inner.Range(set, inner.Count))}))";
    }

    /// <summary><c>DECODE(x, a, 1, b, 2, 3)</c>, where NULL equals NULL.</summary>
    private static string Decode(Node name, Node arguments)
    {
        var parts = arguments.Inner.SplitAtCommas().ConvertAll(Expressions.Write);
        if (parts.Count < 3)
        {
            throw name.SyntaxError();
        }

        var cases = Enumerable.Range(0, (parts.Count - 1) / 2)
            .Select(i => $"WHEN {parts[0]} IS NOT DISTINCT FROM {parts[(2 * i) + 1]} THEN {parts[(2 * i) + 2]}");
        var otherwise = parts.Count % 2 == 0 ? parts[^1] : "NULL";
        return $"(CASE {string.Join(' ', cases)} ELSE {otherwise} END)";
    }
}
