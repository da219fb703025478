namespace Sparkify.Ingestion.Failures;

/// <summary>SQS is throttling, failing or silent. What was received and not deleted comes again.</summary>
public sealed class NoticesUnavailableException(string message, Exception? inner = null)
    : IngestionException(FailureKind.Transient, message, inner);

/// <summary>SQS will not do this: the queue or the rights are wrong.</summary>
public sealed class NoticesRefusedException(string message, Exception? inner = null)
    : IngestionException(FailureKind.Terminal, message, inner);

/// <summary>The time is over, or some messages can't be read: what is left in the queue waits for the next call.</summary>
public sealed class NoticesLeftException(string message, Exception? inner = null)
    : IngestionException(FailureKind.Transient, message, inner);
