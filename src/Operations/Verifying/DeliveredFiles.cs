using System.Globalization;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Staging;
using Sparkify.Warehouse;

namespace Sparkify.Operations.Verifying;

/// <summary>Puts the files of an acceptance run, waits until the ledger has them, and says what became of each.</summary>
/// <param name="stack">Where.</param>
/// <param name="folder">Stands in the keys of all files, and of no others.</param>
/// <param name="most">How long the ledger is waited for, each time.</param>
/// <param name="report">Gets every while how many the ledger has, of how many.</param>
internal sealed class DeliveredFiles(
    IVerifiedStack stack, string folder, TimeSpan most, TimeProvider time, Action<WorkProgress> report)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    /// <summary>When something has failed, others may still gather: so long nothing else must go on before nobody waits any more.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(1);

    private readonly List<VerifiedFile> _put = [];
    private IReadOnlyList<LedgerLine> _lines = [];

    /// <summary>Keys of what was put.</summary>
    public IEnumerable<string> Put => _put.Select(file => file.Key).Distinct(StringComparer.Ordinal);

    public IReadOnlyList<LedgerLine> Lines => _lines;

    /// <summary>In their order, each when the one before it is there: those of one call gather in one burst.</summary>
    /// <param name="failed">Whether something has failed since the run began, and nothing goes on.</param>
    public async Task PutAsync(IEnumerable<VerifiedFile> files, Func<Task<bool>> failed, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            _put.Add(file);
            await stack.Objects.PutAsync(
                new ObjectLocation(stack.Bucket, file.Key), file.Content, "application/octet-stream", cancellationToken);
        }

        var (startedAt, quiet) = (time.GetTimestamp(), TimeSpan.Zero);
        for (var waited = TimeSpan.Zero; ; waited += BetweenLooks)
        {
            await stack.SettleAsync(cancellationToken);
            _lines = await LinesAsync(cancellationToken);
            var wanted = _put.Where(file => file.Status is not null).ToList();
            var there = wanted.GroupBy(file => file.Version).Sum(same => Math.Min(same.Count(), Of(same.Key).Count()));
            report(new WorkProgress("files recorded", there, wanted.Count));
            if (there == wanted.Count || waited >= most || time.GetElapsedTime(startedAt) >= most || quiet >= Quiet)
            {
                return;
            }

            quiet = await failed() ? quiet + BetweenLooks : TimeSpan.Zero;
            await stack.WaitAsync(BetweenLooks, cancellationToken);
        }
    }

    /// <summary>What became of a claim's files, and what of that is wrong, both in words.</summary>
    public async Task<(IReadOnlyList<FileStory> Stories, IReadOnlyList<string> Faults)> LookAsync(
        Claim claim, CancellationToken cancellationToken)
    {
        var (all, faults) = (new List<FileStory>(), new List<string>());
        foreach (var same in _put.Where(file => file.Claim == claim).GroupBy(file => file.Version))
        {
            var (file, times) = (same.First(), same.Count());
            var stories = await FileStories.OfAsync(stack, file.Key, cancellationToken);
            all.AddRange(stories);
            faults.AddRange(file.Status is null ? OfNone(file, stories) : OfFile(file, times, stories));
            if (file.BadLine is { } line && Of(file.Version).Any())
            {
                var rejected = await stack.Ledger.RejectedRowsAsync(file.Key, most: 10, cancellationToken);
                faults.AddRange(rejected.First is [{ Line: var named }] && named == line
                    ? []
                    : [$"the bad row of {file.Key} is in line {line}; named are: {string.Join(", ", rejected.First)}"]);
            }
        }

        return (all, faults);
    }

    /// <summary>In one line.</summary>
    public static string Words(FileStory story) => string.Concat(
        story.Status,
        story.RowsStaged is { } staged
            ? string.Create(CultureInfo.InvariantCulture, $", {staged} rows staged, {story.RowsRejected} refused") : "",
        story.Reason is { } reason ? $" ({reason})" : "");

    private static IEnumerable<string> OfNone(VerifiedFile file, IReadOnlyList<FileStory> stories) =>
        stories is [{ Status: "ignored", Reason: not null }]
            ? []
            : [$"{file.Key} should be ignored: {string.Join("; ", stories.Select(Words))}"];

    private IEnumerable<string> OfFile(VerifiedFile file, int times, IReadOnlyList<FileStory> stories)
    {
        var lines = Of(file.Version).Select(line => line.Entry).ToList();
        if (lines.Count < times)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{file.Key} was put {times} times, and is {lines.Count} times in the ledger after {most.TotalMinutes} minutes: ")
                + (stories.Count == 0 ? "nobody knows of it" : string.Join("; ", stories.Select(Words)));
        }

        foreach (var entry in lines.Where(entry => entry.Status != file.Status))
        {
            yield return $"{file.Key} is {entry.Status}, and should be {file.Status}: {entry.Reason}";
        }

        if (lines.Any(entry => entry.Status is LedgerStatus.Quarantined && string.IsNullOrEmpty(entry.Reason)))
        {
            yield return $"{file.Key} is quarantined without a reason";
        }
    }

    private IEnumerable<LedgerLine> Of(FileVersionKey version) => _lines.Where(line => line.Version == version);

    private async Task<IReadOnlyList<LedgerLine>> LinesAsync(CancellationToken cancellationToken)
    {
        var lines = new List<LedgerLine>();
        foreach (var dataset in Dataset.All)
        {
            lines.AddRange(await stack.Ledger.ListAsync(
                    dataset, LedgerPlace.Before(dataset.Prefix + folder), new LedgerAmong { Part = folder }, cancellationToken)
                .ToListAsync(cancellationToken));
        }

        return lines;
    }
}
