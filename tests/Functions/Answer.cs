using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Reporting;
using Sparkify.Ingestion.Staging;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests;

/// <summary>Results of the project's own questions, by the columns that their SQL files give them.</summary>
internal sealed record Answer(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    private static readonly string[] LoadErrorColumns = ["file_name", "line_number", "column_name", "error_code", "error_message"];

    private static readonly string[] Outcome =
    [
        "table_name", "staged", "inserted", "updated", "unchanged", "filtered", "duplicate",
        "files", "rows_read", "rows_staged", "rows_rejected", "rows_unusable", "tracks_resolved", "recorded_at",
        "oldest_event", "newest_event",
    ];

    /// <summary>The name of every COPY.</summary>
    public const long CopyId = 4_711;

    public static Answer RowsLoaded(long rows) => Of(["rows_loaded", "copy_id"], [rows, CopyId]);

    /// <summary>Of a batch of the version before, which did not ask for the COPY's name.</summary>
    public static Answer OldRowsLoaded(long rows) => Of(["rows_loaded"], [rows]);

    public static Answer History(long rows, long errors) => Of(["loaded_rows", "error_count"], [rows, errors]);

    public static Answer NoHistory => None("loaded_rows", "error_count");

    /// <param name="rows">How many.</param>
    /// <param name="first">When the first of their events happened, milliseconds; null: none did.</param>
    /// <param name="last">When the last did.</param>
    /// <param name="lacks">How many lack a ts, have it outside the years, lack a sessionId, an itemInSession; each in another row.</param>
    public static Answer RowsStaged(long rows, long? first = null, long? last = null, params long[] lacks) => Of(
        ["rows_staged", "first_event", "last_event", "rows_unusable", "lacks_1", "lacks_2", "lacks_3", "lacks_4"],
        [rows, first, last, lacks.Sum(), .. Enumerable.Range(0, 4).Select(i => (object?)lacks.ElementAtOrDefault(i))]);

    public static Answer FilesRead(params object?[][] rows) => Of(["file_name", "file_etag", "rows_read", "bytes_read"], rows);

    public static Answer LoadErrors(params object?[][] rows) => Of(LoadErrorColumns, rows);

    public static Answer Compared(params (long Number, long Known)[] rows) =>
        Of(["n", "known", "asked_at"], [.. rows.Select(row => new object?[] { row.Number, row.Known, "2018-11-01 23:59:00" })]);

    public static Answer Counted(
        object? loaded, object? quarantined, object? superseded, object? staged, object? rejected, object? unusable) => Of(
        ["loaded", "quarantined", "superseded", "rows_staged", "rows_rejected", "rows_unusable"],
        [loaded, quarantined, superseded, staged, rejected, unusable]);

    /// <param name="tables">A table's name and its six counts; none for a load that was quarantined.</param>
    /// <param name="totals">
    /// Files; rows read, staged, rejected and unusable; tracks resolved; the moment; the first and the last event.
    /// </param>
    public static Answer LoadOutcome(object?[][] tables, params object?[] totals) =>
        Of(Outcome, [.. (tables.Length > 0 ? tables : [new object?[7]]).Select(table => table.Concat(totals).ToArray())]);

    public static Answer None(params string[] columns) => new(columns, []);

    public ListedChunk Chunk(bool force, IReadOnlyList<NumberedFile> files) => ListedChunk.Of(force, files, Named);

    public LoadReport Record(Load load, StatementTicket? staging, StatementTicket merging) => LoadReport.Of(load, staging, merging, Named);

    public LoadError LoadError() => Ingestion.Staging.LoadError.FromResult(Named[0]);

    private IReadOnlyList<ResultRow> Named => [.. Rows.Select(row => new ResultRow(Columns, row))];

    private static Answer Of(string[] columns, params object?[][] rows)
    {
        Assert.All(rows, row => Assert.Equal(columns.Length, row.Length));
        return new Answer(columns, rows);
    }
}
