using System.Runtime.CompilerServices;
using System.Text;

namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>
/// Writes the body of a statement for DuckDB. DuckDB's grammar is much wider than Redshift's, so what only DuckDB knows is refused here
/// before it can quietly work: functions that are not on the list, FILTER, ASOF joins, files in FROM, trailing commas and the like.
/// </summary>
internal static class Expressions
{
    public static string Write(IReadOnlyList<Node> nodes)
    {
        // Every level may be rewritten into deeper ones, so that the depth of the text alone does not bound the way down.
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Node.TooDeep();
        }

        nodes = Labels.Add(Operands.Rewrite(Tops.Rewrite(nodes)));
        var text = new StringBuilder();
        for (var i = 0; i < nodes.Count; i++)
        {
            Guard(nodes, i);
            if (text.Length > 0 && !nodes[i].IsSymbol(".") && text[^1] != '.')
            {
                text.Append(' ');
            }

            i += WriteNode(text, nodes, i);
        }

        return text.ToString();
    }

    /// <summary>Writes the node at a place, with what belongs to it; how many further nodes that were.</summary>
    private static int WriteNode(StringBuilder text, IReadOnlyList<Node> nodes, int at)
    {
        var node = nodes[at];
        var next = at + 1 < nodes.Count ? nodes[at + 1] : null;
        switch (node.Kind)
        {
            case NodeKind.Group:
                text.Append('(').Append(Write(node.Inner)).Append(')');
                return 0;
            case NodeKind.Text:
                return Patterns.Write(text, nodes, at);
            case NodeKind.Quoted:
                text.Append(Names.Quote(node.Text));
                return 0;
            case NodeKind.Word when next is { IsGroup: true } && !Keywords.BeforeGroup.Contains(node.Text) && !IsColumnList(nodes, at):
                return WriteCall(text, nodes, at);
            case NodeKind.Word when node.Text == "approximate" && next is { IsName: true } && !IsQualified(nodes, at):
                throw RedshiftErrorException.NotHere("APPROXIMATE");
            case NodeKind.Word when Functions.WithoutParentheses(node.Text) is { } call && !IsQualified(nodes, at):
                text.Append(call);
                return 0;
            case NodeKind.Word when node.Text == "minus":
                text.Append("EXCEPT");
                return 0;
            case NodeKind.Word when IsName(nodes, at):
                text.Append(Names.Quote(node.Text));
                return 0;
            default:
                text.Append(node.Text);
                return 0;
        }
    }

    private static int WriteCall(StringBuilder text, IReadOnlyList<Node> nodes, int at)
    {
        var node = nodes[at];
        if (at > 0 && nodes[at - 1].IsSymbol("."))
        {
            throw Functions.NoFunction(node);
        }

        var call = FunctionCall.Read(nodes, at);
        text.Append(Functions.Call(call));
        return call.Length - 1;
    }

    /// <summary>Not a keyword, nor a unit behind an interval's text, nor part of AT TIME ZONE.</summary>
    private static bool IsName(IReadOnlyList<Node> nodes, int at)
    {
        bool Is(int offset, string word) => at + offset >= 0 && at + offset < nodes.Count && nodes[at + offset].Is(word);
        var isUnit = at > 1 && nodes[at - 1].Kind is NodeKind.Text && nodes[at - 2].Is("interval");
        var isZone = (Is(0, "at") && Is(1, "time") && Is(2, "zone")) || (Is(0, "zone") && Is(-1, "time") && Is(-2, "at"));
        return IsQualified(nodes, at) || !(Keywords.Plain.Contains(nodes[at].Text) || isUnit || isZone);
    }

    private static bool IsQualified(IReadOnlyList<Node> nodes, int at) =>
        (at > 0 && nodes[at - 1].IsSymbol(".")) || (at + 1 < nodes.Count && nodes[at + 1].IsSymbol("."));

    /// <summary><c>AS t (a, b)</c> and <c>WITH t (a, b) AS (..)</c>: names, not a call.</summary>
    private static bool IsColumnList(IReadOnlyList<Node> nodes, int at) =>
        (at > 0 && nodes[at - 1].Is("as"))
        || (at + 3 < nodes.Count && nodes[at + 2].Is("as") && nodes[at + 3].IsGroup);

    private static void Guard(IReadOnlyList<Node> nodes, int at)
    {
        var node = nodes[at];
        var next = at + 1 < nodes.Count ? nodes[at + 1] : null;
        var last = at > 0 ? nodes[at - 1] : null;
        var refused =
            (node.IsSymbol(",") && (next is null || next.Is("from")))
            || (node.Kind is NodeKind.Text && last is not null && last.IsAny("from", "join"))
            || (node.Kind is NodeKind.Word && !IsQualified(nodes, at) && Keywords.NotInQueries.Contains(node.Text))
            || (node.Is("filter") && next is { IsGroup: true })
            || (node.IsAny("asof", "positional", "semi", "anti") && next is not null && next.Is("join"))
            || (node.Is("distinct") && next is not null && next.Is("from"))
            || (node.Is("by") && next is not null && next.IsAny("all", "name"))
            || (node.IsSymbol("*") && last is not null && (last.Is("select") || last.IsSymbol(",") || last.IsSymbol("."))
                && next is not null && next.IsAny("exclude", "replace", "rename"))
            || (node.IsAny("window", "using") && next is not null && next.Is("sample"))
            || (node.Is("window") && at + 2 < nodes.Count && nodes[at + 2].Is("as"))
            || (node.Is("from") && last is null)
            || (node.Is("on") && next is not null && next.Is("conflict"));
        if (refused)
        {
            throw (node.IsSymbol(",") && next is not null ? next : node).SyntaxError();
        }
    }
}
