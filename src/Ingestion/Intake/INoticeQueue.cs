namespace Sparkify.Ingestion.Intake;

/// <summary>The queue in which a dataset's notices gather, for a function that fetches them itself: Amazon SQS.</summary>
public interface INoticeQueue
{
    /// <summary>
    /// Up to ten messages, as many as SQS gives at once. The queue hides them for its visibility timeout. None: it has none to give.
    /// </summary>
    /// <exception cref="Failures.NoticesUnavailableException">Try again.</exception>
    /// <exception cref="Failures.NoticesRefusedException">Trying again changes nothing.</exception>
    Task<IReadOnlyList<QueuedNotice>> ReceiveAsync(string queueUrl, CancellationToken cancellationToken);

    /// <summary>Takes up to ten messages out of the queue for good. One that it keeps all the same comes again.</summary>
    /// <exception cref="Failures.NoticesUnavailableException">Try again.</exception>
    /// <exception cref="Failures.NoticesRefusedException">Trying again changes nothing.</exception>
    Task DeleteAsync(string queueUrl, IReadOnlyList<QueuedNotice> messages, CancellationToken cancellationToken);
}

/// <param name="Receipt">What this receive of the message is deleted by.</param>
public sealed record QueuedNotice(string MessageId, string Receipt, string Body);
