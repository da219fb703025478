namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>
/// <c>CREATE TABLE</c> (https://docs.aws.amazon.com/redshift/latest/dg/r_CREATE_TABLE_NEW.html). Distribution, sort keys, encodings and
/// the keys that Redshift does not enforce are read, checked and left out; a VARCHAR's bytes become a CHECK.
/// </summary>
internal static class TableDefinitions
{
    public static RedshiftStatement Read(NodeCursor cursor, bool temporary)
    {
        var ifNotExists = cursor.Take("if", "not", "exists");
        var table = cursor.ExpectRelation();
        if (temporary && table.Schema is not null)
        {
            throw new RedshiftErrorException("ERROR: temporary tables cannot specify a schema name");
        }

        var head = $"CREATE {(temporary ? "TEMP " : "")}TABLE {(ifNotExists ? "IF NOT EXISTS " : "")}{table.Sql}";
        if (cursor.TakeGroup() is not { } body)
        {
            Attributes(cursor, null);
            return AsQuery(cursor, head);
        }

        if (body.Inner is [{ Kind: NodeKind.Word, Text: "like" }, ..])
        {
            Attributes(cursor, null);
            cursor.ExpectEnd();
            return Like(body, table, temporary, ifNotExists);
        }

        if (body.Inner.SplitAtCommas().TrueForAll(part => part is [{ IsName: true }]))
        {
            Attributes(cursor, [.. Changes.Columns(body)]);
            return AsQuery(cursor, $"{head} ({Changes.ColumnList(body)})");
        }

        var parts = body.Inner.SplitAtCommas();
        var keys = parts.Where(IsConstraint).SelectMany(PrimaryKey).ToHashSet();
        var columns = parts.Where(part => !IsConstraint(part)).Select(part => Column(part, keys)).ToList();
        Attributes(cursor, columns.ConvertAll(column => column.Name));
        cursor.ExpectEnd();
        return new SqlStatement($"{head} ({string.Join(", ", columns.Select(column => column.Sql))})");
    }

    private static SqlStatement AsQuery(NodeCursor cursor, string head)
    {
        cursor.Expect("as");
        var query = cursor.Rest();
        return query.Count == 0 ? throw RedshiftErrorException.EndOfInput()
            : query[0].IsAny("select", "with") || query[0].IsGroup ? new SqlStatement($"{head} AS {Expressions.Write(query)}")
            : throw query[0].SyntaxError();
    }

    private static LikeStatement Like(Node body, RelationName table, bool temporary, bool ifNotExists)
    {
        var inner = new NodeCursor(body.Inner);
        inner.Expect("like");
        var parent = inner.ExpectRelation();
        var withDefaults = inner.Take("including", "defaults");
        inner.Take("excluding", "defaults");
        inner.ExpectEnd();
        return new LikeStatement(table, parent, temporary, ifNotExists, withDefaults);
    }

    private static bool IsConstraint(IReadOnlyList<Node> part) =>
        part[0].IsAny("primary", "unique", "foreign", "constraint")
        && part.Count > 1
        && (part[1].IsGroup || part[1].Is("key") || part[0].Is("constraint"));

    /// <summary>The columns of a primary key: not enforced, but never NULL.</summary>
    private static IEnumerable<string> PrimaryKey(IReadOnlyList<Node> part)
    {
        var at = part.FindWord("primary");
        return at + 2 < part.Count && part[at + 1].Is("key") && part[at + 2].IsGroup ? Changes.Columns(part[at + 2]) : [];
    }

    /// <summary>A column's name and definition, its default, null where it has none, and whether it is NOT NULL.</summary>
    /// <param name="keys">The columns of the table's primary key.</param>
    public static (string Name, string Sql, string? Default, bool NotNull) Column(IReadOnlyList<Node> part, IReadOnlySet<string> keys)
    {
        var cursor = new NodeCursor(part);
        var name = cursor.ExpectName();
        var type = SqlType.Read(cursor);
        var notNull = keys.Contains(name);
        string? value = null;
        while (!cursor.AtEnd)
        {
            if (cursor.Take("not", "null") || cursor.Take("primary", "key"))
            {
                notNull = true;
            }
            else if (cursor.Take("null") || cursor.Take("unique") || cursor.Take("distkey") || cursor.Take("sortkey"))
            {
                continue;
            }
            else if (cursor.Take("encode"))
            {
                cursor.ExpectName();
            }
            else if (cursor.Take("references"))
            {
                cursor.ExpectRelation();
                cursor.TakeGroup();
            }
            else if (cursor.Take("default"))
            {
                value = Default(cursor);
            }
            else if (cursor.Peek!.IsAny("identity", "generated"))
            {
                throw RedshiftErrorException.NotHere("an IDENTITY column");
            }
            else
            {
                throw cursor.Unexpected();
            }
        }

        var column = Names.Quote(name);
        var check = type.Bytes is { } bytes ? $" CHECK (strlen({column}) <= {bytes})" : "";
        var otherwise = value is null ? "" : $" DEFAULT {value}";
        return (name, $"{column} {type.DuckDb}{(notNull ? " NOT NULL" : "")}{otherwise}{check}", value, notNull);
    }

    /// <summary>A default's expression ends where the next attribute of the column begins.</summary>
    private static string Default(NodeCursor cursor)
    {
        var nodes = new List<Node>();
        while (cursor.Peek is { } node
            && (nodes.Count == 0 || !node.IsAny("not", "null", "encode", "primary", "unique", "distkey", "sortkey", "references")))
        {
            nodes.Add(cursor.Next());
        }

        return Expressions.Write(nodes);
    }

    /// <summary>Reads the table's attributes, and that the columns they name are there.</summary>
    private static void Attributes(NodeCursor cursor, List<string>? columns)
    {
        while (cursor.Peek is { } node && !node.Is("as"))
        {
            if (cursor.Take("diststyle"))
            {
                _ = cursor.TakeAny("even", "key", "all", "auto") ?? throw cursor.Unexpected();
            }
            else if (cursor.Take("distkey"))
            {
                CheckColumns(cursor.ExpectGroup(), columns, "DISTKEY");
            }
            else if (cursor.Take("sortkey", "auto") || cursor.Take("encode", "auto"))
            {
                continue;
            }
            else if (cursor.Take("sortkey") || cursor.Take("compound", "sortkey") || cursor.Take("interleaved", "sortkey"))
            {
                CheckColumns(cursor.ExpectGroup(), columns, "SORTKEY");
            }
            else if (cursor.Take("backup"))
            {
                _ = cursor.TakeAny("yes", "no") ?? throw cursor.Unexpected();
            }
            else
            {
                throw cursor.Unexpected();
            }
        }
    }

    private static void CheckColumns(Node group, List<string>? columns, string attribute)
    {
        foreach (var column in Changes.Columns(group))
        {
            if (columns is not null && !columns.Contains(column))
            {
                throw new RedshiftErrorException($"ERROR: column \"{column}\" named in {attribute} does not exist");
            }
        }
    }
}
