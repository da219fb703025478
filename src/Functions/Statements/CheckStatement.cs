using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Statements;

/// <summary>
/// Asks after a submitted batch for an execution that the version before began: its definition has a state for that. No execution that
/// begins now calls it, so it goes with the next version.
/// </summary>
public sealed class CheckStatement(FunctionPorts ports)
{
    public CheckStatement() : this(AwsPorts.Shared) { }

    public Task<StatementTicket> HandleAsync(StatementTicket input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, cancellation => StepBatch.StayAsync(ports, input, context, cancellation));
}
