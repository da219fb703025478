namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>
/// Reads Redshift's text of one statement. What is not understood fails with Redshift's syntax error and is never let through: in
/// particular what DuckDB takes and Redshift does not.
/// </summary>
internal static class Translator
{
    /// <exception cref="RedshiftErrorException">Redshift, or this warehouse, would not take it.</exception>
    public static RedshiftStatement Translate(string text)
    {
        var nodes = Tokenizer.Read(text);
        var cursor = new NodeCursor(nodes);
        var first = nodes[0];
        switch (first.Kind is NodeKind.Word ? first.Text : "")
        {
            case "select" or "with":
                return Query(nodes);
            case "" when first.IsGroup && first.Inner is [{ Kind: NodeKind.Word, Text: "select" or "with" }, ..]:
                return Query(nodes);
            case "insert":
                return Changes.Insert(cursor);
            case "update":
                return Changes.Update(cursor);
            case "delete":
                return Changes.Delete(cursor);
            case "merge":
                return Merges.Read(cursor);
            case "copy":
                return Copies.Read(cursor);
            case "lock":
                return Lock(cursor);
            case "create":
                return Definitions.Create(cursor);
            case "drop":
                return Definitions.Drop(cursor);
            case "alter":
                return Definitions.Alter(cursor);
            case "comment":
                return Definitions.Comment(cursor);
            case "grant" or "revoke":
                return Grant(cursor);
            case "analyze":
                return Analyze(cursor);
            case "set":
                return Settings.Read(cursor);
            case "truncate":
                throw new RedshiftErrorException(
                    "ERROR: TRUNCATE commits the transaction it runs in, so a batch that holds it is not all or nothing: use DELETE FROM");
            case "vacuum":
                throw new RedshiftErrorException("ERROR: VACUUM cannot run inside a transaction block");
            case "begin" or "start" or "commit" or "end" or "rollback" or "abort":
                throw new RedshiftErrorException(
                    $"ERROR: {first.Text.ToUpperInvariant()} has no place in a batch: the batch is one transaction already");
            default:
                throw first.SyntaxError();
        }
    }

    /// <summary>Reads one query, refusing whatever writes.</summary>
    /// <exception cref="RedshiftErrorException">It is not a query.</exception>
    public static SqlStatement TranslateQuery(string text) =>
        Translate(text) is SqlStatement { IsQuery: true } query
            ? query
            : throw new RedshiftErrorException(
                "ERROR: only a SELECT can be run here: what changes the warehouse goes through the workflow");

    /// <summary>Whether it is a COPY, and its table has a schema. A statement that nobody could run is none.</summary>
    public static bool CopiesIntoSchema(string text)
    {
        if (!text.Contains("copy", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        try
        {
            return Translate(text) is CopyStatement { Table.Schema: not null };
        }
        catch (RedshiftErrorException)
        {
            return false;
        }
    }

    private static SqlStatement Query(IReadOnlyList<Node> nodes) => new(Expressions.Write(nodes), IsQuery: true);

    private static LockStatement Lock(NodeCursor cursor)
    {
        cursor.Expect("lock");
        cursor.Take("table");
        var tables = new List<RelationName>();
        do
        {
            tables.Add(cursor.ExpectRelation());
        }
        while (cursor.TakeSymbol(","));
        cursor.ExpectEnd();
        return new LockStatement(tables);
    }

    private static NoEffectStatement Grant(NodeCursor cursor)
    {
        var isGrant = cursor.Next().Is("grant");
        var rights = cursor.Until("on");
        cursor.Expect("on");
        var what = cursor.Until(isGrant ? "to" : "from");
        cursor.Expect(isGrant ? "to" : "from");
        return rights.Count > 0 && what.Count > 0 && cursor.Rest().Count > 0
            ? new NoEffectStatement()
            : throw RedshiftErrorException.EndOfInput();
    }

    private static NoEffectStatement Analyze(NodeCursor cursor)
    {
        cursor.Expect("analyze");
        if (cursor.Peek is { } node && node.Is("compression"))
        {
            throw new RedshiftErrorException("ERROR: ANALYZE COMPRESSION cannot run inside a transaction block");
        }

        if (!cursor.AtEnd)
        {
            cursor.ExpectRelation();
            cursor.TakeGroup();
        }

        cursor.ExpectEnd();
        return new NoEffectStatement();
    }
}
