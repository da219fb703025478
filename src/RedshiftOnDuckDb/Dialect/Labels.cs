namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>
/// Names the columns that a query leaves unnamed, as Redshift does: a call has its function's name, a CASE is <c>case</c>.
/// DuckDB would use the expression's text, which after translation is nobody's.
/// </summary>
internal static class Labels
{
    public static IReadOnlyList<Node> Add(IReadOnlyList<Node> nodes)
    {
        var select = nodes.FindWord("select");
        if (select == nodes.Count)
        {
            return nodes;
        }

        var done = new List<Node>(nodes.Count);
        var start = 0;
        while (select < nodes.Count)
        {
            var list = select + 1;
            if (list < nodes.Count && nodes[list].IsAny("distinct", "all"))
            {
                list++;
            }

            var end = EndOfList(nodes, list);
            done.AddRange(nodes.Range(start, list));
            AddItems(done, nodes.Range(list, end));
            start = end;
            select = nodes.FindWord("select", end);
        }

        done.AddRange(nodes.Range(start, nodes.Count));
        return done;
    }

    private static int EndOfList(IReadOnlyList<Node> nodes, int list)
    {
        for (var i = list; i < nodes.Count; i++)
        {
            if (nodes[i].IsAny("from", "where", "union", "except", "minus", "intersect", "order", "limit", "having", "qualify")
                || (nodes[i].Is("group") && !nodes[i - 1].Is("within")))
            {
                return i;
            }
        }

        return nodes.Count;
    }

    private static void AddItems(List<Node> done, IReadOnlyList<Node> list)
    {
        var start = 0;
        for (var i = 0; i <= list.Count; i++)
        {
            if (i < list.Count && !list[i].IsSymbol(","))
            {
                continue;
            }

            var item = list.Range(start, i);
            done.AddRange(item);
            if (LabelOf(item) is { } label)
            {
                done.Add(Node.Word("as", item[^1].Position));
                done.Add(new Node(NodeKind.Quoted, label, item[^1].Position));
            }

            if (i < list.Count)
            {
                done.Add(list[i]);
            }

            start = i + 1;
        }
    }

    private static string? LabelOf(IReadOnlyList<Node> item) => item switch
    {
        [{ Kind: NodeKind.Word, Text: "cast" }, { IsGroup: true } cast] => LabelOfCast(cast.Inner),
        [{ Kind: NodeKind.Word, Text: "extract" }, { IsGroup: true }] => "date_part",
        [{ Kind: NodeKind.Word } name, { IsGroup: true }] when !Keywords.BeforeGroup.Contains(name.Text) => name.Text,
        [{ Kind: NodeKind.Word } name, { IsGroup: true }, { Text: "over" }, { IsGroup: true }] => name.Text,
        [{ Kind: NodeKind.Word } name, { IsGroup: true }, { Text: "within" }, { Text: "group" }, { IsGroup: true }] => name.Text,
        [{ Kind: NodeKind.Word, Text: "sysdate" }] => "timestamp",
        [{ Kind: NodeKind.Word, Text: "current_date" }] => "date",
        [{ Kind: NodeKind.Word, Text: "case" }, .., { Kind: NodeKind.Word, Text: "end" }] when item.FindWord("end", 1) == item.Count - 1 =>
            "case",
        _ => null,
    };

    private static string LabelOfCast(IReadOnlyList<Node> cast)
    {
        var end = cast.FindWord("as");
        return cast.Range(0, end) switch
        {
            [{ IsName: true } column] => column.Text,
            [.., { Text: "." }, { IsName: true } column] => column.Text,
            var operand => LabelOf(operand) ?? (end + 1 < cast.Count ? cast[end + 1].Text : "cast"),
        };
    }
}
