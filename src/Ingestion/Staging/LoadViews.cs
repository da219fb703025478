using Sparkify.Ingestion.Statements;

namespace Sparkify.Ingestion.Staging;

/// <summary>
/// What the load views say of one COPY. They are no part of its transaction and may lag behind it: what they say counts only where it adds
/// up with what the COPY says of itself.
/// </summary>
/// <remarks>https://docs.aws.amazon.com/redshift/latest/dg/cm_chap_system-tables.html</remarks>
public sealed record LoadViews
{
    /// <summary>Rows loaded, as the history has it; null where the history has no line of the COPY.</summary>
    public required long? RowsLoaded { get; init; }

    /// <summary>How many errors the history knows of.</summary>
    public required long Errors { get; init; }

    public required IReadOnlyList<FileRead> FilesRead { get; init; }
    public required IReadOnlyList<LoadError> LoadErrors { get; init; }

    /// <summary>Reads it from the results of a batch.</summary>
    /// <param name="positions">Where in the batch the results stand, from 1.</param>
    public static async Task<LoadViews> ReadAsync(
        IWarehouse warehouse, string batchId, (int FilesRead, int LoadErrors, int History) positions, CancellationToken cancellationToken)
    {
        var history = await warehouse.ReadAsync(batchId, positions.History, cancellationToken);
        var files = await warehouse.ReadAsync(batchId, positions.FilesRead, cancellationToken);
        var errors = await warehouse.ReadAsync(batchId, positions.LoadErrors, cancellationToken);
        return new LoadViews
        {
            RowsLoaded = history.Count == 0 ? null : history[0].NumberOrNull("loaded_rows"),
            Errors = history.Count == 0 ? 0 : history[0].NumberOrNull("error_count") ?? 0,
            FilesRead = [.. files.Select(FileRead.FromResult)],
            LoadErrors = [.. errors.Select(LoadError.FromResult)],
        };
    }
}

/// <summary>A file as COPY found it.</summary>
/// <param name="FileName">Its address, cut at 256 characters.</param>
/// <param name="ETag">Of the version that was read; empty where the warehouse does not say.</param>
/// <param name="Rows">Read: staged and rejected.</param>
/// <param name="Bytes">As the warehouse counts them.</param>
public sealed record FileRead(string FileName, string ETag, long Rows, long Bytes)
{
    /// <summary>From a row of <c>files_read.sql</c>.</summary>
    internal static FileRead FromResult(ResultRow row) => new(
        row.Text("file_name"),
        (row.TextOrNull("file_etag") ?? "").Trim('"'),
        row.NumberOrNull("rows_read") ?? 0,
        row.NumberOrNull("bytes_read") ?? 0);
}

/// <summary>A row that COPY refused, as the views of load errors say it.</summary>
/// <param name="FileName">The file's address, cut at 256 characters.</param>
/// <param name="Line">The last line of the object.</param>
public sealed record LoadError(string FileName, long Line, string? Column, int Code, string Message)
{
    /// <summary>From a row of <c>load_errors.sql</c> or of <c>explain_failure.sql</c>.</summary>
    public static LoadError FromResult(ResultRow row) => new(
        row.TextOrNull("file_name") ?? "",
        row.NumberOrNull("line_number") ?? 0,
        row.TextOrNull("column_name") is { Length: > 0 } column ? column : null,
        (int)(row.NumberOrNull("error_code") ?? 0),
        row.TextOrNull("error_message") ?? "");

    /// <summary>For an operator: where, and what.</summary>
    public string Describe() => $"line {Line}{(Column is null ? "" : $", column {Column}")}: {Message}";
}
