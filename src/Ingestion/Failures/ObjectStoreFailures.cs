namespace Sparkify.Ingestion.Failures;

/// <summary>The object store is throttling, failing or silent: the same call may succeed later.</summary>
public sealed class ObjectStoreUnavailableException(string message, Exception? inner = null)
    : IngestionException(FailureKind.Transient, message, inner);

/// <summary>The object store will not do this for this role: access, bucket, Region or request are wrong.</summary>
public sealed class ObjectStoreRefusedException(string message, Exception? inner = null)
    : IngestionException(FailureKind.Terminal, message, inner);

/// <summary>An object that must exist does not.</summary>
public sealed class ObjectMissingException(string message, Exception? inner = null)
    : IngestionException(FailureKind.Terminal, message, inner);
