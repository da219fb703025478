using Sparkify.Ingestion.Staging;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Operations;

/// <summary>What the warehouse has written of files and loads.</summary>
public sealed class LedgerReader(Func<string, CancellationToken, Task<QueryResult>> ask)
{
    /// <summary>What the newest load that met each version of each file says of it.</summary>
    public async Task<IReadOnlyDictionary<FileVersionKey, LedgerEntry>> FilesAsync(CancellationToken cancellationToken)
    {
        var entries = new Dictionary<FileVersionKey, LedgerEntry>();
        foreach (var (version, entry) in await LinesAsync(key: null, cancellationToken))
        {
            entries[version] = entry;
        }

        return entries;
    }

    /// <summary>Every line, in the order of recording: a version that several loads met has several.</summary>
    /// <param name="key">Of this file; null: of all.</param>
    public async Task<IReadOnlyList<KeyValuePair<FileVersionKey, LedgerEntry>>> LinesAsync(string? key, CancellationToken cancellationToken)
    {
        var answer = await ask(LedgerQuestions.Files(key), cancellationToken);
        return [.. answer.Named.Select(row => KeyValuePair.Create(new FileVersionKey(row.Text("key"), row.Text("etag")), new LedgerEntry
        {
            Status = row.Text("status"),
            Reason = row.TextOrNull("reason"),
            RowsStaged = row.NumberOrNull("rows_staged"),
            RowsRejected = row.Number("rows_rejected"),
            RowsUnusable = row.NumberOrNull("rows_unusable") ?? 0,
            LoadId = row.Text("load_id"),
            RecordedAt = row.Text("recorded_at"),
            Size = row.Number("size"),
            PutAt = row.TimestampOrNull("event_time")?.UtcDateTime,
            TraceId = row.TextOrNull("trace_id"),
        }))];
    }

    /// <summary>When the last load was recorded, UTC; null before the first.</summary>
    public async Task<DateTimeOffset?> NewestLoadAsync(CancellationToken cancellationToken) =>
        (await ask(LedgerQuestions.NewestLoad(), cancellationToken)).Named.Single().TimestampOrNull("recorded_at");

    /// <summary>When the loads that met a file did what.</summary>
    public async Task<IReadOnlyDictionary<string, LoadTimes>> TimesAsync(string key, CancellationToken cancellationToken)
    {
        var answer = await ask(LedgerQuestions.LoadTimes(key), cancellationToken);
        return answer.Named.ToDictionary(
            row => row.Text("load_id"),
            row => new LoadTimes(
                row.Timestamp("started_at").UtcDateTime, row.TimestampOrNull("copy_at")?.UtcDateTime, row.NumberOrNull("copy_ms")),
            StringComparer.Ordinal);
    }

    /// <summary>Rows that these loads staged, those that COPY refused, and of the staged ones those that no table can use.</summary>
    public async Task<RowCounts> RowsAsync(IReadOnlySet<string> loads, CancellationToken cancellationToken)
    {
        var answer = await ask(LedgerQuestions.RowsByLoad(), cancellationToken);
        var ours = answer.Named.Where(row => loads.Contains(row.Text("load_id"))).ToList();
        return new RowCounts(
            ours.Sum(row => row.Number("rows_staged")),
            ours.Sum(row => row.Number("rows_rejected")),
            ours.Sum(row => row.Number("rows_unusable")));
    }

    /// <summary>The rows that were refused.</summary>
    /// <param name="key">
    /// Of this file; null: of all files, and what merges of earlier versions refused, which did not know the file.
    /// </param>
    public async Task<IReadOnlyList<RejectedRowEntry>> RejectedRowsAsync(string? key, CancellationToken cancellationToken)
    {
        var answer = await ask(LedgerQuestions.RejectedRows(key), cancellationToken);
        return
        [
            .. answer.Named.Select(row => new RejectedRowEntry(
                row.Text("load_id"),
                row.TextOrNull("key"),
                row.NumberOrNull("line_number"),
                row.TextOrNull("column_name"),
                row.NumberOrNull("error_code"),
                row.Text("message"))),
        ];
    }

    public async Task<StarCounts> CountsAsync(CancellationToken cancellationToken)
    {
        var answer = await ask(LedgerQuestions.CountTables(), cancellationToken);
        var row = answer.Named.Single();
        return new StarCounts(
            row.Number("songplays"), row.Number("users"), row.Number("songs"), row.Number("artists"), row.Number("times"));
    }
}

public sealed record LedgerEntry
{
    /// <summary>One of <see cref="LedgerStatus"/>.</summary>
    public required string Status { get; init; }
    public required string? Reason { get; init; }
    public required long? RowsStaged { get; init; }
    public required long RowsRejected { get; init; }
    public required long RowsUnusable { get; init; }
    public required string LoadId { get; init; }
    public required string RecordedAt { get; init; }
    public required long Size { get; init; }

    /// <summary>When S3 took it, UTC; null where nobody said.</summary>
    public required DateTime? PutAt { get; init; }

    public required string? TraceId { get; init; }
}

/// <summary>A line of <c>dw.rejected_rows</c>. A row that the merge of an earlier version refused names no file.</summary>
public sealed record RejectedRowEntry(string LoadId, string? Key, long? Line, string? Column, long? ErrorCode, string Message)
{
    public override string ToString() =>
        $"rejected: {(Key is null ? "a row" : Key)}{(Line is null ? "" : $", line {Line}")}{(Column is null ? "" : $", column {Column}")}: "
        + $"{Message}";
}
