namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>Aggregates and window functions that DuckDB has in another form, or with another result.</summary>
internal static class Aggregates
{
    /// <summary>
    /// Redshift's AVG of whole numbers is a whole number, and that of NUMERIC keeps the scale
    /// (https://docs.aws.amazon.com/redshift/latest/dg/r_AVG.html); DuckDB's is a DOUBLE of both. A sum over a count is the first, since
    /// whole numbers divide to a whole number here. Whether the second is rounded or cut is not documented, so it is refused.
    /// </summary>
    public static string Average(FunctionCall call)
    {
        var (set, inner) = Set(call);
        var averaged = Expressions.Write(inner);
        return $"(sum({set} rs_averaged({averaged})){call.Over} / count({set} {averaged}){call.Over})";
    }

    /// <summary>LISTAGG passes over NULL and over empty text, in the order of WITHIN GROUP, which may be left out.</summary>
    public static string List(FunctionCall call)
    {
        var (set, inner) = Set(call);
        var parts = inner.SplitAtCommas();
        if (parts.Count is < 1 or > 2)
        {
            throw call.Arguments.SyntaxError();
        }

        var separator = parts.Count == 2 ? Expressions.Write(parts[1]) : "''";
        var order = call.Order is null ? "" : $" {Expressions.Write(call.Order.Inner)}";
        var listed = Expressions.Write(parts[0]);
        return $"array_to_string(list({set} {listed}{order}) FILTER (WHERE CAST({listed} AS VARCHAR) <> ''){call.Over}, {separator})";
    }

    /// <summary><c>RATIO_TO_REPORT(x) OVER (PARTITION BY ..)</c>: the share of the sum.</summary>
    public static string RatioToReport(FunctionCall call)
    {
        if (call.Window is null || call.Window.Inner.FindWord("order") < call.Window.Inner.Count)
        {
            throw call.Name.SyntaxError();
        }

        var part = $"CAST({Expressions.Write(call.Arguments.Inner)} AS DOUBLE)";
        return $"({part} / rs_divisor(sum({part}){call.Over}))";
    }

    /// <summary>Off a window DuckDB knows WITHIN GROUP; in one it has functions of its own.</summary>
    public static string Percentile(FunctionCall call)
    {
        if (call.Order is null)
        {
            throw Functions.NoFunction(call.Name);
        }

        var share = Expressions.Write(call.Arguments.Inner);
        if (call.Window is null)
        {
            return $"{call.Name.Text}({share}) WITHIN GROUP ({Expressions.Write(call.Order.Inner)})";
        }

        var order = call.Order.Inner;
        if (order.Count < 3 || !order[0].Is("order") || !order[1].Is("by"))
        {
            throw call.Order.SyntaxError();
        }

        var isDescending = order[^1].Is("desc");
        var value = Expressions.Write(order.Range(2, order.Count - (order[^1].IsAny("asc", "desc") ? 1 : 0)));
        return (call.Name.Text, isDescending) switch
        {
            ("percentile_cont", true) => $"quantile_cont({value}, 1 - ({share})){call.Over}",
            ("percentile_cont", false) => $"quantile_cont({value}, {share}){call.Over}",
            (_, false) => $"quantile_disc({value}, {share}){call.Over}",
            _ => throw call.NotHere("of a descending order"),
        };
    }

    /// <summary>DISTINCT or ALL, and what is behind it.</summary>
    private static (string Set, IReadOnlyList<Node> Inner) Set(FunctionCall call)
    {
        var inner = call.Arguments.Inner;
        return inner.Count > 0 && inner[0].IsAny("distinct", "all") ? (inner[0].Text, inner.Range(1, inner.Count)) : ("", inner);
    }
}
