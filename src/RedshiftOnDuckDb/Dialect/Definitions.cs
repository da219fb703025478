namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>CREATE, DROP, ALTER and COMMENT, but for tables' own form, which is <see cref="TableDefinitions"/>.</summary>
internal static class Definitions
{
    public static RedshiftStatement Create(NodeCursor cursor)
    {
        cursor.Expect("create");
        if (cursor.Take("schema"))
        {
            return Schema(cursor);
        }

        var replace = cursor.Take("or", "replace");
        if (cursor.Take("view"))
        {
            return View(cursor, replace);
        }

        var temporary = cursor.Take("local", "temporary") || cursor.TakeAny("temp", "temporary") is not null;
        return !replace && cursor.Take("table") ? TableDefinitions.Read(cursor, temporary) : throw cursor.Unexpected();
    }

    public static SqlStatement Drop(NodeCursor cursor)
    {
        cursor.Expect("drop");
        var kind = cursor.TakeAny("table", "view", "schema") ?? throw cursor.Unexpected();
        var ifExists = cursor.Take("if", "exists") ? "IF EXISTS " : "";
        var names = new List<string>();
        do
        {
            names.Add(cursor.ExpectRelation().Sql);
        }
        while (cursor.TakeSymbol(","));
        var cascade = cursor.TakeAny("cascade", "restrict");
        cursor.ExpectEnd();

        // DuckDB drops one thing a statement; several statements in one text run as one.
        return new SqlStatement(string.Join("; ", names.Select(name => $"DROP {kind} {ifExists}{name} {cascade}")));
    }

    public static RedshiftStatement Alter(NodeCursor cursor)
    {
        cursor.Expect("alter", "table");
        var table = cursor.ExpectRelation();
        if (cursor.Take("rename", "to"))
        {
            return Ended(cursor, $"ALTER TABLE {table.Sql} RENAME TO {Names.Quote(cursor.ExpectName())}");
        }

        if (cursor.Take("rename"))
        {
            cursor.Take("column");
            var column = cursor.ExpectName();
            cursor.Expect("to");
            return Ended(cursor, $"ALTER TABLE {table.Sql} RENAME COLUMN {Names.Quote(column)} TO {Names.Quote(cursor.ExpectName())}");
        }

        if (cursor.Take("drop"))
        {
            cursor.Take("column");
            var column = cursor.ExpectName();
            cursor.TakeAny("cascade", "restrict");
            return Ended(cursor, $"ALTER TABLE {table.Sql} DROP COLUMN {Names.Quote(column)}");
        }

        if (cursor.Take("add"))
        {
            return AddColumn(cursor, table);
        }

        if (cursor.Take("owner", "to"))
        {
            cursor.ExpectName();
            cursor.ExpectEnd();
            return new NoEffectStatement();
        }

        throw cursor.Unexpected();
    }

    /// <summary>https://docs.aws.amazon.com/redshift/latest/dg/r_ALTER_TABLE.html: what is NOT NULL needs a default.</summary>
    private static AddColumnStatement AddColumn(NodeCursor cursor, RelationName table)
    {
        cursor.Take("column");
        var (name, definition, value, notNull) = TableDefinitions.Column(cursor.Rest(), new HashSet<string>());
        if (notNull && value is null)
        {
            throw new RedshiftErrorException("ERROR: ALTER TABLE ADD COLUMN defined as NOT NULL must have a non-null default expression");
        }

        return new AddColumnStatement(table, name, definition, value ?? "NULL");
    }

    public static SqlStatement Comment(NodeCursor cursor)
    {
        cursor.Expect("comment", "on");
        var kind = cursor.TakeAny("table", "view", "column") ?? throw cursor.Unexpected();
        var name = string.Concat(
            cursor.Until("is").Select(node => node.IsSymbol(".") ? "." : node.IsName ? Names.Quote(node.Text) : throw node.SyntaxError()));
        cursor.Expect("is");
        var text = cursor.Take("null") ? "NULL" : Names.Literal(cursor.ExpectText());
        return Ended(cursor, $"COMMENT ON {kind} {name} IS {text}");
    }

    private static SqlStatement Schema(NodeCursor cursor)
    {
        var ifNotExists = cursor.Take("if", "not", "exists") ? "IF NOT EXISTS " : "";
        var name = cursor.ExpectName();
        if (cursor.Take("authorization"))
        {
            cursor.ExpectName();
        }

        return Ended(cursor, $"CREATE SCHEMA {ifNotExists}{Names.Quote(name)}");
    }

    private static SqlStatement View(NodeCursor cursor, bool replace)
    {
        var name = cursor.ExpectRelation();
        var columns = cursor.TakeGroup() is { } list ? $" ({Changes.ColumnList(list)})" : "";
        cursor.Expect("as");
        var query = cursor.Rest();

        // A view without schema binding looks its tables up when it is read, as every view here does.
        var end = query is [.., { Text: "with" }, { Text: "no" }, { Text: "schema" }, { Text: "binding" }] ? query.Count - 4 : query.Count;
        if (end == 0 || !(query[0].IsAny("select", "with") || query[0].IsGroup))
        {
            throw query.Count == 0 ? RedshiftErrorException.EndOfInput() : query[0].SyntaxError();
        }

        return new SqlStatement(
            $"CREATE {(replace ? "OR REPLACE " : "")}VIEW {name.Sql}{columns} AS {Expressions.Write(query.Range(0, end))}");
    }

    private static SqlStatement Ended(NodeCursor cursor, string sql)
    {
        cursor.ExpectEnd();
        return new SqlStatement(sql);
    }
}
