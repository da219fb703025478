using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Workflows;
using Sparkify.LocalCloud.Lambda;
using Sparkify.LocalCloud.Metrics;
using Sparkify.Operations;
using StatesLanguage;

namespace Sparkify.LocalCloud.Workflow;

/// <summary>
/// Step Functions on this machine: starts executions by name, runs them side by side, and goes on with those that a killed process left.
/// </summary>
public sealed partial class LocalWorkflows : IWorkflows, IAsyncDisposable
{
    private const int MostAtOnce = 16;
    private const int MostInputBytes = 262_144;

    /// <summary>Read when one of them is asked for: most commands start nothing.</summary>
    private readonly Lazy<Dictionary<string, LocalStateMachine>> _machines;
    private readonly ExecutionPorts _ports;
    private readonly LocalClock _clock;
    private readonly ExecutionList _list;
    private readonly ExecutionHistories _histories;
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _slots = new(MostAtOnce);
    private readonly Lock _starting = new();
    private readonly ConcurrentDictionary<string, Exception> _stopped = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Task<EndedExecution>> _running = new(StringComparer.Ordinal);

    public LocalWorkflows(
        IEnumerable<LocalStateMachine> machines, IReadOnlyDictionary<string, IFunction> functions, IObjectStore objects,
        NoticeBoard notices, LocalClock clock, ExecutionList list, ExecutionHistories histories, MetricStore metrics)
    {
        _machines = new(() => machines.ToDictionary(machine => machine.Arn, StringComparer.Ordinal));
        _clock = clock;
        _list = list;
        _histories = histories;
        _ports = new ExecutionPorts
        {
            Tasks = new LocalTaskRunner(functions, notices, metrics, this, clock),
            Clock = clock,
            Objects = new MapStore(objects),
            Random = Random.Shared,
            Observer = histories,
        };
    }

    public IReadOnlyList<ExecutionEntry> Executions => _list.All;

    /// <summary>In the order of the template.</summary>
    public IReadOnlyCollection<LocalStateMachine> Machines => _machines.Value.Values;

    /// <summary>Null: there never was one.</summary>
    public ExecutionEntry? Find(string executionArn) => _list.Find(executionArn);

    /// <summary>After an execution's end is written.</summary>
    public event Action<ExecutionEntry>? Ended;

    /// <summary>An execution stopped without an end, for no reason of its own: <see cref="Resume()"/> goes on with it.</summary>
    public event Action<ExecutionEntry, Exception>? Stopped;

    public Task<StartOutcome> StartAsync(
        string stateMachineArn, string name, string input, string? traceId, CancellationToken cancellationToken) =>
        Task.FromResult(Start(stateMachineArn, name, input, isNested: false).IsTaken ? StartOutcome.AlreadyStarted : StartOutcome.Started);

    /// <summary>
    /// Starts an execution. One of the same name and input that still runs is the same; of another input, or ended, it has the name for
    /// good: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html.
    /// </summary>
    /// <param name="isNested">An execution waits for it: it takes no slot, since that one holds one.</param>
    /// <exception cref="WorkflowsRefusedException">There is no such state machine, or name or input are wrong.</exception>
    public StartedExecution Start(string stateMachineArn, string name, string input, bool isNested)
    {
        var machine = _machines.Value.GetValueOrDefault(stateMachineArn)
            ?? throw new WorkflowsRefusedException(
                $"StateMachineDoesNotExist: there is no {stateMachineArn}, only {string.Join(", ", _machines.Value.Keys)}");
        Check(name, input);
        if (Machines.Where(other => other != machine)
            .Select(other => _list.Find(other.ExecutionArn(name)))
            .FirstOrDefault(other => other is not null) is { } taken)
        {
            throw new WorkflowsRefusedException(
                $"InvalidName: {taken.ExecutionArn} has the name '{name}'; histories are kept by name here, so choose another");
        }

        var entry = new ExecutionEntry
        {
            ExecutionArn = machine.ExecutionArn(name), StateMachineArn = machine.Arn, Name = name, Input = input,
            Status = ExecutionEntry.Running, StartDate = _clock.Now, IsNested = isNested, Definition = machine.Digest,
        };
        lock (_starting)
        {
            var owner = _list.Add(entry);
            if (ReferenceEquals(owner, entry))
            {
                return new StartedExecution(entry, input, IsTaken: false, Run(machine, entry, resumeAt: null));
            }

            if (owner.IsRunning && string.Equals(owner.Input, input, StringComparison.Ordinal))
            {
                if (_running.GetValueOrDefault(owner.ExecutionArn) is { } run)
                {
                    return new StartedExecution(owner, input, IsTaken: false, run);
                }

                // It has ended this moment, or it stopped without an end: then whoever asks for it is who goes on with it.
                owner = _list.Find(owner.ExecutionArn)!;
                if (owner.IsRunning && Resume(owner) is { } resumed)
                {
                    return new StartedExecution(owner, input, IsTaken: false, resumed);
                }
            }

            return new StartedExecution(owner, input, IsTaken: true, Run: null);
        }
    }

    /// <summary>
    /// Goes on with the executions that were running when their process ended: each from the state that it entered last, or from the
    /// start where the definition is another by now. What a state of the one has left need not be what a state of the other takes, and a
    /// load does nothing twice.
    /// </summary>
    /// <exception cref="DefinitionRefusedException">A state machine's definition is not one that can be run here.</exception>
    public void Resume()
    {
        // Before anything is done: a wrong definition is nothing that a function's retries could mend.
        _ = Machines;

        // All of them before any goes on: one may ask for another by its name.
        lock (_starting)
        {
            foreach (var entry in _list.All.Where(entry => entry.IsRunning && !_running.ContainsKey(entry.ExecutionArn)))
            {
                Resume(entry);
            }
        }
    }

    /// <summary>Ends with the first step of <see cref="DisposeAsync"/>.</summary>
    public CancellationToken Stopping => _stopping.Token;

    /// <summary>Ends when no execution runs.</summary>
    /// <exception cref="InvalidOperationException">One stopped without an end: the next load or watch goes on with it.</exception>
    public async Task WhenIdleAsync(CancellationToken cancellationToken)
    {
        while (_running.Values.ToArray() is { Length: > 0 } now)
        {
            await Task.WhenAll(now).WaitAsync(cancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
            cancellationToken.ThrowIfCancellationRequested();
        }

        if (_stopped.FirstOrDefault() is { Key: { } executionArn, Value: var failure })
        {
            throw new InvalidOperationException(
                $"{executionArn} stopped without an end, and goes on with the next load or watch: {failure.Message}", failure);
        }
    }

    /// <summary>Stops the executions as the end of the process would: the next one goes on with them.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values).ContinueWith(_ => { }, TaskScheduler.Default);
        _stopping.Dispose();
        _slots.Dispose();
    }

    /// <returns>Its run; null where it needs none: its history has its end, or there is nothing any more that could run it.</returns>
    private Task<EndedExecution>? Resume(ExecutionEntry entry)
    {
        if (_machines.Value.GetValueOrDefault(entry.StateMachineArn) is not { } machine)
        {
            Close(entry, new ExecutionResult(
                ExecutionStatus.Failed,
                null,
                "StateMachineDoesNotExist",
                $"it was running when its process ended, and there is no {entry.StateMachineArn} any more: a backfill of the dataset loads "
                + "what it would have",
                0));
            return null;
        }

        var history = _histories.Read(entry.ExecutionArn);
        if (EndOf(history) is { } end)
        {
            Close(entry, end);
            return null;
        }

        return Run(
            machine,
            entry,
            entry.Definition == machine.Digest
                ? ResumePoint.Find(machine.Definition, history)
                : ResumePoint.AtStart(machine.Definition, entry.Input!, history),
            history.Count(happened => happened.Type is "ExecutionRedriven") + 1);
    }

    private Task<EndedExecution> Run(LocalStateMachine machine, ExecutionEntry entry, ResumePoint? resumeAt, int redriveCount = 0)
    {
        _stopped.TryRemove(entry.ExecutionArn, out _);
        var ended = new TaskCompletionSource<EndedExecution>(TaskCreationOptions.RunContinuationsAsynchronously);
        _running[entry.ExecutionArn] = ended.Task;
        var start = new ExecutionStart
        {
            Name = entry.Name,
            ExecutionArn = entry.ExecutionArn,
            StateMachineArn = machine.Arn,
            StateMachineName = machine.Name,
            Input = entry.Input!,
            StartTime = entry.StartDate,
            // The time that nobody worked does not count.
            RunsSince = _clock.Now,
            ResumeAt = resumeAt,
            RedriveCount = redriveCount,
        };
        _ = Task.Run(async () =>
        {
            Exception? fault = null;
            try
            {
                var result = await RunInSlotAsync(machine, start, entry.IsNested);
                ended.SetResult(new EndedExecution(Close(entry, result), result.Output));
            }
            catch (OperationCanceledException stopped)
            {
                ended.SetCanceled(stopped.CancellationToken);
            }
            catch (Exception unforeseen)
            {
                _stopped[entry.ExecutionArn] = unforeseen;
                ended.SetException(unforeseen);
                fault = unforeseen;
            }
            finally
            {
                _running.TryRemove(entry.ExecutionArn, out _);
            }

            if (fault is not null)
            {
                Stopped?.Invoke(entry, fault);
            }
        });
        return ended.Task;
    }

    private async Task<ExecutionResult> RunInSlotAsync(LocalStateMachine machine, ExecutionStart start, bool isNested)
    {
        if (!isNested)
        {
            await _slots.WaitAsync(_stopping.Token);
        }

        try
        {
            return await new Interpreter(machine.Definition, _ports).RunAsync(start, _stopping.Token);
        }
        finally
        {
            if (!isNested)
            {
                _slots.Release();
            }
        }
    }

    private ExecutionEntry Close(ExecutionEntry entry, ExecutionResult result)
    {
        var closed = entry with
        {
            Status = result.Status switch { ExecutionStatus.Succeeded =>
                ExecutionEntry.Succeeded, ExecutionStatus.Failed => "FAILED", _ => "TIMED_OUT" },
            StopDate = _clock.Now,
            Input = result.Status is ExecutionStatus.Succeeded ? null : entry.Input,
            Error = result.Error,
            Cause = result.Cause,
        };
        _list.Update(closed);
        Ended?.Invoke(closed);
        return closed;
    }

    /// <summary>An end that was written to the history when the process died, and not yet to the list.</summary>
    private static ExecutionResult? EndOf(IReadOnlyList<HistoryEvent> history) => history is not [.., var last] ? null : last.Type switch
    {
        "ExecutionSucceeded" => new ExecutionResult(ExecutionStatus.Succeeded, last.Output, null, null, last.Id),
        "ExecutionFailed" => new ExecutionResult(ExecutionStatus.Failed, null, last.Error, last.Cause, last.Id),
        "ExecutionTimedOut" => new ExecutionResult(ExecutionStatus.TimedOut, null, last.Error, last.Cause, last.Id),
        _ => null,
    };

    private static void Check(string name, string input)
    {
        if (!ValidName().IsMatch(name))
        {
            throw new WorkflowsRefusedException($"InvalidName: '{name}' is not 1 to 80 characters of 0-9, A-Z, a-z, - and _");
        }

        try
        {
            using var _ = JsonDocument.Parse(input);
        }
        catch (JsonException notJson)
        {
            throw new WorkflowsRefusedException($"InvalidExecutionInput: {notJson.Message}", notJson);
        }

        if (Encoding.UTF8.GetByteCount(input) is > MostInputBytes and var bytes)
        {
            throw new WorkflowsRefusedException($"InvalidExecutionInput: {bytes} bytes are more than {MostInputBytes}");
        }
    }

    [GeneratedRegex("^[0-9A-Za-z_-]{1,80}$")]
    private static partial Regex ValidName();
}

/// <param name="Entry">The execution that has the name.</param>
/// <param name="Input">What it was started with.</param>
/// <param name="IsTaken">The name belongs to another execution: nothing was started.</param>
/// <param name="Run">Its run; null when the name is taken.</param>
public sealed record StartedExecution(ExecutionEntry Entry, string Input, bool IsTaken, Task<EndedExecution>? Run)
{
    public Task<EndedExecution> Ended =>
        Run ?? Task.FromException<EndedExecution>(new InvalidOperationException($"{Entry.ExecutionArn} does not run"));
}

/// <param name="Output">JSON; null unless it succeeded.</param>
public sealed record EndedExecution(ExecutionEntry Entry, string? Output);
