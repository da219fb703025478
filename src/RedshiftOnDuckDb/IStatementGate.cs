namespace Sparkify.RedshiftOnDuckDb;

/// <summary>
/// Stands around every step of every batch. A call may wait, or throw <see cref="StatementFaultException"/> to make happen what a real
/// warehouse can do to a batch; any other exception fails the statement with its message.
/// </summary>
public interface IStatementGate
{
    /// <summary>Before the step has any effect.</summary>
    ValueTask BeforeAsync(StatementStep coming);

    /// <summary>After its effect: what is thrown here undoes the batch all the same, unless the step was the commit.</summary>
    ValueTask AfterAsync(StatementStep done);
}

public enum StepKind
{
    Begin,
    Statement,
    Commit,
}

/// <param name="BatchId">The id that the submit returned.</param>
/// <param name="BatchName">The batch's own name: step and load.</param>
/// <param name="Kind">The part of the batch.</param>
/// <param name="Number">The statement's place, from 1; 0 for begin, and one past the last for commit.</param>
/// <param name="Sql">The statement's text; empty for begin and commit.</param>
public sealed record StatementStep(string BatchId, string BatchName, StepKind Kind, int Number, string Sql);

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
    public static StatementFaultException SerializationConflict(string table) => new(FaultKind.Failed, DuckDbErrors.SerializationConflict(table));

    /// <summary>Redshift's words for two transactions that change the same table's definition.</summary>
    public static StatementFaultException ConcurrentTransaction() => new(FaultKind.Failed, DuckDbErrors.ConcurrentTransaction);

    public static StatementFaultException Aborted() => new(FaultKind.Aborted, "Query was canceled by the user.");

    public static StatementFaultException Vanished() => new(FaultKind.Vanished, "The process died.");
}
