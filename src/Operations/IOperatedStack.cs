using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Operations;

/// <summary>
/// A stack as the operators' commands see it: the one of a home, or one that is deployed. What a command says is the same for both.
/// </summary>
public interface IOperatedStack
{
    /// <summary>
    /// What the command that mends something needs at its end to reach this stack: nothing, <c> --home FOLDER</c> or <c> --stack NAME</c>.
    /// </summary>
    string Option { get; }

    /// <summary>What goes on with a file whose notice is in a queue.</summary>
    string GoesOn { get; }

    /// <summary>The bucket of files and of <c>_ingest/</c>.</summary>
    string Bucket { get; }

    /// <summary>Where the bucket is a folder of this machine, its path; null: it is none.</summary>
    string? Folder => null;

    IObjectStore Objects { get; }
    LedgerReader Ledger { get; }

    /// <summary>
    /// The places of objects in the bucket, in the order of their keys: each is looked for when it is asked for. Only a folder has places
    /// with something in them that is no object.
    /// </summary>
    /// <param name="prefix">What their keys start with.</param>
    /// <param name="after">The key that they come after; null: from the first.</param>
    IEnumerable<BucketPlace> Places(string prefix, string? after) => [];

    /// <summary>Why an object that is there can't be read, as far as that can be known without a load; null: nothing is known.</summary>
    NoObject? Unreadable(string key) => null;

    /// <summary>Its ARN.</summary>
    string BackfillStateMachine { get; }

    /// <summary>
    /// One query, and its rows in pages, each read when it is asked for. There is a page where there are no rows: it has the columns.
    /// </summary>
    /// <exception cref="Ingestion.Failures.WarehouseRefusedException">
    /// It is no query, or the warehouse refuses it, in its own words.
    /// </exception>
    IAsyncEnumerable<QueryResult> AskAsync(string sql, CancellationToken cancellationToken);

    /// <summary>
    /// The executions of both state machines that run, failed, took too long or were stopped. <see cref="DescribeAsync"/> gives the rest of
    /// one.
    /// </summary>
    Task<IReadOnlyList<ExecutionEntry>> UnfinishedAsync(CancellationToken cancellationToken);

    /// <summary>Those that came to a good end, and began then or later.</summary>
    Task<IReadOnlyList<ExecutionEntry>> SucceededSinceAsync(DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>With its input, error and cause.</summary>
    Task<ExecutionEntry> DescribeAsync(ExecutionEntry execution, CancellationToken cancellationToken);

    Task<StartedAgain> StartAsync(string stateMachineArn, string name, string input, CancellationToken cancellationToken);

    /// <summary>Runs a backfill to its end: a new one, or the one of the same input that runs already.</summary>
    /// <param name="report">Gets every while how far it is.</param>
    /// <exception cref="WrongInputException">The input makes no sense, and nothing was begun.</exception>
    /// <exception cref="Ingestion.Failures.BackfillRefusedException">It failed; what was loaded stays.</exception>
    Task<BackfillSummary> BackfillAsync(BackfillInput input, Action<BackfillState> report, CancellationToken cancellationToken);

    /// <summary>
    /// The notices that are on their way, as far as that can be known without taking them: each of a file, or of a list of files.
    /// </summary>
    Task<IReadOnlyList<NoticeUnderWay>> NoticesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Where loads start by the clock: the notice of a file that was put then or later may still wait for the next start. Null: none does.
    /// </summary>
    DateTimeOffset? GatheredSince => null;

    /// <summary>The queues that have dead letters, by name.</summary>
    Task<IReadOnlyList<DeadLetterQueue>> DeadLettersAsync(CancellationToken cancellationToken);

    /// <summary>Whether <see cref="TakeBackAsync"/> waits until a message is worked on, or has died again.</summary>
    bool AwaitsLetters { get; }

    /// <summary>
    /// Gives a queue its dead letters back, each by itself: one that dies again takes none with it, and none is lost meanwhile.
    /// </summary>
    Task<LettersBack> TakeBackAsync(DeadLetterQueue queue, CancellationToken cancellationToken);

    /// <summary>After messages were given back: lets them be worked on, where nothing else would.</summary>
    Task SettleAsync(CancellationToken cancellationToken);
}

/// <param name="Name">Of the new execution.</param>
/// <param name="EndAsync">Waits for its end.</param>
public sealed record StartedAgain(string Name, Func<CancellationToken, Task<ExecutionEntry>> EndAsync);

/// <param name="Of">A file, or a list of files in <c>_ingest/arrivals/</c>.</param>
/// <param name="SentAt">When it was sent.</param>
public sealed record NoticeUnderWay(FileVersionKey Of, DateTimeOffset SentAt);

/// <param name="Name">Of the queue whose dead letters they are, as the template names it.</param>
/// <param name="Messages">How many there are.</param>
/// <param name="Letters">Those that were looked at: all of them, up to a hundred.</param>
public sealed record DeadLetterQueue(string Name, int Messages, IReadOnlyList<QueueMessage> Letters);

/// <param name="TakenBack">How many went back, without those that are dead letters again.</param>
/// <param name="Died">Those that are, as far as the stack can wait for that.</param>
public sealed record LettersBack(int TakenBack, IReadOnlyList<LetterThatDied> Died);

/// <param name="Why">In the words of what failed; null: what the message says is all that is known.</param>
public sealed record LetterThatDied(QueueMessage Letter, string? Why);
