namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>A call with all that belongs to it: <c>f(..) WITHIN GROUP (ORDER BY ..) IGNORE NULLS OVER (..)</c>.</summary>
/// <param name="Name">Of the function.</param>
/// <param name="Arguments">The group behind it.</param>
/// <param name="Order">Of WITHIN GROUP; null where there is none.</param>
/// <param name="Nulls">
/// <c>ignore</c> or <c>respect</c>, as Redshift has it behind the parenthesis of LAG and LEAD; null where it says nothing.
/// </param>
/// <param name="Window">The group of OVER; null where it is no window function.</param>
/// <param name="Length">In nodes.</param>
internal sealed record FunctionCall(Node Name, Node Arguments, Node? Order, string? Nulls, Node? Window, int Length)
{
    /// <summary>DuckDB's text of the window, behind the call's own; empty where there is none.</summary>
    public string Over => Window is null ? "" : $" OVER ({Expressions.Write(Window.Inner)})";

    /// <summary>In upper case, as messages name it.</summary>
    public string Called => Name.Text.ToUpperInvariant();

    public static FunctionCall Read(IReadOnlyList<Node> nodes, int at)
    {
        var cursor = new NodeCursor(nodes.Range(at, nodes.Count));
        var (name, arguments) = (cursor.Next(), cursor.ExpectGroup());
        var order = cursor.Take("within", "group") ? cursor.ExpectGroup() : null;
        var nulls = cursor.Take("ignore", "nulls") ? "ignore" : cursor.Take("respect", "nulls") ? "respect" : null;
        var window = cursor.Take("over") ? cursor.ExpectGroup() : null;
        return new FunctionCall(name, arguments, order, nulls, window, nodes.Count - at - cursor.Rest().Count);
    }

    /// <summary>The arguments, each DuckDB's text.</summary>
    public List<string> Texts() => Arguments.Inner.SplitAtCommas().ConvertAll(Expressions.Write);

    public RedshiftErrorException NotHere(string what = "") => RedshiftErrorException.NotHere($"{Called} {what}".TrimEnd());
}
