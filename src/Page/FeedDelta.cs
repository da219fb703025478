using Sparkify.LocalCloud;

namespace Sparkify.Page;

/// <summary>What a browser gets at once: everything when it comes, later what changed.</summary>
/// <param name="Epoch">Of the process that numbers the changes.</param>
/// <param name="Change">The last one that is in it.</param>
/// <param name="Known">Executions in all.</param>
/// <param name="Executions">Of them: the latest when it comes, later those that changed.</param>
/// <param name="Attention">What needs somebody; null: as before.</param>
/// <param name="Option">What a command needs at its end to reach this home.</param>
/// <param name="Data">Rises when ledger, queues and tables may have changed.</param>
internal sealed record FeedDelta(
    string Epoch,
    long Change,
    int Known,
    IReadOnlyList<ExecutionView> Executions,
    IReadOnlyList<IntakeView> Intake,
    IReadOnlyList<NoticeView> Notices,
    Attention? Attention,
    string Option,
    long Data);

/// <summary>A message to the topic of notices.</summary>
/// <param name="At">Milliseconds since 1970.</param>
internal sealed record NoticeView(string? Subject, string Message, long At);

/// <summary>A queue: how many messages it holds, and when they are delivered if nothing more comes.</summary>
/// <param name="Due">Milliseconds since 1970; null: it is empty.</param>
/// <param name="Dead">Messages that nobody could work on.</param>
/// <param name="Oldest">When the oldest message was sent: milliseconds since 1970; null: it is empty.</param>
/// <param name="LateAfter">How old the oldest is when the stack's alarm goes off: milliseconds; null: it has none.</param>
internal sealed record IntakeView(string Queue, int Messages, long? Due, int Dead, long? Oldest, long? LateAfter)
{
    public static IReadOnlyList<IntakeView> Read(LocalStack stack) =>
        [.. stack.Mappings.Select(mapping => new IntakeView(
            mapping.Queue.Name, mapping.Queue.Count, mapping.DueAt?.ToUnixTimeMilliseconds(), mapping.Queue.DeadLetters?.Count ?? 0,
            mapping.Queue.OldestSentAt?.ToUnixTimeMilliseconds(),
            stack.Template.LateAfter.TryGetValue(mapping.Queue.Name, out var late) ? (long)late.TotalMilliseconds : null))];
}
