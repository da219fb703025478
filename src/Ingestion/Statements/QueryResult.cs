namespace Sparkify.Ingestion.Statements;

/// <param name="Name">In lower case.</param>
/// <param name="Type">Redshift's name of the type.</param>
public sealed record QueryColumn(string Name, string Type)
{
    /// <summary>The Data API's name of the type, which is PostgreSQL's internal one.</summary>
    public string DataApiType => Type switch
    {
        "smallint" => "int2",
        "integer" => "int4",
        "bigint" => "int8",
        "real" => "float4",
        "double precision" => "float8",
        "boolean" => "bool",
        "timestamp without time zone" => "timestamp",
        "timestamp with time zone" => "timestamptz",
        "character varying" => "varchar",
        _ => Type,
    };
}

/// <summary>
/// A query's result, or a page of it. A value is null, a <see cref="string"/>, <see cref="long"/>, <see cref="double"/>,
/// <see cref="decimal"/> or <see cref="bool"/>; a timestamp is <c>YYYY-MM-DD HH:MM:SS.mmm</c>.
/// </summary>
public sealed record QueryResult(IReadOnlyList<QueryColumn> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    /// <summary>The rows of all pages, where a warehouse knows their number before they are read; else null.</summary>
    public long? AllRows { get; init; }

    /// <summary>All rows of all pages, under the columns of the first.</summary>
    /// <param name="pages">At least one: a result without rows has its columns.</param>
    public static QueryResult Of(IEnumerable<QueryResult> pages)
    {
        QueryResult? first = null;
        List<IReadOnlyList<object?>> rows = [];
        foreach (var page in pages)
        {
            first ??= page;
            rows.AddRange(page.Rows);
        }

        return first! with { Rows = rows };
    }

    /// <summary>The rows for whoever knows the statement; the bare ones are for whoever shows any.</summary>
    public IEnumerable<ResultRow> Named
    {
        get
        {
            IReadOnlyList<string> columns = [.. Columns.Select(column => column.Name)];
            return Rows.Select(row => new ResultRow(columns, row));
        }
    }
}
