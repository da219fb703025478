using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using DuckDB.NET.Data;
using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.RedshiftOnDuckDb.Loading;

/// <summary>A table as the catalogue shows it, to the transaction that asks.</summary>
internal sealed partial record TableShape(string Database, string Schema, string Name, long Id, IReadOnlyList<Column> Columns)
{
    private const int MostVarchar = 65_535;
    private const int MostKnown = 1_000;

    /// <summary>
    /// Columns by the text of their definition: asking the catalogue for columns and constraints takes longer than most statements.
    /// </summary>
    private static readonly ConcurrentDictionary<string, IReadOnlyList<Column>> Known = new(StringComparer.Ordinal);

    public string Sql => $"{Names.Quote(Database)}.{Names.Quote(Schema)}.{Names.Quote(Name)}";

    /// <exception cref="RedshiftErrorException">There is no such table.</exception>
    public static TableShape Find(DuckDBConnection connection, RelationName name)
    {
        // A temporary table shadows a permanent one; an unqualified name is otherwise looked up in the search path's first schema.
        var where = name.Schema is null
            ? $"(temporary OR (database_name = 'dev' AND schema_name = current_schema())) AND table_name = {Names.Literal(name.Name)}"
            : $"NOT temporary AND database_name = 'dev' AND schema_name = {Names.Literal(name.Schema)} AND table_name = "
                + $"{Names.Literal(name.Name)}";
        using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT database_name, schema_name, table_name, table_oid, sql FROM duckdb_tables() WHERE {where} ORDER BY temporary DESC "
            + "LIMIT 1";
        using var reader = command.ExecuteReader();
        if (!reader.Read())
        {
            throw RedshiftErrorException.NoRelation(name.ToString());
        }

        var table = new TableShape(reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetInt64(3), []);
        var definition = reader.GetString(4);
        definition = definition[definition.IndexOf('(', StringComparison.Ordinal)..];
        if (!Known.TryGetValue(definition, out var columns))
        {
            columns = ReadColumns(connection, table);
            if (Known.Count >= MostKnown)
            {
                Known.Clear();
            }

            Known[definition] = columns;
        }

        return table with { Columns = columns };
    }

    private static List<Column> ReadColumns(DuckDBConnection connection, TableShape table)
    {
        var where =
            $"database_name = {Names.Literal(table.Database)} AND schema_name = {Names.Literal(table.Schema)} AND table_name = "
            + $"{Names.Literal(table.Name)}";
        var checks = new Dictionary<string, (int Bytes, string Text)>();
        using var command = connection.CreateCommand();
        command.CommandText =
            $"SELECT constraint_column_names[1], constraint_text FROM duckdb_constraints() WHERE constraint_type = 'CHECK' AND {where}";
        using (var reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                if (LengthCheck().Match(reader.GetString(1)) is { Success: true } match)
                {
                    checks[reader.GetString(0)] = (int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), reader.GetString(1));
                }
            }
        }

        command.CommandText =
            $"SELECT column_name, data_type, is_nullable, column_default FROM duckdb_columns() WHERE {where} ORDER BY column_index";
        using var rows = command.ExecuteReader();
        var columns = new List<Column>();
        while (rows.Read())
        {
            var name = rows.GetString(0);
            var check = checks.GetValueOrDefault(name, (MostVarchar, null!));
            columns.Add(new Column(
                name,
                columns.Count,
                rows.GetString(1),
                KindOf(rows.GetString(1)),
                check.Item1,
                !rows.GetBoolean(2),
                rows.IsDBNull(3) ? null : rows.GetString(3),
                check.Item2));
        }

        return columns;
    }

    private static ColumnKind? KindOf(string type) => type switch
    {
        "VARCHAR" => ColumnKind.Varchar,
        "SMALLINT" => ColumnKind.Short,
        "INTEGER" => ColumnKind.Integer,
        "BIGINT" => ColumnKind.Long,
        "FLOAT" => ColumnKind.Real,
        "DOUBLE" => ColumnKind.Double,
        "BOOLEAN" => ColumnKind.Boolean,
        "DATE" => ColumnKind.Date,
        "TIMESTAMP" => ColumnKind.Timestamp,
        _ when type.StartsWith("DECIMAL(", StringComparison.Ordinal) => ColumnKind.Decimal,
        _ => null,
    };

    [GeneratedRegex("strlen\\(.*\\) <= ([0-9]+)\\)\\)$")]
    private static partial Regex LengthCheck();
}
