using Sparkify.Ingestion.Statements;

namespace Sparkify.Ingestion.Staging;

/// <summary>What the COPY of a load says of itself.</summary>
public sealed record StagedLoad
{
    /// <summary>Rows that COPY says it loaded.</summary>
    public required long RowsLoaded { get; init; }

    /// <summary>Rows that the staging table holds.</summary>
    public required long RowsStaged { get; init; }

    public required IReadOnlyList<FileRead> FilesRead { get; init; }
    public required IReadOnlyList<LoadError> LoadErrors { get; init; }

    /// <summary>Reads it from the results of the staging batch.</summary>
    /// <param name="positions">Where in the batch the results stand: rows loaded, rows staged, files read, rejected rows; from 1.</param>
    public static async Task<StagedLoad> ReadAsync(
        IWarehouse warehouse, string batchId, (int RowsLoaded, int RowsStaged, int FilesRead, int RejectedRows) positions, CancellationToken cancellationToken)
    {
        var loaded = await warehouse.ReadAsync(batchId, positions.RowsLoaded, cancellationToken);
        var staged = await warehouse.ReadAsync(batchId, positions.RowsStaged, cancellationToken);
        var files = await warehouse.ReadAsync(batchId, positions.FilesRead, cancellationToken);
        var rejects = await warehouse.ReadAsync(batchId, positions.RejectedRows, cancellationToken);
        return new StagedLoad
        {
            RowsLoaded = ResultReader.ToLong(loaded[0][0]),
            RowsStaged = ResultReader.ToLong(staged[0][0]),
            FilesRead = [.. files.Select(row => new FileRead((string)row[0]!, ((string?)row[1] ?? "").Trim('"'), ResultReader.ToLong(row[2]), ResultReader.ToLong(row[3])))],
            LoadErrors = [.. rejects.Select(LoadError.FromResult)],
        };
    }
}

/// <summary>A file as COPY found it.</summary>
/// <param name="FileName">Its address, cut at 256 characters.</param>
/// <param name="ETag">Of the version that was read; empty where the warehouse does not say.</param>
/// <param name="Rows">Read: staged and rejected.</param>
/// <param name="Bytes">As the warehouse counts them.</param>
public sealed record FileRead(string FileName, string ETag, long Rows, long Bytes);

/// <summary>A row that COPY refused, as the views of load errors say it.</summary>
/// <param name="FileName">The file's address, cut at 256 characters.</param>
/// <param name="Line">The last line of the object.</param>
public sealed record LoadError(string FileName, long Line, string? Column, int Code, string Message)
{
    /// <summary>From the columns file_name, line_number, column_name, error_code, error_message.</summary>
    public static LoadError FromResult(IReadOnlyList<object?> row) => new(
        (string?)row[0] ?? "",
        ResultReader.ToLong(row[1]),
        row[2] is string { Length: > 0 } column ? column : null,
        (int)ResultReader.ToLong(row[3]),
        (string?)row[4] ?? "");

    /// <summary>For an operator: where, and what.</summary>
    public string Describe() => $"line {Line}{(Column is null ? "" : $", column {Column}")}: {Message}";
}
