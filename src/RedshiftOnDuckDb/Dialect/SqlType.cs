using System.Globalization;

namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>A Redshift data type and the DuckDB type that holds its values.</summary>
/// <param name="DuckDb">DuckDB's name of it.</param>
/// <param name="Bytes">The most bytes of a character type; null for the others.</param>
internal sealed record SqlType(string DuckDb, int? Bytes)
{
    private const int DefaultVarchar = 256;
    private const int MostVarchar = 65_535;

    /// <summary>Types that Redshift has and this warehouse has not.</summary>
    private static readonly HashSet<string> NotHere =
    [
        "super", "hllsketch", "geometry", "geography", "varbyte", "varbinary", "binary", "timetz", "interval"
    ];

    /// <summary>Reads a type's name as a column definition, CAST or <c>::</c> has it.</summary>
    public static SqlType Read(NodeCursor cursor)
    {
        var first = cursor.Next();
        if (NotHere.Contains(first.Text))
        {
            throw RedshiftErrorException.NotHere($"type {first.Text.ToUpperInvariant()}");
        }

        return first.Kind is not NodeKind.Word ? throw first.SyntaxError() : first.Text switch
        {
            "smallint" or "int2" => new SqlType("SMALLINT", null),
            "integer" or "int" or "int4" => new SqlType("INTEGER", null),
            "bigint" or "int8" => new SqlType("BIGINT", null),
            "real" or "float4" => new SqlType("REAL", null),
            // FLOAT is 8 bytes in Redshift and 4 in DuckDB.
            "float8" or "float" => new SqlType("DOUBLE", null),
            "double" => Double(cursor),
            "decimal" or "numeric" => Decimal(cursor),
            "boolean" or "bool" => new SqlType("BOOLEAN", null),
            "date" => new SqlType("DATE", null),
            "timestamp" => Timestamp(cursor),
            "timestamptz" => new SqlType("TIMESTAMPTZ", null),
            "time" => new SqlType("TIME", null),
            "varchar" or "nvarchar" => Varchar(cursor, DefaultVarchar),
            "text" => new SqlType("VARCHAR", DefaultVarchar),
            "character" or "char" or "nchar" => Varchar(cursor, cursor.Take("varying") ? DefaultVarchar : 1),
            "bpchar" => new SqlType("VARCHAR", DefaultVarchar),
            _ => throw new RedshiftErrorException($"ERROR: type \"{first.Text}\" does not exist"),
        };
    }

    private static SqlType Double(NodeCursor cursor)
    {
        cursor.Expect("precision");
        return new SqlType("DOUBLE", null);
    }

    private static SqlType Timestamp(NodeCursor cursor)
    {
        cursor.Take("without", "time", "zone");
        return new SqlType(cursor.Take("with", "time", "zone") ? "TIMESTAMPTZ" : "TIMESTAMP", null);
    }

    /// <summary>NUMERIC alone is (18, 0) in Redshift and (18, 3) in DuckDB.</summary>
    private static SqlType Decimal(NodeCursor cursor)
    {
        if (cursor.TakeGroup() is not { } group)
        {
            return new SqlType("DECIMAL(18,0)", null);
        }

        var parts = group.Inner.SplitAtCommas();
        var precision = Whole(parts[0], group);
        var scale = parts.Count > 1 ? Whole(parts[1], group) : 0;
        return parts.Count <= 2 && precision is >= 1 and <= 38 && scale <= precision
            ? new SqlType($"DECIMAL({precision},{scale})", null)
            : throw new RedshiftErrorException($"ERROR: NUMERIC precision {precision} must be between 1 and 38");
    }

    private static SqlType Varchar(NodeCursor cursor, int lengthIfNone)
    {
        if (cursor.TakeGroup() is not { } group)
        {
            return new SqlType("VARCHAR", lengthIfNone);
        }

        var length = group.Inner is [var only] && only.Is("max") ? MostVarchar : Whole(group.Inner, group);
        return length is >= 1 and <= MostVarchar
            ? new SqlType("VARCHAR", length)
            : throw new RedshiftErrorException($"ERROR: length for type varchar must be between 1 and {MostVarchar}");
    }

    private static int Whole(IReadOnlyList<Node> nodes, Node group) =>
        nodes is [{ Kind: NodeKind.Number } number]
        && int.TryParse(number.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw group.SyntaxError();
}
