namespace Sparkify.RedshiftOnDuckDb;

/// <summary>A table on its way into a file.</summary>
/// <param name="Name">As a query has it: <c>songplays</c>, <c>dw.loads</c>.</param>
/// <param name="OrderBy">The columns that put its rows in order, so that the same rows make the same file.</param>
/// <param name="Path">Of the file, which is written over.</param>
public sealed record ExportedTable(string Name, string OrderBy, string Path);

/// <summary>What an exported file is.</summary>
public enum ExportFormat
{
    /// <summary>Apache Parquet, compressed by Zstandard.</summary>
    Parquet,

    /// <summary>RFC 4180 with a line of names; NULL is nothing between two commas, empty text is <c>""</c>.</summary>
    Csv,
}
