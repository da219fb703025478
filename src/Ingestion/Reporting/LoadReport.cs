using System.Globalization;
using System.Text.Json.Serialization;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Ingestion.Reporting;

/// <summary>What a load did: the output of its execution, and what its metrics are made of.</summary>
public sealed record LoadReport
{
    [JsonPropertyName("loadId")]
    public required string LoadId { get; init; }

    [JsonPropertyName("dataset")]
    public required Dataset Dataset { get; init; }

    [JsonPropertyName("files")]
    public required int Files { get; init; }

    [JsonPropertyName("filesQuarantined")]
    public required int FilesQuarantined { get; init; }

    [JsonPropertyName("rowsRead")]
    public required long RowsRead { get; init; }

    [JsonPropertyName("rowsStaged")]
    public required long RowsStaged { get; init; }

    [JsonPropertyName("rowsRejected")]
    public required long RowsRejected { get; init; }

    /// <summary>Rows refused by COPY and those refused by the rules of the merge: what <c>dw.rejected_rows</c> holds of the load.</summary>
    [JsonPropertyName("rowsRefused")]
    public required long RowsRefused { get; init; }

    [JsonPropertyName("songplaysResolved")]
    public required long SongplaysResolved { get; init; }

    [JsonPropertyName("tables")]
    public required IReadOnlyList<TableCounts> Tables { get; init; }

    /// <summary>Milliseconds that the warehouse took to stage and to merge.</summary>
    [JsonPropertyName("stagingMs")]
    public required long StagingMs { get; init; }

    [JsonPropertyName("mergingMs")]
    public required long MergingMs { get; init; }

    /// <summary>Milliseconds since 1970, UTC, by the warehouse's clock: when the ledger's line was written, which is the last thing before the commit.</summary>
    [JsonPropertyName("recordedAt")]
    public required long RecordedAt { get; init; }

    /// <summary>Milliseconds since 1970, UTC: when the first and the last of the staged events happened. Null where none was staged, or where a repeated merge found them merged.</summary>
    [JsonPropertyName("oldestEvent")]
    public long? OldestEvent { get; init; }

    [JsonPropertyName("newestEvent")]
    public long? NewestEvent { get; init; }

    /// <param name="rows">The result of <c>load_outcome.sql</c>, in its order of columns.</param>
    public static LoadReport Of(Load load, StatementTicket? staging, StatementTicket merging, IReadOnlyList<IReadOnlyList<object?>> rows) => new()
    {
        LoadId = load.LoadId,
        Dataset = load.Dataset,
        Files = load.Files,
        FilesQuarantined = load.Quarantine ? load.Files : 0,
        RowsRead = Total(rows, 8),
        RowsStaged = Total(rows, 9),
        RowsRejected = Total(rows, 10),
        RowsRefused = Total(rows, 13),
        SongplaysResolved = Total(rows, 11),
        Tables = [.. rows.Where(row => row[0] is not null).Select(row => new TableCounts
        {
            Table = (string)row[0]!,
            Staged = ResultReader.ToLong(row[1]),
            Inserted = ResultReader.ToLong(row[2]),
            Updated = ResultReader.ToLong(row[3]),
            Unchanged = ResultReader.ToLong(row[4]),
            Filtered = ResultReader.ToLong(row[5]),
            Duplicate = ResultReader.ToLong(row[6]),
        })],
        StagingMs = staging?.DurationMs ?? 0,
        MergingMs = merging.DurationMs,
        RecordedAt = Time(rows, 12) ?? 0,
        OldestEvent = Time(rows, 14),
        NewestEvent = Time(rows, 15),
    };

    /// <summary>A time of the warehouse, which is UTC, as milliseconds since 1970.</summary>
    private static long? Time(IReadOnlyList<IReadOnlyList<object?>> rows, int column) => rows.Count > 0 && rows[0][column] is string time
        ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUnixTimeMilliseconds()
        : null;

    /// <summary>A total of the whole load, which every row of the result repeats.</summary>
    private static long Total(IReadOnlyList<IReadOnlyList<object?>> rows, int column) => rows.Count == 0 ? 0 : ResultReader.ToLong(rows[0][column]);
}

/// <summary>Where the staged rows went in one table: staged = inserted + updated + unchanged + filtered + duplicate.</summary>
public sealed record TableCounts
{
    [JsonPropertyName("table")]
    public required string Table { get; init; }

    [JsonPropertyName("staged")]
    public required long Staged { get; init; }

    [JsonPropertyName("inserted")]
    public required long Inserted { get; init; }

    [JsonPropertyName("updated")]
    public required long Updated { get; init; }

    [JsonPropertyName("unchanged")]
    public required long Unchanged { get; init; }

    [JsonPropertyName("filtered")]
    public required long Filtered { get; init; }

    [JsonPropertyName("duplicate")]
    public required long Duplicate { get; init; }
}
