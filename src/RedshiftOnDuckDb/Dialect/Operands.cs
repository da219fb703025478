namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>
/// Rewrites the operators whose meaning differs, so that what is left can be written out token by token: <c>x::type</c> becomes
/// <c>CAST(x AS type)</c>, and a divisor is wrapped so that zero is an error (DuckDB answers NULL or infinity).
/// </summary>
internal static class Operands
{
    /// <summary>The wrapped divisor's function: no text can hold this name.</summary>
    public const string Divisor = "/divisor";

    public static IReadOnlyList<Node> Rewrite(IReadOnlyList<Node> nodes)
    {
        var needed = false;
        foreach (var node in nodes)
        {
            needed |= node.IsSymbol("::") || node.IsSymbol("/") || node.IsSymbol("%");
        }

        return needed ? WrapDivisors(RewriteCasts(nodes)) : nodes;
    }

    private static List<Node> RewriteCasts(IReadOnlyList<Node> nodes)
    {
        var done = new List<Node>(nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
        {
            var node = nodes[i];
            if (!node.IsSymbol("::"))
            {
                done.Add(node);
                continue;
            }

            var start = StartOfOperand(done, node);
            var rest = nodes.Range(i + 1, nodes.Count);
            var end = i + 1 + LengthOfType(rest);
            List<Node> cast = [.. done.Range(start, done.Count), Node.Word("as", node.Position), .. nodes.Range(i + 1, end)];
            done.RemoveRange(start, done.Count - start);
            done.Add(Node.Word("cast", node.Position));
            done.Add(Node.Group(cast, node.Position));
            i = end - 1;
        }

        return done;
    }

    private static int LengthOfType(IReadOnlyList<Node> nodes)
    {
        var cursor = new NodeCursor(nodes);
        SqlType.Read(cursor);
        return nodes.Count - cursor.Rest().Count;
    }

    private static int StartOfOperand(List<Node> nodes, Node cast)
    {
        var at = nodes.Count - 1;
        if (at < 0)
        {
            throw cast.SyntaxError();
        }

        if (nodes[at].IsGroup)
        {
            return at > 0 && nodes[at - 1].IsName && !Keywords.BeforeGroup.Contains(nodes[at - 1].Text) ? at - 1 : at;
        }

        if (nodes[at].Is("end"))
        {
            for (var depth = 0; at >= 0; at--)
            {
                depth += nodes[at].Is("end") ? 1 : nodes[at].Is("case") ? -1 : 0;
                if (depth == 0)
                {
                    return at;
                }
            }

            throw cast.SyntaxError();
        }

        if (nodes[at].Kind is NodeKind.Text && at > 0 && nodes[at - 1].IsAny("timestamp", "date", "interval", "time"))
        {
            return at - 1;
        }

        while (nodes[at].IsName && at > 1 && nodes[at - 1].IsSymbol(".") && nodes[at - 2].IsName)
        {
            at -= 2;
        }

        return nodes[at].Kind is NodeKind.Symbol ? throw cast.SyntaxError() : at;
    }

    private static List<Node> WrapDivisors(List<Node> nodes)
    {
        var done = new List<Node>(nodes.Count);
        for (var i = 0; i < nodes.Count; i++)
        {
            done.Add(nodes[i]);
            if (!nodes[i].IsSymbol("/") && !nodes[i].IsSymbol("%"))
            {
                continue;
            }

            var end = EndOfOperand(nodes, i + 1, nodes[i]);
            if (end != i + 2 || nodes[i + 1].Kind is not NodeKind.Number || nodes[i + 1].Text.All(c => c is '0' or '.'))
            {
                done.Add(Node.Word(Divisor, nodes[i].Position));
                done.Add(Node.Group(nodes.Range(i + 1, end), nodes[i].Position));
                i = end - 1;
            }
        }

        return done;
    }

    private static int EndOfOperand(List<Node> nodes, int at, Node operation)
    {
        while (at < nodes.Count && (nodes[at].IsSymbol("-") || nodes[at].IsSymbol("+")))
        {
            at++;
        }

        if (at >= nodes.Count || nodes[at].Kind is NodeKind.Symbol)
        {
            throw operation.SyntaxError();
        }

        if (nodes[at].Is("case"))
        {
            for (var depth = 0; at < nodes.Count; at++)
            {
                depth += nodes[at].Is("case") ? 1 : nodes[at].Is("end") ? -1 : 0;
                if (depth == 0)
                {
                    return at + 1;
                }
            }

            throw RedshiftErrorException.EndOfInput();
        }

        while (nodes[at].IsName && at + 2 < nodes.Count && nodes[at + 1].IsSymbol(".") && nodes[at + 2].IsName)
        {
            at += 2;
        }

        if (nodes[at].IsName && at + 1 < nodes.Count && nodes[at + 1].IsGroup)
        {
            at++;
            if (at + 2 < nodes.Count && nodes[at + 1].Is("over") && nodes[at + 2].IsGroup)
            {
                at += 2;
            }
        }

        return at + 1;
    }
}
