using Sparkify.Ingestion.Staging;
using Sparkify.LocalCloud;
using Sparkify.Operations;

namespace Sparkify.Page;

/// <summary>What needs somebody, now: empty where nothing does.</summary>
/// <param name="Failed">Executions that failed and are not mended, the latest first: as many as are shown.</param>
/// <param name="FailedInAll">How many there are.</param>
/// <param name="Quarantined">Null: no file is.</param>
/// <param name="NotLoaded">Files of which some rows were refused, or are such as no table can use; null: there are none.</param>
internal sealed record Attention(
    IReadOnlyList<FailedView> Failed,
    int FailedInAll,
    IReadOnlyList<DeadLettersView> DeadLetters,
    LossView? Quarantined,
    LossView? NotLoaded)
{
    public static readonly Attention None = new([], 0, [], null, null);

    /// <summary>Why it is not known, in words; null: it is.</summary>
    public string? Unreadable { get; init; }

    /// <summary>Shown one by one: who has more redrives all of them.</summary>
    private const int MostFailed = 50;

    /// <summary>Looked for in the bucket: a file that is gone or replaced since needs nobody.</summary>
    private const int MostLosses = 500;

    public static async Task<Attention> ReadAsync(LocalStack stack, CancellationToken cancellationToken)
    {
        var failures = await new StackFailures(new LocalOperations(stack)).FindAsync(cancellationToken);
        var losses = await stack.Ledger.LossesAsync(MostLosses, cancellationToken);
        var standing = losses.First.Where(line => stack.Bucket.Find(line.Version.Key)?.ETag == line.Version.ETag)
            .ToLookup(line => line.Entry.Status is LedgerStatus.Quarantined);
        var isAll = losses.Known <= MostLosses;
        return new Attention(
            [.. failures.Executions.Reverse().Take(MostFailed).Select(FailedView.Of)],
            failures.Executions.Count,
            [.. failures.DeadLetters.Select(DeadLettersView.Of)],
            LossView.Of([.. standing[true]], isAll),
            LossView.Of([.. standing[false]], isAll));
    }
}

/// <param name="Mend">What mends it, in words.</param>
/// <param name="Redrive">What a button would redrive; null: nothing.</param>
/// <param name="Backfill">The dataset that a button would backfill; null: none.</param>
/// <param name="At">Milliseconds since 1970.</param>
internal sealed record FailedView(string Name, string Status, string Reason, string Mend, string? Redrive, string? Backfill, long? At)
{
    public static FailedView Of(FailedExecution failed) => new(
        failed.Name, failed.Status, failed.Reason, failed.Mend, failed.Mending?.Redrive, failed.Mending?.Backfill,
        failed.EndedAt?.ToUnixTimeMilliseconds());
}

/// <param name="Reason">Of the first.</param>
/// <param name="WhatToDo">Where putting the first back does not help; null: once the cause is gone, it does.</param>
/// <param name="Since">When the oldest was sent: milliseconds since 1970.</param>
internal sealed record DeadLettersView(string Queue, int Messages, string? Reason, string? WhatToDo, string Mend, long? Since)
{
    public static DeadLettersView Of(DeadLetters dead)
    {
        var first = dead.Letters is [var letter, ..] ? letter : null;
        return new DeadLettersView(
            dead.Queue, dead.Messages, first?.Reason, first?.WhatToDo, dead.Mend, dead.Since?.ToUnixTimeMilliseconds());
    }
}

/// <param name="Files">How many.</param>
/// <param name="IsAll">False: there may be more.</param>
/// <param name="Rejected">Rows of them that COPY refused.</param>
/// <param name="Unusable">Rows of them that no table can use.</param>
/// <param name="Since">When the first of them was recorded: milliseconds since 1970.</param>
/// <param name="Key">Of the latest.</param>
/// <param name="Reason">Of the latest.</param>
internal sealed record LossView(int Files, bool IsAll, long Rejected, long Unusable, long Since, string Key, string? Reason)
{
    /// <summary>Null: there are none.</summary>
    public static LossView? Of(IReadOnlyList<LedgerLine> lines, bool isAll) => lines.Count == 0 ? null : new LossView(
        lines.Count,
        isAll,
        lines.Sum(line => line.Entry.RowsRejected),
        lines.Sum(line => line.Entry.RowsUnusable),
        new DateTimeOffset(lines.Min(line => FileJourney.Moment(line.Entry.RecordedAt))).ToUnixTimeMilliseconds(),
        lines[0].Version.Key,
        lines[0].Entry.Reason);
}
