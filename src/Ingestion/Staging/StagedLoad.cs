using Sparkify.Ingestion.Statements;

namespace Sparkify.Ingestion.Staging;

/// <summary>What the COPY of a load says of itself.</summary>
public sealed record StagedLoad
{
    /// <summary>Rows that COPY says it loaded.</summary>
    public required long RowsLoaded { get; init; }

    /// <summary>Rows that the staging table holds.</summary>
    public required long RowsStaged { get; init; }

    /// <summary>When the first and the last staged event happened; null where none has a time, or where staging did not ask.</summary>
    public DateTimeOffset? FirstEvent { get; init; }

    public DateTimeOffset? LastEvent { get; init; }

    public required IReadOnlyList<FileRead> FilesRead { get; init; }
    public required IReadOnlyList<LoadError> LoadErrors { get; init; }

    /// <summary>Reads it from the results of the staging batch.</summary>
    /// <param name="positions">Where in the batch the results stand: rows loaded, rows staged, files read, load errors; from 1.</param>
    public static async Task<StagedLoad> ReadAsync(
        IWarehouse warehouse,
        string batchId,
        (int RowsLoaded, int RowsStaged, int FilesRead, int LoadErrors) positions,
        CancellationToken cancellationToken)
    {
        var loaded = await warehouse.ReadAsync(batchId, positions.RowsLoaded, cancellationToken);
        var staged = await warehouse.ReadAsync(batchId, positions.RowsStaged, cancellationToken);
        var files = await warehouse.ReadAsync(batchId, positions.FilesRead, cancellationToken);
        var rejects = await warehouse.ReadAsync(batchId, positions.LoadErrors, cancellationToken);
        return new StagedLoad
        {
            RowsLoaded = loaded[0].Number("rows_loaded"),
            RowsStaged = staged[0].Number("rows_staged"),
            FirstEvent = Moment(staged[0], "first_event"),
            LastEvent = Moment(staged[0], "last_event"),
            FilesRead = [.. files.Select(FileRead.FromResult)],
            LoadErrors = [.. rejects.Select(LoadError.FromResult)],
        };
    }

    /// <summary>A load that the version before has staged did not ask.</summary>
    private static DateTimeOffset? Moment(ResultRow row, string column) =>
        row.Has(column) && row.NumberOrNull(column) is { } milliseconds ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) : null;
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
