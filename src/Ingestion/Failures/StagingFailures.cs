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

/// <summary>
/// A COPY fails with words that name no file, and fails alike for each file that was tried by itself: the stack is at fault, and no file.
/// </summary>
public sealed class StackAtFaultException(string message) : IngestionException(FailureKind.Terminal, message, null);

/// <summary>
/// What the load views say of a COPY does not add up with what the COPY says of itself, yet: they are asked again, later.
/// </summary>
public sealed class LoadViewsSilentException(string message) : IngestionException(FailureKind.Transient, message, null);

/// <summary>
/// What the load views say of a COPY never added up with what the COPY says of itself: nobody knows what was refused, so nothing is merged.
/// </summary>
public sealed class RowsUnaccountedException(string message) : IngestionException(FailureKind.Terminal, message, null);
