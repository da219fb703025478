namespace Sparkify.RedshiftOnDuckDb.Dialect;

/// <summary>Names and texts as DuckDB's SQL quotes them.</summary>
internal static class Names
{
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
