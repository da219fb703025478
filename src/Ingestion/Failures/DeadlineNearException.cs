namespace Sparkify.Ingestion.Failures;

/// <summary>The function would be ended before it could finish: it stops by itself, while it can still say so.</summary>
public sealed class DeadlineNearException(string message, Exception? inner = null)
    : IngestionException(FailureKind.Transient, message, inner);
