namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>
/// The functions of Redshift that this warehouse knows, and what they are in DuckDB. A name that is not here does not exist, even where
/// DuckDB has a function of that name: Redshift might not have it, or mean something else. docs/functions.md lists them all.
/// </summary>
internal static class Functions
{
    /// <summary>The same name, arguments and meaning in both.</summary>
    private static readonly HashSet<string> Same =
    [
        // aggregates; SUM differs in type, not in value (docs/local-run.md)
        "any_value", "count", "sum", "min", "max", "stddev", "stddev_samp", "stddev_pop", "variance", "var_samp", "var_pop", "median",
        "bool_and", "bool_or", "bit_and", "bit_or",
        // windows
        "row_number", "rank", "dense_rank", "ntile", "lag", "lead", "first_value", "last_value", "nth_value", "percent_rank", "cume_dist",
        // conditions
        "coalesce", "nullif", "greatest", "least",
        // text
        "lower", "upper", "replace", "translate", "split_part", "left", "right", "reverse", "repeat", "strpos", "position",
        "ascii", "chr", "md5", "starts_with",
        // numbers
        "abs", "round", "floor", "ceil", "ceiling", "power", "pow", "sqrt", "cbrt", "ln", "log", "exp", "sign", "trunc", "degrees",
        "radians", "pi", "random", "sin", "cos", "tan", "cot", "asin", "acos", "atan", "atan2",
        // times
        "last_day", "current_database", "current_schema",
    ];

    /// <summary>Another name, the same arguments; the <c>rs_</c> ones are macros of <see cref="SystemSchema"/>.</summary>
    private static readonly Dictionary<string, string> Renamed = new()
    {
        ["nvl"] = "coalesce", ["nvl2"] = "rs_nvl2",
        ["len"] = "length", ["length"] = "length", ["char_length"] = "length", ["character_length"] = "length", ["textlen"] = "length",
        ["octet_length"] = "strlen", ["concat"] = "rs_concat", ["charindex"] = "rs_charindex", ["replicate"] = "repeat",
        ["initcap"] = "rs_initcap", ["regexp_substr"] = "rs_regexp_substr", ["regexp_count"] = "rs_regexp_count",
        ["regexp_replace"] = "rs_regexp_replace", ["strtol"] = "rs_strtol", ["from_hex"] = "unhex", ["from_varbyte"] = "rs_from_varbyte",
        ["sha1"] = "sha1", ["sha"] = "sha1", ["func_sha1"] = "sha1", ["sha2"] = "rs_sha2",
        ["mod"] = "rs_mod", ["dexp"] = "exp", ["dlog1"] = "ln", ["dlog10"] = "log10", [Operands.Divisor] = "rs_divisor",
        ["getdate"] = "rs_now", ["date"] = "rs_date", ["date_trunc"] = "rs_date_trunc", ["date_part_year"] = "rs_date_part_year",
        ["add_months"] = "rs_add_months", ["months_between"] = "rs_months_between", ["next_day"] = "rs_next_day",
        ["date_cmp"] = "rs_cmp", ["timestamp_cmp"] = "rs_cmp", ["date_cmp_timestamp"] = "rs_cmp", ["timestamp_cmp_date"] = "rs_cmp",
        ["pg_backend_pid"] = "rs_pid", ["pg_last_copy_id"] = "rs_last_copy_id", ["pg_last_copy_count"] = "rs_last_copy_count",
    };

    /// <summary>What has a grammar of its own, or depends on its arguments.</summary>
    private static readonly Dictionary<string, Func<FunctionCall, string>> Written = new()
    {
        ["cast"] = call => Casts.Write(call.Name, call.Arguments), ["convert"] = call => Casts.Write(call.Name, call.Arguments),
        ["extract"] = call => Times.Extract(call.Name, call.Arguments),
        ["date_part"] = Time, ["dateadd"] = Time, ["date_add"] = Time, ["datediff"] = Time, ["date_diff"] = Time,
        ["to_char"] = Time, ["to_date"] = Time, ["to_timestamp"] = Time, ["convert_timezone"] = Times.ConvertTimeZone,
        ["rtrim"] = Texts.Trim, ["ltrim"] = Texts.Trim, ["trim"] = Texts.Trim, ["btrim"] = Texts.Trim,
        ["lpad"] = Texts.Pad, ["rpad"] = Texts.Pad, ["substring"] = Texts.Substring, ["substr"] = Texts.Substring,
        ["decode"] = Decode,
        ["avg"] = Aggregates.Average, ["listagg"] = Aggregates.List, ["ratio_to_report"] = Aggregates.RatioToReport,
        ["percentile_cont"] = Aggregates.Percentile, ["percentile_disc"] = Aggregates.Percentile,
        ["json_extract_path_text"] = Json.Path, ["json_extract_array_element_text"] = Json.Element,
        ["json_array_length"] = call => Json.Whole(call, "rs_json_length"),
        ["is_valid_json"] = call => Json.Whole(call, "rs_is_json_object"),
        ["is_valid_json_array"] = call => Json.Whole(call, "rs_is_json_array"),
    };

    /// <summary>The names that a statement may call.</summary>
    public static IEnumerable<string> Known => Same.Concat(Renamed.Keys).Concat(Written.Keys).Except([Operands.Divisor]);

    /// <summary>The DuckDB text of a call.</summary>
    /// <exception cref="RedshiftErrorException">It is no function of Redshift, or one that is not here.</exception>
    public static string Call(FunctionCall call)
    {
        var name = call.Name.Kind is NodeKind.Word ? call.Name.Text : "";
        if (Written.TryGetValue(name, out var write))
        {
            return write(call);
        }

        var other = Same.Contains(name) ? name : Renamed.GetValueOrDefault(name);
        if (other is null)
        {
            throw OtherFunctions.NotHere.Contains(name) ? call.NotHere() : NoFunction(call.Name);
        }

        if (call.Order is not null)
        {
            throw NoFunction(call.Name);
        }

        var nulls = call.Nulls is null ? "" : $" {call.Nulls} nulls";
        return $"{other}({Expressions.Write(call.Arguments.Inner)}{nulls}){call.Over}";
    }

    public static RedshiftErrorException NoFunction(Node name) => new($"ERROR: function {name.Text}() does not exist");

    public static string? WithoutParentheses(string word) => word switch
    {
        "sysdate" => "rs_now()",
        "current_date" => "CAST(rs_now() AS DATE)",
        _ => null,
    };

    private static string Time(FunctionCall call) => Times.Call(call.Name, call.Arguments);

    /// <summary><c>DECODE(x, a, 1, b, 2, 3)</c>, where NULL equals NULL.</summary>
    private static string Decode(FunctionCall call)
    {
        var parts = call.Texts();
        if (parts.Count < 3)
        {
            throw call.Name.SyntaxError();
        }

        var cases = Enumerable.Range(0, (parts.Count - 1) / 2)
            .Select(i => $"WHEN {parts[0]} IS NOT DISTINCT FROM {parts[(2 * i) + 1]} THEN {parts[(2 * i) + 2]}");
        var otherwise = parts.Count % 2 == 0 ? parts[^1] : "NULL";
        return $"(CASE {string.Join(' ', cases)} ELSE {otherwise} END)";
    }
}
