namespace Sparkify.Ingestion.Failures;

/// <summary>What can be done about a failure.</summary>
public enum FailureKind
{
    /// <summary>Trying again, later, may well succeed.</summary>
    Transient,

    /// <summary>Trying again gives the same answer: a person has to change something.</summary>
    Terminal,

    /// <summary>A file's content is at fault: the others must not wait for it.</summary>
    Poison,
}

/// <summary>
/// The root of the failures that the state machines route by name: Lambda reports the bare class name as the error, and
/// Step Functions matches that name exactly, never a base class. Every sealed class below this one is named in a Retry or a Catch.
/// </summary>
public abstract class IngestionException : Exception
{
    private protected IngestionException(FailureKind kind, string message, Exception? inner) : base(message, inner) => Kind = kind;

    public FailureKind Kind { get; }
}
