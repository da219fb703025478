using System.Globalization;
using DuckDB.NET.Data;

namespace Sparkify.Bench;

/// <summary>A home that has seen many files: their lines in the ledger are made by SQL, and nothing else of them is there.</summary>
internal static class OldHome
{
    private const int FilesOfALoad = 5_000;

    /// <param name="home">Has loaded one file, and no process has it: what is made looks like that, and is older.</param>
    public static void Age(string home, int lines)
    {
        using var connection = new DuckDBConnection($"Data Source={Path.Combine(home, "warehouse.duckdb")}");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"""
            INSERT INTO dw.file_ledger
            SELECT file.* REPLACE (
                'made-' || i // {FilesOfALoad} AS load_id, 'song_data/made/' || i || '.json' AS key, md5(i::VARCHAR) AS etag,
                recorded_at - to_minutes(1 + i // {FilesOfALoad}) AS recorded_at)
            FROM dw.file_ledger file, range({lines}) made(i);
            INSERT INTO dw.loads
            SELECT load.* REPLACE (
                'made-' || i AS load_id, 'made-' || i AS execution_id, {FilesOfALoad} AS files,
                recorded_at - to_minutes(1 + i) AS recorded_at)
            FROM dw.loads load, range({(lines + FilesOfALoad - 1) / FilesOfALoad}) made(i);
            """);
        command.ExecuteNonQuery();
    }
}
