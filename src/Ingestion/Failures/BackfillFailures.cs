namespace Sparkify.Ingestion.Failures;

/// <summary>A backfill can't be made as it was asked for: its input, or what the bucket holds, has to be changed.</summary>
public sealed class BackfillRefusedException(string message, Exception? inner = null)
    : IngestionException(FailureKind.Terminal, message, inner);
