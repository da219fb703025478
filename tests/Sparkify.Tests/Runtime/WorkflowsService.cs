using System.Text.Json.Nodes;
using Sparkify.Ingestion.Workflows;
using Sparkify.Tests.Aws;

namespace Sparkify.Tests.Runtime;

/// <summary>StartExecution of Step Functions, in front of workflows of the test's.</summary>
internal sealed class WorkflowsService : IAsyncDisposable
{
    private readonly HttpService service;

    public WorkflowsService(Func<IWorkflows> workflows) => service = new HttpService(async (request, cancellation) =>
    {
        Assert.Equal("StartExecution", request.Operation);
        var start = request.Json;
        var (machine, name) = ((string)start["stateMachineArn"]!, (string)start["name"]!);
        return await workflows()
            .StartAsync(machine, name, (string)start["input"]!, (string?)start["traceHeader"], cancellation) is StartOutcome.Started
            ? Answer.Ok(new JsonObject
            {
                ["executionArn"] = $"{machine.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{name}", ["startDate"] = 1
            })
            : Answer.Error(400, "ExecutionAlreadyExists");
    });

    public string Url => service.Url;

    public ValueTask DisposeAsync() => service.DisposeAsync();
}
