using Amazon.StepFunctions;
using Amazon.StepFunctions.Model;
using Sparkify.Ingestion.Backfill;
using Sparkify.Operations;

namespace Sparkify.Deployed;

/// <summary>
/// Runs the backfill state machine of a deployed stack to its end, and looks at it meanwhile. It goes on without the one who looks.
/// </summary>
internal sealed class DeployedBackfill(IAmazonStepFunctions client, DeployedExecutions executions, string stateMachine, TimeProvider time)
{
    private const string Service = "Step Functions";

    /// <summary>Between two outputs that say how far it is are fewer events than these: a chunk of the listing takes 45.</summary>
    private const int NewestEvents = 100;

    public async Task<BackfillSummary> RunAsync(BackfillInput input, Action<BackfillState> report, CancellationToken cancellationToken)
    {
        BackfillExecution.Require(input, time.GetUtcNow());
        var executionArn = await FindAsync(input, cancellationToken)
            ?? await executions.StartAsync(
                stateMachine, BackfillExecution.NameFor(input, time.GetUtcNow()), BackfillExecution.Write(input), cancellationToken);
        var state = new BackfillState();
        var (ended, output) = await executions.EndAsync(executionArn, LookAsync, cancellationToken);
        return BackfillExecution.Summary(ended, output);

        async Task LookAsync()
        {
            await LookAtAsync(executionArn, state, cancellationToken);
            report(state);
        }
    }

    /// <summary>One of the same input that runs: another operator's, or this one's before a Ctrl-C.</summary>
    private async Task<string?> FindAsync(BackfillInput input, CancellationToken cancellationToken)
    {
        foreach (var running in (await executions.UnfinishedAsync(cancellationToken))
            .Where(execution => execution.IsRunning && execution.StateMachineArn == stateMachine))
        {
            if (BackfillExecution.IsOf(input, (await executions.DescribeAsync(running.ExecutionArn, cancellationToken)).Entry.Input))
            {
                return running.ExecutionArn;
            }
        }

        return null;
    }

    private async Task LookAtAsync(string executionArn, BackfillState state, CancellationToken cancellationToken)
    {
        var request = new GetExecutionHistoryRequest
        {
            ExecutionArn = executionArn, ReverseOrder = true, MaxResults = NewestEvents, IncludeExecutionData = true
        };
        var page = await AwsCall.AskAsync(
            Service,
            $"GetExecutionHistory {executionArn}",
            () => client.GetExecutionHistoryAsync(request, cancellationToken),
            cancellationToken);
        var newest = page.Events ?? [];
        foreach (var output in newest.Where(entry => entry.Type == HistoryEventType.TaskStateExited)
            .Select(entry => entry.StateExitedEventDetails?.Output)
            .OfType<string>())
        {
            if (BackfillExecution.ProgressIn(output) is var (run, progress))
            {
                state.Plan(run, progress);
                break;
            }
        }

        if (newest.Select(entry => entry.MapRunStartedEventDetails?.MapRunArn).FirstOrDefault(arn => arn is not null) is { } mapRunArn)
        {
            var map = await AwsCall.AskAsync(
                Service,
                $"DescribeMapRun {mapRunArn}",
                () => client.DescribeMapRunAsync(new DescribeMapRunRequest { MapRunArn = mapRunArn }, cancellationToken),
                cancellationToken);
            var items = map.ItemCounts;
            state.LoadsHaveEnded((int)((items?.Succeeded ?? 0) + (items?.Failed ?? 0) + (items?.TimedOut ?? 0) + (items?.Aborted ?? 0)));
        }
    }
}
