namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>
/// CAST as Redshift does it: text that is no whole number is an error, text too long for its type is cut at the type's bytes.
/// </summary>
internal static class Casts
{
    public static string Write(Node name, Node arguments)
    {
        var inner = arguments.Inner;
        NodeCursor cursor;
        IReadOnlyList<Node> operand;
        if (name.Is("convert"))
        {
            // CONVERT(type, x)
            cursor = new NodeCursor(inner);
            var converted = SqlType.Read(cursor);
            return cursor.TakeSymbol(",") ? To(converted, Expressions.Write(cursor.Rest())) : throw cursor.Unexpected();
        }

        var end = inner.FindWord("as");
        operand = inner.Range(0, end);
        if (end == inner.Count || operand.Count == 0)
        {
            throw name.SyntaxError();
        }

        cursor = new NodeCursor(inner.Range(end + 1, inner.Count));
        var type = SqlType.Read(cursor);
        cursor.ExpectEnd();
        return To(type, Expressions.Write(operand));
    }

    private static string To(SqlType type, string operand) => type switch
    {
        { Bytes: { } bytes } => $"rs_cut(CAST({operand} AS VARCHAR), {bytes})",
        { DuckDb: "SMALLINT" or "INTEGER" or "BIGINT" } => $"rs_{type.DuckDb.ToLowerInvariant()}({operand})",
        _ => $"CAST({operand} AS {type.DuckDb})",
    };
}
