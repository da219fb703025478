using Amazon.Lambda.Core;
using Sparkify.Functions.Aws;

namespace Sparkify.Functions.Schema;

/// <summary>
/// Brings the warehouse to this version's schema when the stack is made or changed. Deleting the stack deletes nothing in it.
/// </summary>
public sealed class ApplySchema(FunctionPorts ports, HttpClient http)
{
    public ApplySchema() : this(AwsPorts.Shared) { }

    public ApplySchema(FunctionPorts ports) : this(ports, new HttpClient()) { }

    public Task<StackChangeAnswer> HandleAsync(StackChange input, ILambdaContext context) =>
        new StackAnswering(http, ports.Time).AnswerAsync(input, context, async cancellation =>
        {
            await new SchemaInstaller(ports.Warehouse, ports.Time).InstallAsync(input.RequestId, cancellation);
            context.Events().SchemaApplied(input.ResourceProperties.Version ?? "an unnamed version");
        });
}
