namespace Sparkify.Ingestion.Failures;

/// <summary>
/// A file's share of refused rows is larger than is accepted, or a refused row's file isn't known: the load has to be taken apart.
/// </summary>
public sealed class RowsRejectedException(string message) : IngestionException(FailureKind.Poison, message, null);

/// <summary>The warehouse holds another number of rows than it says it loaded: nothing of the load may be merged.</summary>
public sealed class RowsNotConservedException(string message) : IngestionException(FailureKind.Terminal, message, null);

/// <summary>A load was taken apart more often than its files could need.</summary>
public sealed class SplitTooDeepException(string message) : IngestionException(FailureKind.Terminal, message, null);

/// <summary>A batch was submitted as often as it may be, and never came to a good end.</summary>
public sealed class AttemptsExhaustedException(string message) : IngestionException(FailureKind.Terminal, message, null);
