using System.Text.Json;
using StatesLanguage.Definitions;
using StatesLanguage.Expressions;
using StatesLanguage.Json;

namespace StatesLanguage.Running;

/// <summary>One execution on its way.</summary>
/// <param name="killed">The process ends: nothing more is recorded.</param>
internal sealed class ExecutionRun(
    StateGraph graph, int? timeoutSeconds, ExecutionStart start, ExecutionPorts ports, Chance chance, CancellationToken killed)
{
    private readonly History _history = new(start, ports.Clock, ports.Observer);
    private readonly DateTimeOffset? _deadline = timeoutSeconds is { } seconds
        ? (start.RunsSince ?? start.StartTime).AddSeconds(seconds)
        : null;
    private readonly JsonElement _input = Parsed(start.Input, "input");

    public ExecutionStart Start => start;

    public ExecutionPorts Ports => ports;

    public Chance Chance => chance;

    public CancellationToken Killed => killed;

    public JsonElement Input => _input;

    /// <param name="stop">Stops this execution: the process is killed, or the Map Run that it belongs to has failed.</param>
    public async Task<ExecutionResult> RunAsync(CancellationToken stop)
    {
        var frame = new Frame { IsTopLevel = true, LastEventId = start.ResumeAt?.LastEventId ?? 0 };
        try
        {
            var (state, input) = Begin(frame);
            var output = (await RunGraphAsync(graph, state, input, frame, stop)).GetRawText();
            Record(frame, new HistoryEvent { Type = "ExecutionSucceeded", Output = output });
            return new ExecutionResult(ExecutionStatus.Succeeded, output, null, null, _history.Count);
        }
        catch (StateFailedException e)
        {
            Record(frame, new HistoryEvent { Type = "ExecutionFailed", Error = e.Error, Cause = e.Cause });
            return new ExecutionResult(ExecutionStatus.Failed, null, e.Error, e.Cause, _history.Count);
        }
        catch (DeadlinePassedException)
        {
            Record(frame, new HistoryEvent { Type = "ExecutionTimedOut", Error = ErrorNames.Timeout });
            return new ExecutionResult(ExecutionStatus.TimedOut, null, ErrorNames.Timeout, null, _history.Count);
        }
        catch (HistoryFullException)
        {
            return new ExecutionResult(ExecutionStatus.Failed, null, ErrorNames.Runtime, HistoryFullException.Cause, _history.Count);
        }
        catch (OperationCanceledException) when (!killed.IsCancellationRequested)
        {
            Record(frame, new HistoryEvent { Type = "ExecutionAborted" });
            throw;
        }
    }

    /// <summary>Runs the states of a graph one after the other.</summary>
    /// <returns>The output of the last one.</returns>
    public async Task<JsonElement> RunGraphAsync(StateGraph states, string first, JsonElement input, Frame frame, CancellationToken stop)
    {
        for (var name = first; ;)
        {
            stop.ThrowIfCancellationRequested();
            var visit = new StateVisit(this, states.Find(name)!, input, frame);
            var (output, next) = await visit.RunAsync(stop);
            CheckDeadline();
            if (next is null)
            {
                return output;
            }

            (name, input) = (next, output);
        }
    }

    public void Record(Frame frame, HistoryEvent entry) => _history.Record(frame, entry);

    /// <summary>Waits, but never beyond the execution's deadline.</summary>
    public async Task DelayAsync(TimeSpan delay, CancellationToken stop)
    {
        if (_deadline is { } deadline && ports.Clock.Now + delay > deadline)
        {
            delay = deadline - ports.Clock.Now;
        }

        if (delay > TimeSpan.Zero)
        {
            await ports.Clock.DelayAsync(delay, stop);
        }

        stop.ThrowIfCancellationRequested();
        CheckDeadline();
    }

    private (string State, JsonElement Input) Begin(Frame frame)
    {
        if (start.ResumeAt is { } point)
        {
            if (graph.Find(point.StateName) is null)
            {
                throw new ArgumentException(
                    $"The execution can't go on at '{point.StateName}': the state machine has no such state at its top level");
            }

            frame.Variables = Parsed(point.Variables, "variables")
                .EnumerateObject()
                .ToDictionary(field => field.Name, field => field.Value);
            Record(frame, new HistoryEvent { Type = "ExecutionRedriven", RedriveCount = start.RedriveCount });
            return (point.StateName, Parsed(point.Input, "input of the state"));
        }

        Record(frame, new HistoryEvent { Type = "ExecutionStarted", Input = _input.GetRawText(), MapRunArn = start.MapRunArn });
        return JsonText.IsTooLarge(_input)
            ? throw new StateFailedException(
                ErrorNames.DataLimitExceeded, "The execution's input exceeds the maximum number of bytes service limit.")
            : (graph.StartAt, _input);
    }

    private void CheckDeadline()
    {
        if (_deadline is { } deadline && ports.Clock.Now >= deadline)
        {
            throw new DeadlinePassedException();
        }
    }

    private static JsonElement Parsed(string json, string what)
    {
        try
        {
            return JsonText.Parse(json);
        }
        catch (JsonException e)
        {
            throw new ArgumentException($"The {what} is not JSON: {e.Message}", e);
        }
    }
}
