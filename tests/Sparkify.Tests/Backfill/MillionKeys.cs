using System.Collections.Concurrent;
using System.Globalization;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Backfill;

/// <summary>
/// A bucket of very many keys, which exist only while they are listed; what is written to it lies on disk. And a ledger that knows every
/// fourth file.
/// </summary>
internal sealed class MillionKeys(int files) : IObjectStore, IWarehouse, IDisposable
{
    private const int Page = 1_000;

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, string> _questions = new();
    private int _statements;

    /// <summary>Files that the ledger does not know.</summary>
    public int Missing => files - ((files + 3) / 4);

    public static bool IsKnown(int number) => number % 4 == 0;

    public static string Key(int number) => string.Create(
        CultureInfo.InvariantCulture, $"song_data/{number:D9}/a key of the length that keys are said to have in buckets of this kind.json");

    public Task<ObjectPage> ListAsync(string bucket, string prefix, string? startAfter, CancellationToken cancellationToken)
    {
        var from = startAfter is null ? 0 : int.Parse(startAfter.AsSpan("song_data/".Length, 9), CultureInfo.InvariantCulture) + 1;
        var page = Enumerable.Range(from, Math.Min(Page, files - from))
            .Select(number => new ListedObject(
                Key(number), string.Create(CultureInfo.InvariantCulture, $"{number:x32}"), 500, DateTimeOffset.UnixEpoch))
            .ToList();
        return Task.FromResult(new ObjectPage(page, from + Page < files ? page[^1].Key : null));
    }

    public Task PutAsync(ObjectLocation location, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken)
    {
        var path = _folder[location.Key];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.WriteAllBytesAsync(path, content, cancellationToken);
    }

    public async Task<ReadOnlyMemory<byte>> GetAsync(ObjectLocation location, CancellationToken cancellationToken) =>
        File.Exists(_folder[location.Key])
            ? await File.ReadAllBytesAsync(_folder[location.Key], cancellationToken)
            : throw new Sparkify.Ingestion.Failures.ObjectMissingException($"there is no {location}");

    public Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"statement-{Interlocked.Increment(ref _statements)}");
        _questions[id] = batch.Statements[1].Split('\'')[1];
        return Task.FromResult(id);
    }

    public Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken) =>
        Task.FromResult(new StatementReport { Id = statementId, Status = StatementStatus.Finished });

    /// <summary>The answer of compare_listing.sql in pages, or that of count_loaded.sql.</summary>
    public Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken)
    {
        var asked = ObjectLocation.FromUrl(_questions[statementId.Split(':')[0]]);
        if (asked.Key.EndsWith("/missing/", StringComparison.Ordinal))
        {
            return Task.FromResult(new ResultPage(
                ["loaded", "quarantined", "superseded", "rows_staged", "rows_rejected"],
                [[(long)Missing, 0L, 0L, $"{Missing}", "0"]],
                null));
        }

        var from = nextToken is null ? 0 : int.Parse(nextToken, CultureInfo.InvariantCulture);
        var listing = JsonLines.Read(File.ReadAllBytes(_folder[asked.Key]), IngestionJson.Default.NumberedFile);
        var rows = listing.Skip(from).Take(10_000)
            .Where(file => !IsKnown(int.Parse(file.Key.AsSpan("song_data/".Length, 9), CultureInfo.InvariantCulture)))
            .Select(file => (IReadOnlyList<object?>)[(long)file.Number, 0L]).ToList();
        return Task.FromResult(new ResultPage(
            ["n", "known"], rows, from + 10_000 < listing.Count ? (from + 10_000).ToString(CultureInfo.InvariantCulture) : null));
    }

    /// <summary>Every object whose name ends so, in the order of names.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Written(string under, string name) =>
        Directory.EnumerateFiles(_folder[under], name, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => (ReadOnlyMemory<byte>)File.ReadAllBytes(path));

    public void Dispose() => _folder.Dispose();
}
