namespace Sparkify.RedshiftOnDuckDb.Dialect;

internal static class NodeLists
{
    /// <summary>The parts between the commas of this level; no part is empty.</summary>
    public static List<IReadOnlyList<Node>> SplitAtCommas(this IReadOnlyList<Node> nodes)
    {
        var parts = new List<IReadOnlyList<Node>>();
        if (nodes.Count == 0)
        {
            return parts;
        }

        var start = 0;
        for (var i = 0; i <= nodes.Count; i++)
        {
            if (i < nodes.Count && !nodes[i].IsSymbol(","))
            {
                continue;
            }

            if (i == start)
            {
                throw (i < nodes.Count ? nodes[i] : nodes[^1]).SyntaxError();
            }

            parts.Add(nodes.Range(start, i));
            start = i + 1;
        }

        return parts;
    }

    public static IReadOnlyList<Node> Range(this IReadOnlyList<Node> nodes, int start, int end)
    {
        var range = new Node[end - start];
        for (var i = start; i < end; i++)
        {
            range[i - start] = nodes[i];
        }

        return range;
    }

    /// <summary>Where a keyword stands at this level, outside any CASE; the count where it does not.</summary>
    public static int FindWord(this IReadOnlyList<Node> nodes, string word, int from = 0)
    {
        var cases = 0;
        for (var i = from; i < nodes.Count; i++)
        {
            if (cases == 0 && nodes[i].Is(word))
            {
                return i;
            }

            cases += nodes[i].Is("case") ? 1 : nodes[i].Is("end") ? -1 : 0;
        }

        return nodes.Count;
    }
}
