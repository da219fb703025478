using Sparkify.RedshiftOnDuckDb;
using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.Tests.Sql;

/// <summary>MERGE as https://docs.aws.amazon.com/redshift/latest/dg/r_MERGE.html writes it.</summary>
internal static class MergeGrammar
{
    public static IEnumerable<string> Complaints(IReadOnlyList<Node> statement)
    {
        if (statement.Tokens().Any(node => node.Is("merge")) && statement.Tokens().Any(node => node.Is("with")))
        {
            yield return "MERGE takes no WITH";
        }

        if (!statement[0].Is("merge"))
        {
            yield break;
        }

        List<string> complaints = [];
        try
        {
            Read(new NodeCursor(statement), complaints.Add);
        }
        catch (RedshiftErrorException failure)
        {
            complaints.Add($"MERGE: {failure.Message}");
        }

        foreach (var complaint in complaints)
        {
            yield return complaint;
        }
    }

    private static void Read(NodeCursor merge, Action<string> complain)
    {
        merge.Expect("merge", "into");
        var target = merge.ExpectRelation();
        if (merge.Peek is { } next && !next.Is("using"))
        {
            complain($"MERGE's target takes no alias, and '{next.Text}' looks like one");
            merge.Until("using");
        }

        merge.Expect("using");
        var source = merge.Until("on");
        CheckSource(source, target, complain);
        merge.Expect("on");
        CheckCondition(merge.Until("when"), target, source[^1].Text, complain);
        CheckMatched(merge, complain);
        CheckNotMatched(merge, complain);
        if (!merge.AtEnd)
        {
            complain($"MERGE has two WHEN clauses, and '{merge.Peek!.Text}' begins more");
        }
    }

    private static void CheckSource(IReadOnlyList<Node> source, RelationName target, Action<string> complain)
    {
        // A name in a subquery is a table's wherever it stands after FROM, JOIN or a comma; a column of the target's name would be as
        // confusing.
        var names = source.Levels().SelectMany(level => level.Select((node, i) => (Node: node, Before: i > 0 ? level[i - 1] : null)));
        if (names.Any(name => name.Node.IsName && name.Node.Text == target.Name
            && (name.Before is null || name.Before.IsAny("from", "join") || name.Before.IsSymbol(",") || name.Before.IsSymbol("."))
            && !IsColumn(source, name.Node)))
        {
            complain($"MERGE's source reads its target {target}");
        }

        if (source.Count == 0 || !source[^1].IsName || (source[0].IsGroup && source.Count is < 2 or > 3))
        {
            complain("MERGE's source is a table or a subquery with one alias");
        }
    }

    /// <summary>Whether a name stands after <c>alias.</c> of no schema: <c>w.time</c>.</summary>
    private static bool IsColumn(IReadOnlyList<Node> source, Node name) => source.Levels().Any(level =>
        Enumerable.Range(2, Math.Max(0, level.Count - 2))
            .Any(i => level[i] == name && level[i - 1].IsSymbol(".") && !level[i - 2].Is("dw")));

    private static void CheckCondition(IReadOnlyList<Node> condition, RelationName target, string source, Action<string> complain)
    {
        var start = 0;
        while (start < condition.Count)
        {
            var end = condition.FindWord("and", start);
            var sides = condition.Range(start, end);
            var equals = sides.ToList().FindIndex(node => node.IsSymbol("="));
            var left = equals < 0 ? "" : Text(sides.Range(0, equals));
            var right = equals < 0 ? "" : Text(sides.Range(equals + 1, sides.Count));
            if (!(IsOf(left, target.ToString()) && IsOf(right, source)) && !(IsOf(left, source) && IsOf(right, target.ToString())))
            {
                complain($"MERGE's ON is equal predicates between columns of target and source, and '{Text(sides)}' is none");
            }

            start = end + 1;
        }

        static bool IsOf(string column, string table) =>
            column.StartsWith($"{table}.", StringComparison.Ordinal) && !column[(table.Length + 1)..].Contains('.');
    }

    private static void CheckMatched(NodeCursor merge, Action<string> complain)
    {
        if (!merge.Take("when", "matched"))
        {
            complain("MERGE needs WHEN MATCHED, before WHEN NOT MATCHED");
            return;
        }

        RefuseCondition(merge, complain);
        if (merge.Take("delete"))
        {
            return;
        }

        merge.Expect("update", "set");
        foreach (var assignment in merge.Until("when")
            .SplitAtCommas()
            .Where(assignment => assignment.Count < 3 || !assignment[0].IsName || !assignment[1].IsSymbol("=")))
        {
            complain($"MERGE's SET names its column bare, and '{Text(assignment)}' does not");
        }
    }

    private static void CheckNotMatched(NodeCursor merge, Action<string> complain)
    {
        if (!merge.Take("when", "not", "matched"))
        {
            complain("MERGE needs WHEN NOT MATCHED, after WHEN MATCHED");
            return;
        }

        RefuseCondition(merge, complain);
        merge.Expect("insert");
        var columns = merge.ExpectGroup().Inner.SplitAtCommas();
        merge.Expect("values");
        var values = merge.ExpectGroup().Inner.SplitAtCommas();
        if (columns.Count != values.Count)
        {
            complain($"MERGE inserts {values.Count} values into {columns.Count} columns");
        }
    }

    private static void RefuseCondition(NodeCursor merge, Action<string> complain)
    {
        if (!merge.Peek?.Is("then") ?? true)
        {
            complain("MERGE's WHEN takes no condition");
        }

        merge.Until("then");
        merge.Expect("then");
    }

    private static string Text(IReadOnlyList<Node> nodes) => string.Concat(nodes.Select((node, i) =>
        (i > 0 && node.Kind is not NodeKind.Symbol && nodes[i - 1].Kind is not NodeKind.Symbol ? " " : "") + node.Text));
}
