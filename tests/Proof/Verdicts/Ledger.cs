using System.Globalization;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.Reference;

namespace Sparkify.Proof.Verdicts;

/// <summary>A row of <c>dw.file_ledger</c>.</summary>
internal sealed record LedgerRow(string LoadId, string Key, string ETag, string Status, string? Reason)
{
    /// <summary>Null where the warehouse did not say.</summary>
    public long? Staged { get; init; }

    public long Rejected { get; init; }

    /// <summary>Null in the lines of a version that did not count them.</summary>
    public long? Unusable { get; init; }
}

/// <summary>What the warehouse says at one moment.</summary>
internal static class Ledger
{
    private static readonly int Widest = StarTable.Names.Max(name => StarTable.ColumnsOf(name).Count);

    /// <summary>The five tables as an analyst sees them, and the loads that are recorded: one query, one snapshot.</summary>
    private static readonly string Everything = string.Join(
        " UNION ALL ", [.. StarTable.Names.Select(Rows), "SELECT 'loads' AS kind, load_id AS c0, " + Columns([], 1)]) + " FROM dw.loads";

    public static IReadOnlyList<LedgerRow> Files(DuckDbWarehouse database) =>
        [.. Ask(database, "SELECT * FROM dw.file_ledger ORDER BY load_id, key, etag, status", out var columns)
            .Select(row => columns.Zip(row).ToDictionary(cell => cell.First, cell => cell.Second))
            .Select(row => new LedgerRow(
                (string)row["load_id"]!, (string)row["key"]!, (string)row["etag"]!, (string)row["status"]!, (string?)row["reason"])
            {
                Staged = (long?)row["rows_staged"],
                Rejected = (long)row["rows_rejected"]!,
                Unusable = (long?)row.GetValueOrDefault("rows_unusable"),
            })];

    public static (IReadOnlyList<StarTable> Tables, IReadOnlyList<string> Loads) Look(DuckDbWarehouse database)
    {
        var kinds = Ask(database, Everything).ToLookup(row => (string)row[0]!, StringComparer.Ordinal);
        return (
            [.. StarTable.Names.Select(name => StarTable.Of(name, kinds[name].Select(row => Canonical(StarTable.ColumnsOf(name), row))))],
            [.. kinds["loads"].Select(row => (string)row[1]!).Order(StringComparer.Ordinal)]);
    }

    /// <summary>Answered where it is asked: nobody else runs meanwhile.</summary>
    public static IReadOnlyList<IReadOnlyList<object?>> Ask(DuckDbWarehouse database, string query) => Ask(database, query, out _);

    private static IReadOnlyList<IReadOnlyList<object?>> Ask(DuckDbWarehouse database, string query, out IReadOnlyList<string> columns)
    {
        var result = database.QueryAsync(query).GetAwaiter().GetResult();
        columns = [.. result.Columns.Select(column => column.Name)];
        return result.Rows;
    }

    private static string Rows(string table)
    {
        var columns = StarTable.ColumnsOf(table);
        return $"SELECT '{table}' AS kind, "
            + $"{Columns(columns.Select(column => column.Type == ColumnType.Text ? column.Name : $"{column.Name} || ''"), columns.Count)} "
            + $"FROM {table}";
    }

    private static string Columns(IEnumerable<string> columns, int count) =>
        string.Join(", ", [.. columns, .. Enumerable.Repeat("NULL", Widest - count)]);

    private static string?[] Canonical(IReadOnlyList<Column> columns, IReadOnlyList<object?> row) =>
        [.. columns.Select((column, i) => row[i + 1] is not string text ? null : column.Type switch
        {
            ColumnType.Fractional => double.Parse(text, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture),
            ColumnType.Timestamp =>
                DateTime.Parse(text, CultureInfo.InvariantCulture) is var time && time.Ticks % TimeSpan.TicksPerMillisecond == 0
                    ? time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)
                    : text,
            _ => text,
        })];
}
