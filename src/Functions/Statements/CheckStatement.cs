using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Statements;

/// <summary>Asks after a submitted statement once, and says how the execution goes on.</summary>
public sealed class CheckStatement(FunctionPorts ports)
{
    public CheckStatement() : this(AwsPorts.Shared) { }

    public Task<StatementTicket> HandleAsync(StatementTicket input, ILambdaContext context) =>
        Deadline.KeepAsync(ports.Time, context, async cancellation =>
        {
            try
            {
                return StatementCheck.Next(input, await ports.Warehouse.DescribeAsync(input.StatementId, cancellation));
            }
            catch (StatementLostException e)
            {
                return StatementCheck.Lost(input, e.Message);
            }
        });
}
