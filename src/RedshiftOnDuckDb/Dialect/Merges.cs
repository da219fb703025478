namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>
/// MERGE in the form of Redshift's grammar (https://docs.aws.amazon.com/redshift/latest/dg/r_MERGE.html): no alias for the target, no WITH,
/// no condition on a WHEN, both WHEN clauses, a source that does not read the target.
/// </summary>
internal static class Merges
{
    public static SqlStatement Read(NodeCursor cursor)
    {
        cursor.Expect("merge", "into");
        var target = cursor.ExpectRelation();
        cursor.Expect("using");
        var source = Source(cursor, target);
        cursor.Expect("on");
        var condition = cursor.Until("when");
        if (cursor.AtEnd && condition.FindWord("remove") < condition.Count)
        {
            throw RedshiftErrorException.NotHere("MERGE .. REMOVE DUPLICATES");
        }

        var on = Expressions.Write(condition);
        cursor.Expect("when", "matched", "then");
        string matched;
        if (cursor.Take("update", "set"))
        {
            matched = $"UPDATE SET {Changes.Assignments(cursor.Until("when"))}";
        }
        else
        {
            cursor.Expect("delete");
            matched = "DELETE";
        }

        cursor.Expect("when", "not", "matched", "then", "insert");
        var columns = cursor.TakeGroup() is { } list ? $"({Changes.ColumnList(list)}) " : "";
        cursor.Expect("values");
        var values = Expressions.Write(cursor.ExpectGroup().Inner);
        cursor.ExpectEnd();
        return new SqlStatement(
            $"MERGE INTO {target.Sql} USING {source} ON {on} WHEN MATCHED THEN {matched} WHEN NOT MATCHED THEN INSERT {columns}VALUES "
            + $"({values})",
            Ambiguity: Changes.Ambiguity($"{target.Sql} JOIN {source} ON {on}", target.Sql),
            Target: target);
    }

    private static string Source(NodeCursor cursor, RelationName target)
    {
        string source;
        if (cursor.TakeGroup() is { } query)
        {
            if (Reads(query.Inner, target))
            {
                throw new RedshiftErrorException("ERROR: Source view/subquery in Merge statement cannot reference target table.");
            }

            source = $"({Expressions.Write(query.Inner)})";
        }
        else
        {
            var name = cursor.ExpectRelation();
            source = name.Name == target.Name && (name.Schema ?? "public") == (target.Schema ?? "public")
                ? throw new RedshiftErrorException("ERROR: Source and target of a Merge statement cannot be the same table.")
                : name.Sql;
        }

        return cursor.Take("as") || !(cursor.Peek?.Is("on") ?? true) ? $"{source} AS {Names.Quote(cursor.ExpectName())}" : source;
    }

    private static bool Reads(IReadOnlyList<Node> nodes, RelationName target)
    {
        for (var i = 0; i < nodes.Count; i++)
        {
            if (nodes[i].IsGroup && Reads(nodes[i].Inner, target))
            {
                return true;
            }

            var isRelation = i > 0 && (nodes[i - 1].IsAny("from", "join") || nodes[i - 1].IsSymbol(","));
            if (isRelation && nodes[i].IsName)
            {
                var read = new NodeCursor(nodes.Range(i, nodes.Count)).ExpectRelation();
                if (read.Name == target.Name && (read.Schema ?? "public") == (target.Schema ?? "public"))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
