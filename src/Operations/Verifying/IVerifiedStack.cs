using Sparkify.Ingestion.Statements;

namespace Sparkify.Operations.Verifying;

/// <summary>What an acceptance run needs of a stack, beyond what other commands do.</summary>
public interface IVerifiedStack : IOperatedStack
{
    /// <summary>Whether it is one of AWS: what a home says settles nothing about Redshift.</summary>
    bool IsDeployed { get; }

    /// <summary>The warehouse, as whoever runs the command: under the caller's own credentials, and not those of the loads.</summary>
    IWarehouse Warehouse { get; }

    /// <summary>ARN of the role that Redshift reads files with; null: the stack does not say.</summary>
    string? CopyRole { get; }

    /// <summary>Lets so much time pass: no real time, where the stack's clock is a virtual one.</summary>
    Task WaitAsync(TimeSpan time, CancellationToken cancellationToken);

    /// <summary>Takes an object out of the bucket; one that is gone already is no error.</summary>
    /// <exception cref="Ingestion.Failures.ObjectStoreRefusedException">It may not be taken out.</exception>
    Task RemoveAsync(string key, CancellationToken cancellationToken);
}
