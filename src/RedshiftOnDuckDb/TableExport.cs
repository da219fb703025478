using DuckDB.NET.Data;
using Sparkify.Ingestion.Failures;
using Sparkify.RedshiftOnDuckDb.Dialect;

namespace Sparkify.RedshiftOnDuckDb;

/// <summary>Tables written into files by DuckDB, in one transaction that only reads.</summary>
internal static class TableExport
{
    /// <returns>The rows of each table.</returns>
    /// <exception cref="WarehouseRefusedException">In Redshift's words: a full disk, or a table that is not there.</exception>
    public static IReadOnlyList<long> Run(
        WarehouseFile file, IReadOnlyList<ExportedTable> tables, ExportFormat format, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = file.Connect();
            connection.Run("BEGIN TRANSACTION READ ONLY");
            return [.. tables.Select(table => Write(connection, table, format, cancellationToken))];
        }
        catch (DuckDBException failure)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new WarehouseRefusedException(DuckDbErrors.ToRedshift(failure).Message, failure);
        }
    }

    private static long Write(DuckDBConnection connection, ExportedTable table, ExportFormat format, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var command = connection.CreateCommand();
        command.CommandText = $"COPY (SELECT * FROM {table.Name} ORDER BY {table.OrderBy}) TO {Names.Literal(table.Path)} "
            + (format is ExportFormat.Parquet ? "(FORMAT parquet, COMPRESSION zstd)" : "(FORMAT csv, HEADER)");
        using var abort = cancellationToken.Register(command.Cancel);
        return command.ExecuteNonQuery();
    }
}
