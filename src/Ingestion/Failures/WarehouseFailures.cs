namespace Sparkify.Ingestion.Failures;

/// <summary>The Data API is asked too much: a throttle, or more statements or sessions at once than a workgroup may have.</summary>
public sealed class WarehouseThrottledException(string message, Exception? inner = null)
    : IngestionException(FailureKind.Transient, message, inner);

/// <summary>
/// The Data API failed or did not answer. What was submitted may run all the same: the client token makes a second try the same try.
/// </summary>
public sealed class WarehouseUnavailableException(string message, Exception? inner = null)
    : IngestionException(FailureKind.Transient, message, inner);

/// <summary>
/// The Data API will not take a request, or the database a statement: its form, a name or the role's rights are wrong.
/// </summary>
public sealed class WarehouseRefusedException(string message, Exception? inner = null)
    : IngestionException(FailureKind.Terminal, message, inner);

/// <summary>The warehouse's schema is none that this version can bring to its own: the message says why and what to do.</summary>
public sealed class SchemaRefusedException(string message, Exception? inner = null)
    : IngestionException(FailureKind.Terminal, message, inner);

/// <summary>The Data API does not know the statement (any more): it keeps one for 24 hours.</summary>
public sealed class StatementLostException(string message, Exception? inner = null)
    : IngestionException(FailureKind.Transient, message, inner);

/// <summary>Somebody stopped the statement in the warehouse: it is never tried again without being asked for.</summary>
public sealed class StatementStoppedException(string message) : IngestionException(FailureKind.Terminal, message, null);
