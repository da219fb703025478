using Sparkify.Ingestion.Objects;
using Sparkify.LocalCloud.Metrics;
using Sparkify.LocalCloud.Workflow;
using Sparkify.Operations;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Deployed;

/// <summary>
/// The stack's state machines by the definitions that were deployed, run by the interpreter: moto keeps executions and does not run them.
/// </summary>
internal sealed class DeployedWorkflows : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ExecutionList list;
    private readonly ExecutionHistories histories;
    private readonly MetricStore metrics;
    private readonly LocalWorkflows workflows;

    private DeployedWorkflows(IEnumerable<LocalStateMachine> machines, DeployedFunctions functions, LocalClock clock, IObjectStore objects)
    {
        list = new ExecutionList(folder["executions.jsonl"]);
        histories = new ExecutionHistories(folder.Path);
        metrics = new MetricStore(folder["metrics.jsonl"], clock, () => list.All);
        workflows = new LocalWorkflows(
            machines, functions.ByName, objects, new NoticeBoard(folder["notices.jsonl"], clock), clock, list, histories, metrics);
    }

    public static async Task<DeployedWorkflows> OpenAsync(
        MotoStack stack, DeployedFunctions functions, LocalClock clock, IObjectStore objects)
    {
        var machines = await Task.WhenAll(stack.StateMachineIds.Select(stack.StateMachineAsync));
        return new DeployedWorkflows(machines.Select(LocalStateMachine.Read), functions, clock, objects);
    }

    /// <summary>Runs executions side by side, and whatever they start, each to a good end.</summary>
    public async Task RunAsync(string stateMachineArn, IEnumerable<(string Name, string Input)> executions)
    {
        foreach (var (name, input) in executions)
        {
            await workflows.StartAsync(stateMachineArn, name, input, traceId: null, TestContext.Current.CancellationToken);
        }

        await workflows.WhenIdleAsync(TestContext.Current.CancellationToken);
        Assert.All(list.All, execution => Assert.True(
            execution.Status == ExecutionEntry.Succeeded, $"{execution.Name}: {execution.Error}: {execution.Cause}"));
    }

    public async ValueTask DisposeAsync()
    {
        await workflows.DisposeAsync();
        histories.Dispose();
        metrics.Dispose();
        list.Dispose();
        folder.Dispose();
    }
}
