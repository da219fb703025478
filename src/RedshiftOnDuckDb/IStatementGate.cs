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
