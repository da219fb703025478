using System.Globalization;
using System.Numerics;
using DuckDB.NET.Data;
using Sparkify.Ingestion.Statements;

namespace Sparkify.RedshiftOnDuckDb;

/// <summary>Reads a result's rows, each value in one of the two shapes that are asked for.</summary>
internal static class ResultRows
{
    public static (IReadOnlyList<QueryColumn> Columns, List<IReadOnlyList<object?>> Rows) Read(
        DuckDBDataReader reader, Func<object, object> shape) => (Columns(reader), Read(reader, shape, int.MaxValue));

    public static IReadOnlyList<QueryColumn> Columns(DuckDBDataReader reader) =>
        [.. Enumerable.Range(0, reader.FieldCount)
            .Select(i => new QueryColumn(reader.GetName(i), TypeName(reader.GetDataTypeName(i))))];

    /// <summary>The next rows: at most so many, and fewer only at the end of the result.</summary>
    public static List<IReadOnlyList<object?>> Read(DuckDBDataReader reader, Func<object, object> shape, int most)
    {
        var rows = new List<IReadOnlyList<object?>>();
        while (rows.Count < most && reader.Read())
        {
            var row = new object?[reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = reader.IsDBNull(i) ? null : shape(reader.GetValue(i));
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <summary>As the Data API shapes it: numerics, dates and times are strings, a timestamp as <c>2022-02-22 00:00:00.0</c>.</summary>
    public static object DataApi(object value) => value switch
    {
        DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture) is var text
            && text.Contains('.', StringComparison.Ordinal)
            ? text
            : time.ToString("yyyy-MM-dd HH:mm:ss.0", CultureInfo.InvariantCulture),
        BigInteger or decimal => string.Create(CultureInfo.InvariantCulture, $"{value}"),
        _ => Common(value),
    };

    /// <summary>
    /// For people and their tools: numbers are numbers, a timestamp has milliseconds, more digits only where it has more.
    /// </summary>
    public static object Plain(object value) => value switch
    {
        DateTime time => AnswerText.Of(time),
        BigInteger whole when whole >= long.MinValue && whole <= long.MaxValue => (long)whole,
        BigInteger whole => whole.ToString(CultureInfo.InvariantCulture),
        decimal => value,
        _ => Common(value),
    };

    private static object Common(object value) => value switch
    {
        string or bool or long or double => value,
        sbyte or short or int or byte or ushort or uint => Convert.ToInt64(value, CultureInfo.InvariantCulture),
        float real => (double)real,
        DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };

    /// <param name="duckDb">As DuckDB's SQL or its client names a type.</param>
    /// <returns>As Redshift does.</returns>
    public static string TypeName(string duckDb) => duckDb.ToLowerInvariant() switch
    {
        "float" => "real",
        "double" => "double precision",
        "timestamp" => "timestamp without time zone",
        "timestamptz" => "timestamp with time zone",
        "hugeint" => "numeric",
        "varchar" or "string" or "string_literal" => "character varying",
        "integer_literal" => "integer",
        var type when type.StartsWith("decimal", StringComparison.Ordinal) => "numeric",
        var type => type,
    };
}
