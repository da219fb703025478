using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Sparkify.Functions;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;
using Sparkify.Local.Asl;
using Sparkify.Local.Run;
using Sparkify.Local.Workflow;

namespace Sparkify.Local.Operations;

/// <summary>Runs the backfill state machine to its end: a new execution, or the one of the same input that a killed process left.</summary>
internal sealed class LocalBackfill(LocalStack stack)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(200);

    /// <param name="input">The execution's input.</param>
    /// <param name="tell">Is told every while how far it is.</param>
    /// <exception cref="BackfillRefusedException">It failed; what was loaded stays.</exception>
    public async Task<BackfillSummary> RunAsync(BackfillInput input, Action<BackfillState> tell, CancellationToken cancellationToken)
    {
        stack.Workflows.Resume();
        var text = JsonSerializer.Serialize(input, OperationsJson.Default.BackfillInput);
        var running = stack.Workflows.Executions.FirstOrDefault(execution => execution.IsRunning && execution.StateMachineArn == stack.BackfillStateMachine && execution.Input == text);
        var name = running?.Name ?? NameFor(input);
        var state = new BackfillState();
        var startedAt = TimeProvider.System.GetTimestamp();
        stack.Histories.Written += Follow;
        stack.Workflows.Ended += Count;
        try
        {
            var started = stack.Workflows.Start(stack.BackfillStateMachine, name, text, isNested: false);
            while (await Task.WhenAny(started.Ended, Task.Delay(BetweenLooks, cancellationToken)) != started.Ended)
            {
                cancellationToken.ThrowIfCancellationRequested();
                tell(state);
            }

            tell(state);
            var summary = Summary(await started.Ended);

            // Virtual time is no one's: what a person waited is what counts here.
            return stack.Clock.IsVirtual ? summary with { Seconds = Math.Round(TimeProvider.System.GetElapsedTime(startedAt).TotalSeconds, 2) } : summary;
        }
        finally
        {
            stack.Histories.Written -= Follow;
            stack.Workflows.Ended -= Count;
        }

        void Follow(ExecutionStart execution, HistoryEvent entry)
        {
            if (execution.Name == name && entry is { Type: "TaskStateExited", Output: { } output } && ProgressIn(output) is var (run, progress))
            {
                state.Plan(run, progress);
            }
        }

        void Count(ExecutionEntry execution) => state.Ended(execution);
    }

    /// <summary>The files that a backfill found missing, in the order of the listing.</summary>
    public async IAsyncEnumerable<NumberedFile> MissingAsync(string id, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? startAfter = null;
        do
        {
            var page = await stack.Bucket.ListAsync(stack.Bucket.Bucket, $"{BackfillRun.Folder}{id}/missing/", startAfter, cancellationToken);
            foreach (var listed in page.Objects)
            {
                foreach (var file in JsonLines.Read(await stack.Bucket.GetAsync(new ObjectLocation(stack.Bucket.Bucket, listed.Key), cancellationToken), IngestionJson.Default.NumberedFile))
                {
                    yield return file;
                }
            }

            startAfter = page.StartAfter;
        }
        while (startAfter is not null);
    }

    private string NameFor(BackfillInput input) => string.Create(
        CultureInfo.InvariantCulture, $"backfill-{input.Dataset}-{stack.Clock.Now:yyyyMMdd-HHmmss}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3))}");

    private static BackfillSummary Summary(EndedExecution ended)
    {
        if (ended.Output is { } output)
        {
            return JsonSerializer.Deserialize(output, FunctionsJson.Default.BackfillSummary)!;
        }

        if (ended.Entry is { Error: "BackfillIncomplete", Cause: { } cause })
        {
            return JsonSerializer.Deserialize(cause, FunctionsJson.Default.BackfillSummary)!;
        }

        throw new BackfillRefusedException($"{ended.Entry.Name} ended {ended.Entry.Status}: {FailureWords.Of(ended.Entry)}");
    }

    private static (BackfillRun Run, BackfillProgress Progress)? ProgressIn(string output)
    {
        using var json = JsonDocument.Parse(output);
        return json.RootElement.TryGetProperty("backfill", out var run) && json.RootElement.TryGetProperty("progress", out var progress)
            ? (run.Deserialize(IngestionJson.Default.BackfillRun)!, progress.GetProperty("payload").Deserialize(IngestionJson.Default.BackfillProgress)!)
            : null;
    }
}
