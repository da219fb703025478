using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using NpgsqlTypes;
using Sparkify.Reference;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Postgres;

/// <summary>
/// Runs the product's statements on PostgreSQL, Redshift's nearest relative: its table attributes are stripped, COPY is done by rows, and
/// nothing else differs.
/// </summary>
internal sealed partial class PostgresWarehouse : IDisposable
{
    private readonly NpgsqlConnection connection;
    private int loads;

    public PostgresWarehouse(string server)
    {
        using (var admin = new NpgsqlConnection(server))
        {
            admin.Open();
            var database = "sparkify_" + Guid.NewGuid().ToString("N");
            using var create = new NpgsqlCommand($"CREATE DATABASE {database}", admin);
            create.ExecuteNonQuery();
            connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Database = database }.ToString());
        }

        connection.Open();
        Run("CREATE FUNCTION len(text) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT length($1)'");
        Run("CREATE FUNCTION strtol(text, integer) RETURNS bigint LANGUAGE sql IMMUTABLE AS "
            + "'SELECT (''x'' || lpad($1, 16, ''0''))::bit(64)::bigint'");
        Run("CREATE FUNCTION getdate() RETURNS timestamp LANGUAGE sql STABLE AS 'SELECT localtimestamp'");
        foreach (var statement in SchemaChanges.After([]).SelectMany(batch => batch.Statements))
        {
            Run(statement);
        }
    }

    public void Load(IReadOnlyList<FileReading> files)
    {
        foreach (var dataset in files.GroupBy(file => file.File.Dataset))
        {
            var shape = dataset.Key.Product().StagingShape;
            var staging = $"{shape}_{++loads}";
            Run(SqlCatalog.Stage.CreateStaging.Render(SqlArgument.Identifier("staging", staging), SqlArgument.Identifier("shape", shape)));
            Merge(staging, dataset.Key, Stage(staging, dataset));
        }
    }

    public IReadOnlyList<StarTable> Tables() => [.. StarTable.Names.Select(Table)];

    public long Count(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public void Dispose() => connection.Dispose();

    private void Merge(string staging, Dataset dataset, long rows)
    {
        var batch = new MergeBatch
        {
            Staging = staging,
            RowsStaged = rows,
            Record = new RecordBatch
            {
                LoadId = staging, Dataset = dataset.Product(), ExecutionId = "here", Outcomes = "s3://none/none",
                StartedAt = DateTimeOffset.UnixEpoch, CopyRole = "none", Files = 1, RowsRead = rows, RowsStaged = rows, RowsRejected = 0,
            },
        };
        using var transaction = connection.BeginTransaction();
        foreach (var statement in batch.Statements().Where(sql => !sql.StartsWith("COPY", StringComparison.Ordinal)))
        {
            Run(statement);
        }

        transaction.Commit();
        foreach (var temporary in batch.Statements().Select(sql => Temporary().Match(sql)).Where(match => match.Success))
        {
            Run($"DROP TABLE {temporary.Groups[1].Value}");
        }
    }

    private void Run(string sql)
    {
        using var command = new NpgsqlCommand(Attributes().Replace(sql, ""), connection);
        command.ExecuteNonQuery();
    }

    private StarTable Table(string name)
    {
        var columns = StarTable.ColumnsOf(name)
            .Select(column => column.Type == ColumnType.Timestamp ? $"to_char({column.Name}, 'YYYY-MM-DD HH24:MI:SS.MS')" : column.Name);
        using var command = new NpgsqlCommand($"SELECT {string.Join(", ", columns)} FROM {name}", connection);
        using var reader = command.ExecuteReader();
        var rows = new List<string?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : Text(reader.GetValue(i)))]);
        }

        return StarTable.Of(name, rows);
    }

    /// <summary>A number as .NET writes it, like DuckDB's: the databases' own texts of one double differ.</summary>
    private static string? Text(object value) =>
        value is double number ? number.ToString("R", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture);

    private long Stage(string staging, IGrouping<Dataset, FileReading> files)
    {
        var columns = string.Join(", ", StagingShape.Of(files.Key).Columns.Select(column => column.Name));
        using var writer = connection.BeginBinaryImport($"COPY dw.{staging} ({columns}) FROM STDIN (FORMAT BINARY)");
        foreach (var row in files.SelectMany(file => file.Rows))
        {
            writer.StartRow();
            Write(writer, row);
        }

        return (long)writer.Complete();
    }

    private static void Write(NpgsqlBinaryImporter writer, object?[] values)
    {
        foreach (var value in values)
        {
            switch (value)
            {
                case null: writer.WriteNull(); break;
                case string text: writer.Write(text, NpgsqlDbType.Varchar); break;
                case long number: writer.Write(number, NpgsqlDbType.Bigint); break;
                case int number: writer.Write(number, NpgsqlDbType.Integer); break;
                case double number: writer.Write(number, NpgsqlDbType.Double); break;
                default: throw new ArgumentException($"no column takes a {value.GetType()}", nameof(values));
            }
        }
    }

    /// <summary>What says where Redshift keeps rows: PostgreSQL has one place.</summary>
    [GeneratedRegex(@"\bDISTSTYLE\s+(ALL|EVEN|AUTO|KEY)|\bDISTKEY\s*\(\w+\)|\b(COMPOUND\s+)?SORTKEY\s*\([^)]*\)")]
    private static partial Regex Attributes();

    [GeneratedRegex(@"^CREATE TEMP TABLE (\w+)")]
    private static partial Regex Temporary();
}
