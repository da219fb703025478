using System.Runtime.CompilerServices;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Staging;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Operations;

/// <summary>
/// What the warehouse has written of files and loads. No answer grows with the ledger: each is of what is named, or a page.
/// </summary>
/// <param name="ask">Runs a query.</param>
/// <param name="mostListed">
/// Lines of a page, some ten megabytes. Fewer would be dearer: where keys lie in no order, each page is a look at all of them.
/// </param>
public sealed class LedgerReader(Func<string, CancellationToken, Task<QueryResult>> ask, int mostListed = 20_000)
{
    /// <summary>
    /// A dataset's lines in the order of the UTF-8 bytes of their keys, as a bucket is listed. A page is asked for when it is needed.
    /// </summary>
    /// <param name="dataset">Whose lines.</param>
    /// <param name="after">The lines that come after this place.</param>
    /// <param name="among">Which keys.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<LedgerLine> ListAsync(
        Dataset dataset, LedgerPlace after, LedgerAmong among, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int found;
        do
        {
            found = 0;
            foreach (var line in Lines(await ask(LedgerQuestions.ListedLines(dataset, after, among, mostListed), cancellationToken)))
            {
                after = new LedgerPlace(line.Version.Key, line.Entry.LoadId, line.Version.ETag);
                found++;
                yield return line;
            }
        }
        while (found == mostListed);
    }

    /// <summary>Keys of a dataset that have a part in them, in whatever case: of the first lines so many.</summary>
    /// <param name="part">ASCII.</param>
    public async Task<IEnumerable<string>> KeysAsync(Dataset dataset, string part, int most, CancellationToken cancellationToken) =>
        Lines(await ask(
            LedgerQuestions.ListedLines(dataset, LedgerPlace.Before(dataset.Prefix), new LedgerAmong { Part = part }, most),
            cancellationToken)).Select(line => line.Version.Key);

    /// <summary>Every line of a file, in the order of recording: a version that several loads met has several.</summary>
    public async Task<IReadOnlyList<LedgerLine>> LinesAsync(string key, CancellationToken cancellationToken) =>
    [
        .. Lines(await ask(LedgerQuestions.FileLines(key), cancellationToken))
            .Where(line => string.Equals(line.Version.Key, key, StringComparison.Ordinal))
    ];

    /// <summary>What the newest load that met each of these versions says of it. A version that no load has met is not there.</summary>
    public async Task<IReadOnlyDictionary<FileVersionKey, LedgerEntry>> FindAsync(
        IReadOnlyCollection<FileVersionKey> versions, CancellationToken cancellationToken)
    {
        var asked = versions.ToHashSet();
        var found = new Dictionary<FileVersionKey, LedgerEntry>();
        foreach (var sql in LedgerQuestions.NewestLines(asked.Select(version => (version.Key, version.ETag))))
        {
            foreach (var line in Lines(await ask(sql, cancellationToken)).Where(line => asked.Contains(line.Version)))
            {
                found[line.Version] = line.Entry;
            }
        }

        return found;
    }

    /// <summary>Whether the ledger knows each of these versions. Mostly it knows all or none: the first alone is asked for first.</summary>
    public async Task<bool> HasAllAsync(IReadOnlyList<FileVersionKey> versions, CancellationToken cancellationToken) =>
        (await FindAsync([.. versions.Take(1)], cancellationToken)).Count == Math.Min(1, versions.Count)
        && (await FindAsync(versions, cancellationToken)).Count == versions.Distinct().Count();

    /// <summary>Every line that these loads wrote.</summary>
    public async IAsyncEnumerable<LedgerLine> LinesOfAsync(
        IReadOnlySet<string> loads, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var sql in LedgerQuestions.LoadLines(loads))
        {
            foreach (var line in Lines(await ask(sql, cancellationToken)))
            {
                yield return line;
            }
        }
    }

    /// <summary>Of the versions that these loads met, those that were loaded more than once, and how often, by whatever loads.</summary>
    public async Task<IReadOnlyDictionary<FileVersionKey, long>> LoadedAgainAsync(
        IReadOnlySet<string> loads, CancellationToken cancellationToken)
    {
        var times = new Dictionary<FileVersionKey, long>();
        foreach (var row in await AllAsync(LedgerQuestions.LoadedAgain(loads), cancellationToken))
        {
            times[new FileVersionKey(row.Text("key"), row.Text("etag"))] = row.Number("times_loaded");
        }

        return times;
    }

    /// <summary>Which of these loads have committed.</summary>
    public async Task<IReadOnlySet<string>> RecordedAsync(IEnumerable<string> loads, CancellationToken cancellationToken) =>
        (await AllAsync(LedgerQuestions.LoadsRecorded(loads), cancellationToken)).Select(row => row.Text("load_id"))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>When the last load was recorded, UTC; null before the first.</summary>
    public async Task<DateTimeOffset?> NewestLoadAsync(CancellationToken cancellationToken) =>
        (await ask(LedgerQuestions.NewestLoad(), cancellationToken)).Named.Single().TimestampOrNull("recorded_at");

    /// <summary>The last loads, the latest first.</summary>
    public async Task<IReadOnlyList<LoadSize>> NewestLoadsAsync(int most, CancellationToken cancellationToken) =>
    [
        .. (await ask(LedgerQuestions.NewestLoads(most), cancellationToken)).Named.Select(row => new LoadSize(
            ResourceName.OfArn(row.Text("execution_id")), row.Text("dataset"), row.Number("files"), row.Number("rows_staged")))
    ];

    /// <summary>The files of which rows, or all, were not loaded as far as their newest lines say: the latest first.</summary>
    public async Task<LossyFiles> LossesAsync(int most, CancellationToken cancellationToken)
    {
        var answer = await ask(LedgerQuestions.LossyLines(most), cancellationToken);
        return new LossyFiles(answer.Named.Select(row => row.Number("known")).FirstOrDefault(), [.. Lines(answer)]);
    }

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
        var parts = await AllAsync(LedgerQuestions.LoadRows(loads), cancellationToken);
        return new RowCounts(
            parts.Sum(row => row.Number("rows_staged")),
            parts.Sum(row => row.Number("rows_rejected")),
            parts.Sum(row => row.Number("rows_unusable")));
    }

    /// <summary>The first rows of a file that were refused.</summary>
    public async Task<RejectedRows> RejectedRowsAsync(string key, int most, CancellationToken cancellationToken) =>
        Rejected([await ask(LedgerQuestions.FileRejects(key, most), cancellationToken)], most);

    /// <summary>
    /// The first rows that these loads refused, and what merges of earlier versions refused in them, which did not know the file.
    /// </summary>
    public async Task<RejectedRows> RejectedRowsOfAsync(IReadOnlySet<string> loads, int most, CancellationToken cancellationToken)
    {
        var answers = new List<QueryResult>();
        foreach (var sql in LedgerQuestions.LoadRejects(loads, most))
        {
            answers.Add(await ask(sql, cancellationToken));
        }

        return Rejected(answers, most);
    }

    public async Task<StarCounts> CountsAsync(CancellationToken cancellationToken)
    {
        var answer = await ask(LedgerQuestions.CountTables(), cancellationToken);
        var row = answer.Named.Single();
        return new StarCounts(
            row.Number("songplays"), row.Number("users"), row.Number("songs"), row.Number("artists"), row.Number("times"));
    }

    private async Task<IReadOnlyList<ResultRow>> AllAsync(IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        var rows = new List<ResultRow>();
        foreach (var sql in statements)
        {
            rows.AddRange((await ask(sql, cancellationToken)).Named);
        }

        return rows;
    }

    private static IEnumerable<LedgerLine> Lines(QueryResult answer) => answer.Named.Select(row => new LedgerLine(
        new FileVersionKey(row.Text("key"), row.Text("etag")),
        new LedgerEntry
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
        }));

    private static RejectedRows Rejected(IReadOnlyList<QueryResult> answers, int most) => new(
        answers.Sum(answer => answer.Named.Select(row => row.Number("known")).FirstOrDefault()),
        [
            .. answers.SelectMany(answer => answer.Named).Take(most).Select(row => new RejectedRowEntry(
                row.Text("load_id"),
                row.TextOrNull("key"),
                row.NumberOrNull("line_number"),
                row.TextOrNull("column_name"),
                row.NumberOrNull("error_code"),
                row.Text("message"))),
        ]);
}

/// <summary>A line of <c>dw.file_ledger</c>: what a load says of a version of a file.</summary>
public sealed record LedgerLine(FileVersionKey Version, LedgerEntry Entry);

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

    /// <summary>Whether a load recorded this after the other.</summary>
    public bool IsNewerThan(LedgerEntry other) =>
        string.CompareOrdinal(RecordedAt, other.RecordedAt) is var order and not 0
            ? order > 0
            : string.CompareOrdinal(LoadId, other.LoadId) > 0;
}

/// <param name="Known">How many there are.</param>
/// <param name="First">The first of them.</param>
public sealed record RejectedRows(long Known, IReadOnlyList<RejectedRowEntry> First);

/// <summary>A line of <c>dw.rejected_rows</c>. A row that the merge of an earlier version refused names no file.</summary>
public sealed record RejectedRowEntry(string LoadId, string? Key, long? Line, string? Column, long? ErrorCode, string Message)
{
    public override string ToString() =>
        $"rejected: {(Key is null ? "a row" : Key)}{(Line is null ? "" : $", line {Line}")}{(Column is null ? "" : $", column {Column}")}: "
        + $"{Message}";
}
