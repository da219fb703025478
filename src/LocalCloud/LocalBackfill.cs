using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Failures;
using Sparkify.Operations;
using StatesLanguage;

namespace Sparkify.LocalCloud;

/// <summary>
/// Runs the backfill state machine of a home to its end: a new execution, or the one of the same input that a killed process left.
/// </summary>
internal sealed class LocalBackfill(LocalStack stack)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <param name="input">The execution's input.</param>
    /// <param name="report">Gets every while how far it is.</param>
    /// <exception cref="WrongInputException">The input makes no sense, and nothing was begun.</exception>
    /// <exception cref="BackfillRefusedException">It failed; what was loaded stays.</exception>
    public async Task<BackfillSummary> RunAsync(BackfillInput input, Action<BackfillState> report, CancellationToken cancellationToken)
    {
        BackfillExecution.Require(input, stack.Clock.Now);
        stack.Workflows.Resume();
        var running = stack.Workflows.Executions.FirstOrDefault(
            execution => execution.IsRunning
                && execution.StateMachineArn == stack.BackfillStateMachine
                && BackfillExecution.IsOf(input, execution.Input));
        var name = running?.Name ?? BackfillExecution.NameFor(input, stack.Clock.Now);
        var rowsBefore = stack.RowsRead;
        var state = new BackfillState { RowsRead = () => stack.RowsRead - rowsBefore };
        var startedAt = TimeProvider.System.GetTimestamp();
        stack.Histories.Written += Follow;
        stack.Workflows.Ended += Count;
        try
        {
            var started = stack.Workflows.Start(
                stack.BackfillStateMachine, name, running?.Input ?? BackfillExecution.Write(input), isNested: false);
            while (await Task.WhenAny(started.Ended, Task.Delay(BetweenLooks, cancellationToken)) != started.Ended)
            {
                cancellationToken.ThrowIfCancellationRequested();
                report(state);
            }

            report(state);
            var (ended, output) = await started.Ended;
            var summary = BackfillExecution.Summary(ended, output);

            // Virtual time is no one's: what a person waited is what counts here.
            return stack.Clock.IsVirtual
                ? summary with { Seconds = Math.Round(TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds, 2) }
                : summary;
        }
        finally
        {
            stack.Histories.Written -= Follow;
            stack.Workflows.Ended -= Count;
        }

        void Follow(ExecutionStart execution, HistoryEvent entry)
        {
            if (execution.Name == name
                && entry is { Type: "TaskStateExited", Output: { } output }
                && BackfillExecution.ProgressIn(output) is var (run, progress))
            {
                state.Plan(run, progress);
            }
        }

        void Count(ExecutionEntry execution) => state.Ended(execution);
    }
}
