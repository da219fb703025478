using System.Text.Json.Serialization;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Quarantine;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Ingestion.Reporting;

/// <summary>What a load did: the output of its execution, and what its metrics are made of.</summary>
public sealed record LoadReport
{
    [JsonPropertyName("loadId")]
    public required string LoadId { get; init; }

    [JsonPropertyName("dataset")]
    public required Dataset Dataset { get; init; }

    /// <summary>Loaded or quarantined: an end of <see cref="SplitOutcome"/>.</summary>
    [JsonPropertyName("outcome")]
    public required string Outcome { get; init; }

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

    /// <summary>Of the staged ones: those that no table can use.</summary>
    [JsonPropertyName("rowsUnusable")]
    public required long RowsUnusable { get; init; }

    /// <summary>Tracks that were stated before, and of which the load made the song known.</summary>
    [JsonPropertyName("tracksResolved")]
    public required long TracksResolved { get; init; }

    [JsonPropertyName("tables")]
    public required IReadOnlyList<TableCounts> Tables { get; init; }

    /// <summary>Milliseconds that the warehouse took to stage and to merge.</summary>
    [JsonPropertyName("stagingMs")]
    public required long StagingMs { get; init; }

    [JsonPropertyName("mergingMs")]
    public required long MergingMs { get; init; }

    /// <summary>
    /// Milliseconds since 1970, UTC, by the warehouse's clock: when the ledger's line was written, which is the last thing before the
    /// commit.
    /// </summary>
    [JsonPropertyName("recordedAt")]
    public required long RecordedAt { get; init; }

    /// <summary>
    /// Milliseconds since 1970, UTC: when the first and the last of the staged events happened. Null where none was staged.
    /// </summary>
    [JsonPropertyName("oldestEvent")]
    public long? OldestEvent { get; init; }

    [JsonPropertyName("newestEvent")]
    public long? NewestEvent { get; init; }

    /// <param name="rows">The result of <c>load_outcome.sql</c>.</param>
    public static LoadReport Of(Load load, StatementTicket? staging, StatementTicket merging, IReadOnlyList<ResultRow> rows) => new()
    {
        LoadId = load.LoadId,
        Dataset = load.Dataset,
        Outcome = load.Quarantine ? SplitOutcome.Quarantined : SplitOutcome.Loaded,
        Files = load.Files,
        FilesQuarantined = load.Quarantine ? load.Files : 0,
        RowsRead = Total(rows, "rows_read"),
        RowsStaged = Total(rows, "rows_staged"),
        RowsRejected = Total(rows, "rows_rejected"),
        RowsUnusable = Total(rows, "rows_unusable"),
        TracksResolved = Total(rows, "tracks_resolved"),
        Tables = [.. rows.Where(row => row.TextOrNull("table_name") is not null).Select(row => new TableCounts
        {
            Table = row.Text("table_name"),
            Staged = row.Number("staged"),
            Inserted = row.Number("inserted"),
            Updated = row.Number("updated"),
            Unchanged = row.Number("unchanged"),
            Filtered = row.Number("filtered"),
            Duplicate = row.Number("duplicate"),
        })],
        StagingMs = staging?.DurationMs ?? 0,
        MergingMs = merging.DurationMs,
        RecordedAt = Time(rows, "recorded_at") ?? 0,
        OldestEvent = Time(rows, "oldest_event"),
        NewestEvent = Time(rows, "newest_event"),
    };

    /// <summary>A time of the warehouse, which is UTC, as milliseconds since 1970.</summary>
    private static long? Time(IReadOnlyList<ResultRow> rows, string column) =>
        rows.Count == 0 ? null : rows[0].TimestampOrNull(column)?.ToUnixTimeMilliseconds();

    /// <summary>A total of the whole load, which every row of the result repeats. A merge of the version before did not say all.</summary>
    private static long Total(IReadOnlyList<ResultRow> rows, string column) =>
        rows.Count > 0 && rows[0].Has(column) ? rows[0].Number(column) : 0;
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
