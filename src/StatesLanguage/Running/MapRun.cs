using System.Text.Json;
using StatesLanguage.Definitions;
using StatesLanguage.Expressions;
using StatesLanguage.Items;
using StatesLanguage.Json;

namespace StatesLanguage.Running;

/// <summary>The run of a distributed Map: an execution of its own for each item, or for each batch of them.</summary>
internal sealed class MapRun(StateVisit visit, MapState state, DistributedSettings settings, JsonElement input)
{
    /// <summary>The most child executions at a time: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html.</summary>
    private const int MostAtATime = 10_000;

    private readonly Lock _lock = new();
    private int _failedItems;

    public async Task<JsonElement> RunAsync(int concurrency, CancellationToken stop)
    {
        visit.Record(new HistoryEvent { Type = "MapStateStarted" });
        var tolerance = Tolerance();
        var ids = new MapRunIds(visit.Run.Start, settings.Label, visit.Run.Chance.Uuid());
        var payloadItems = settings.Reader is null ? MapStep.PayloadItems(visit, state, input) : null;
        visit.Record(new HistoryEvent { Type = "MapRunStarted", MapRunArn = ids.MapRunArn });
        try
        {
            var items = payloadItems ?? await ItemReading.ReadAsync(visit, settings.Reader!, input, stop);
            var selected = items.Select((item, at) => MapStep.Selected(visit, state, input, new MapItem(at, item))).ToArray();
            var batches = settings.Batcher is { } batcher
                ? ItemBatches.Of(visit, batcher, input, selected)
                : [.. selected.Select(item => new ItemBatch(item, 1))];
            var children = new ChildExecution[batches.Count];
            await SideBySide.RunAsync(
                batches.Count,
                concurrency is 0 or > MostAtATime ? MostAtATime : concurrency,
                async (at, stopChild) =>
                {
                    children[at] = await ChildAsync(ids, batches[at], stopChild);
                    CheckTolerance(children[at], batches[at], items.Count, tolerance);
                    return default;
                },
                stop);
            var result = settings.ResultWriter is { } writer
                ? await ResultWriting.WriteAsync(visit, writer, input, ids, children, stop)
                : visit.Sized(JsonText.Array(children.Select(child => child.Result)));
            visit.Record(new HistoryEvent { Type = "MapRunSucceeded" });
            return result;
        }
        catch (StateFailedException e)
        {
            visit.Record(new HistoryEvent { Type = "MapRunFailed", Error = e.Error, Cause = e.Cause });
            throw;
        }
        catch (OperationCanceledException) when (!visit.Run.Killed.IsCancellationRequested)
        {
            visit.Record(new HistoryEvent { Type = "MapRunAborted" });
            throw;
        }
    }

    private (long? Count, double? Percentage) Tolerance()
    {
        var count = visit.Whole(settings.ToleratedFailureCount, input);
        if (count < 0)
        {
            throw new RuntimeFaultException("ToleratedFailureCount cannot be negative.");
        }

        if (settings.ToleratedFailurePercentagePath is not { } path)
        {
            return (count, settings.ToleratedFailurePercentage);
        }

        var value = path.Evaluate(visit.Around(input), "ToleratedFailurePercentagePath");
        return !JsonNumbers.TryReal(value, out var percentage)
            ? throw new RuntimeFaultException(
                $"The ToleratedFailurePercentagePath field refers to value \"{JsonText.Quoted(value)}\" which is not a valid float: "
                + $"{path.Text}")
            : percentage is < 0 or > 100
                ? throw new RuntimeFaultException("ToleratedFailurePercentage must be between 0 and 100.")
                : (count, percentage);
    }

    private async Task<ChildExecution> ChildAsync(MapRunIds ids, ItemBatch batch, CancellationToken stop)
    {
        var name = visit.Run.Chance.Uuid();
        var start = new ExecutionStart
        {
            Name = name,
            ExecutionArn = ids.ExecutionArn(name),
            StateMachineArn = ids.StateMachineArn,
            StateMachineName = ids.StateMachineName,
            Input = batch.Input.GetRawText(),
            StartTime = visit.Run.Ports.Clock.Now,
            RoleArn = visit.Run.Start.RoleArn,
            MapRunArn = ids.MapRunArn,
        };
        var run = new ExecutionRun(state.Processor, null, start, visit.Run.Ports, visit.Run.Chance, visit.Run.Killed);
        var result = await run.RunAsync(stop);
        return new ChildExecution(start, result, visit.Run.Ports.Clock.Now);
    }

    /// <summary>A failed batch counts with all of its items. Where count and percentage are both given, either is enough to fail.</summary>
    private void CheckTolerance(ChildExecution child, ItemBatch batch, int items, (long? Count, double? Percentage) tolerance)
    {
        if (child.Outcome.Status == ExecutionStatus.Succeeded)
        {
            return;
        }

        int failed;
        lock (_lock)
        {
            failed = _failedItems += batch.Items;
        }

        if (failed > tolerance.Count || failed * 100.0 / items > tolerance.Percentage || tolerance is { Count: null, Percentage: null })
        {
            throw new StateFailedException(
                ErrorNames.ExceedToleratedFailureThreshold, "The specified tolerated failure threshold was exceeded");
        }
    }
}
