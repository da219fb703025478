using System.Text;

namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>INSERT, UPDATE and DELETE.</summary>
internal static class Changes
{
    public static SqlStatement Insert(NodeCursor cursor)
    {
        cursor.Expect("insert", "into");
        var table = cursor.ExpectRelation();
        var sql = new StringBuilder($"INSERT INTO {table.Sql} ");
        if (cursor.Peek is { IsGroup: true } group && !(group.Inner is [{ Kind: NodeKind.Word, Text: "select" or "with" }, ..]))
        {
            sql.Append('(').Append(ColumnList(cursor.ExpectGroup())).Append(") ");
        }

        if (cursor.Peek is not { } body || !(body.IsGroup || body.IsAny("values", "select", "with", "default")))
        {
            throw cursor.Unexpected();
        }

        return new SqlStatement(sql.Append(Expressions.Write(cursor.Rest())).ToString(), Target: table);
    }

    /// <summary>
    /// Redshift lets an UPDATE whose FROM has several rows for one target row take any of them, unless
    /// error_on_nondeterministic_update is set. Here it is always an error: a result that depends on chance is a fault to be found.
    /// </summary>
    public static SqlStatement Update(NodeCursor cursor)
    {
        cursor.Expect("update");
        var table = cursor.ExpectRelation();
        var alias = cursor.Take("as") || cursor.Peek is { IsName: true } name && !name.Is("set") ? cursor.ExpectName() : null;
        var target = alias is null ? table.Sql : $"{table.Sql} AS {Names.Quote(alias)}";
        cursor.Expect("set");
        var beforeFrom = cursor.Until("from");
        var end = beforeFrom.FindWord("where");
        var sql = new StringBuilder($"UPDATE {target} SET {Assignments(beforeFrom.Range(0, end))}");
        if (end < beforeFrom.Count)
        {
            // A FROM that comes after WHERE belongs to nothing.
            cursor.ExpectEnd();
            return new SqlStatement(
                sql.Append(' ').Append(Expressions.Write(beforeFrom.Range(end, beforeFrom.Count))).ToString(), Target: table);
        }

        if (!cursor.Take("from"))
        {
            return new SqlStatement(sql.ToString(), Target: table);
        }

        var from = cursor.Until("where");
        var where = Expressions.Write(cursor.Rest());
        var sources = Sources(from);
        return new SqlStatement(
            sql.Append(" FROM ").Append(sources).Append(' ').Append(where).ToString(),
            Ambiguity: Ambiguity($"{target}, {sources} {where}", alias is null ? table.Sql : Names.Quote(alias)),
            Target: table);
    }

    public static SqlStatement Delete(NodeCursor cursor)
    {
        cursor.Expect("delete");
        cursor.Take("from");
        var table = cursor.ExpectRelation();
        var sql = new StringBuilder($"DELETE FROM {table.Sql}");
        if (cursor.Take("using"))
        {
            sql.Append(" USING ").Append(Sources(cursor.Until("where")));
        }

        if (!cursor.AtEnd && !cursor.Peek!.Is("where"))
        {
            throw cursor.Unexpected();
        }

        return new SqlStatement(sql.Append(' ').Append(Expressions.Write(cursor.Rest())).ToString(), Target: table);
    }

    private static string Sources(IReadOnlyList<Node> nodes) =>
        nodes.Count == 0 ? throw RedshiftErrorException.EndOfInput()
        : nodes[0].Kind is NodeKind.Text ? throw nodes[0].SyntaxError()
        : Expressions.Write(nodes);

    /// <summary>Whether any row of the target meets more than one row of what it is joined to.</summary>
    public static string Ambiguity(string join, string target) =>
        $"SELECT 1 FROM {join} GROUP BY {target}.rowid HAVING count(*) > 1 LIMIT 1";

    /// <summary><c>a = 1, b = 2</c>; the target's name may not stand before a column.</summary>
    public static string Assignments(IReadOnlyList<Node> nodes)
    {
        var parts = nodes.SplitAtCommas();
        if (parts.Count == 0)
        {
            throw RedshiftErrorException.EndOfInput();
        }

        return string.Join(", ", parts.Select(part =>
            part.Count < 3 ? throw part[0].SyntaxError()
            : !part[0].IsName ? throw part[0].SyntaxError()
            : !part[1].IsSymbol("=") ? throw part[1].SyntaxError()
            : $"{Names.Quote(part[0].Text)} = {Expressions.Write(part.Range(2, part.Count))}"));
    }

    public static string ColumnList(Node group) => string.Join(", ", Columns(group).Select(Names.Quote));

    public static IEnumerable<string> Columns(Node group) =>
        group.Inner.Count == 0
            ? throw group.SyntaxError()
            : group.Inner.SplitAtCommas().Select(part => part is [{ IsName: true } name] ? name.Text : throw part[0].SyntaxError());
}
