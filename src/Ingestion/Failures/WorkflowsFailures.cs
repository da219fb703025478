namespace Sparkify.Ingestion.Failures;

/// <summary>
/// Step Functions is throttling, failing or silent. The execution may have started: the same name makes a second try harmless.
/// </summary>
public sealed class WorkflowsUnavailableException(string message, Exception? inner = null)
    : IngestionException(FailureKind.Transient, message, inner);

/// <summary>Step Functions will not start this: state machine, name, input or rights are wrong.</summary>
public sealed class WorkflowsRefusedException(string message, Exception? inner = null)
    : IngestionException(FailureKind.Terminal, message, inner);
