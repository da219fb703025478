namespace Sparkify.RedshiftOnDuckDb;

public enum FaultKind
{
    /// <summary>The statement fails; the batch is rolled back.</summary>
    Failed,

    /// <summary>A person stopped it; the batch is rolled back.</summary>
    Aborted,

    /// <summary>The process died: the batch is rolled back, and nobody knows its id or its token any more.</summary>
    Vanished,
}

/// <summary>Something that happens to a statement from outside.</summary>
public sealed class StatementFaultException : Exception
{
    private StatementFaultException(FaultKind kind, string message) : base(message) => Kind = kind;

    public FaultKind Kind { get; }

    /// <summary>The statement fails with this text.</summary>
    public static StatementFaultException Failed(string error) => new(FaultKind.Failed, error);

    /// <summary>Redshift's words for two transactions in each other's way.</summary>
    public static StatementFaultException SerializationConflict(string table) =>
        new(FaultKind.Failed, DuckDbErrors.SerializationConflict(table));

    /// <summary>Redshift's words for two transactions that change the same table's definition.</summary>
    public static StatementFaultException ConcurrentTransaction() => new(FaultKind.Failed, DuckDbErrors.ConcurrentTransaction);

    public static StatementFaultException Aborted() => new(FaultKind.Aborted, "Query was canceled by the user.");

    public static StatementFaultException Vanished() => new(FaultKind.Vanished, "The process died.");
}
