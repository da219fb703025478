using DuckDB.NET.Data;

namespace Sparkify.Tests.Connecting;

/// <summary>DuckDB as another program has it: nothing is set, and nothing of ours is in it.</summary>
internal static class RawDuckDb
{
    public static List<List<object?>> Rows(string sql, string? file = null)
    {
        using var connection = new DuckDBConnection(file is null ? "Data Source=:memory:" : $"Data Source={file};ACCESS_MODE=READ_ONLY");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<List<object?>>();
        do
        {
            while (reader.FieldCount > 0 && reader.Read())
            {
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
            }
        }
        while (reader.NextResult());

        return rows;
    }
}
