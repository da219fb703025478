using Sparkify.Ingestion.Staging;
using Sparkify.Ingestion.Statements;
using System.Globalization;
using Sparkify.Local.DuckDb;
using Sparkify.Local.Folder;
using Sparkify.Warehouse;

namespace Sparkify.Local.Run;

/// <summary>What the warehouse has written of files and loads.</summary>
internal sealed class LedgerReader(Func<string, CancellationToken, Task<QueryResult>> ask)
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
        return [.. answer.Rows.Select(row => KeyValuePair.Create(new FileVersionKey((string)row[0]!, (string)row[1]!), new LedgerEntry
        {
            Status = (string)row[2]!,
            Reason = (string?)row[3],
            RowsStaged = row[4] is null ? null : Number(row[4]),
            RowsRejected = Number(row[5]),
            LoadId = (string)row[6]!,
            RecordedAt = AnswerText.Of(row[7]),
            Size = Number(row[8]),
            PutAt = Moment(row[9]),
            TraceId = (string?)row[10],
        }))];
    }

    /// <summary>When the last load was recorded, UTC; null before the first.</summary>
    public async Task<DateTimeOffset?> NewestLoadAsync(CancellationToken cancellationToken) =>
        Moment((await ask(LedgerQuestions.NewestLoad(), cancellationToken)).Rows[0][0]) is { } newest ? new DateTimeOffset(newest, TimeSpan.Zero) : null;

    /// <summary>When the loads that met a file did what.</summary>
    public async Task<IReadOnlyDictionary<string, LoadTimes>> TimesAsync(string key, CancellationToken cancellationToken)
    {
        var answer = await ask(LedgerQuestions.LoadTimes(key), cancellationToken);
        return answer.Rows.ToDictionary(
            row => (string)row[0]!,
            row => new LoadTimes(Moment(row[1])!.Value, Moment(row[2]), row[3] is null ? null : Number(row[3])),
            StringComparer.Ordinal);
    }

    /// <summary>Rows staged by these loads, and rows refused: by COPY, or by the rules of the merge.</summary>
    public async Task<RowCounts> RowsAsync(IReadOnlySet<string> loads, CancellationToken cancellationToken)
    {
        var answer = await ask(LedgerQuestions.RowsByLoad(), cancellationToken);
        var ours = answer.Rows.Where(row => loads.Contains((string)row[0]!)).ToList();
        return new RowCounts(ours.Sum(row => Number(row[1])), ours.Sum(row => Number(row[2])));
    }

    /// <summary>The rows that were refused.</summary>
    /// <param name="key">Of this file, and those that the merge refused of its loads: it does not know their file, and the load may have this one alone. Null: of all files.</param>
    public async Task<IReadOnlyList<RejectedRowEntry>> RejectedRowsAsync(string? key, CancellationToken cancellationToken)
    {
        var answer = await ask(LedgerQuestions.RejectedRows(key), cancellationToken);
        return
        [
            .. answer.Rows.Select(row => new RejectedRowEntry(
                (string)row[0]!, (string?)row[1], row[2] is null ? null : Number(row[2]), (string?)row[3], row[4] is null ? null : Number(row[4]), (string)row[5]!)),
        ];
    }

    public async Task<StarCounts> CountsAsync(CancellationToken cancellationToken)
    {
        var answer = await ask(LedgerQuestions.CountTables(), cancellationToken);
        var row = answer.Rows[0];
        return new StarCounts(Number(row[0]), Number(row[1]), Number(row[2]), Number(row[3]), Number(row[4]));
    }

    private static DateTime? Moment(object? value) => value is null ? null : FileJourney.Moment(AnswerText.Of(value));

    private static long Number(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);
}

internal sealed record LedgerEntry
{
    /// <summary>One of <see cref="LedgerStatus"/>.</summary>
    public required string Status { get; init; }
    public required string? Reason { get; init; }
    public required long? RowsStaged { get; init; }
    public required long RowsRejected { get; init; }
    public required string LoadId { get; init; }
    public required string RecordedAt { get; init; }
    public required long Size { get; init; }

    /// <summary>When S3 took it, UTC; null where nobody said.</summary>
    public required DateTime? PutAt { get; init; }

    public required string? TraceId { get; init; }
}

/// <summary>A line of <c>dw.rejected_rows</c>. A row that the merge refused names no file.</summary>
internal sealed record RejectedRowEntry(string LoadId, string? Key, long? Line, string? Column, long? ErrorCode, string Message)
{
    public override string ToString() =>
        $"rejected: {(Key is null ? "a row" : Key)}{(Line is null ? "" : $", line {Line}")}{(Column is null ? "" : $", column {Column}")}: {Message}";
}
