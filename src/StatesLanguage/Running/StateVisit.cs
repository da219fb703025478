using System.Text.Json;
using StatesLanguage.Definitions;
using StatesLanguage.Expressions;
using StatesLanguage.Json;
using StatesLanguage.Paths;

namespace StatesLanguage.Running;

/// <summary>
/// Where an execution goes after a state: on to <paramref name="Next"/>, or, where that is null, to the end of its graph.
/// </summary>
internal readonly record struct Transition(JsonElement Output, string? Next);

/// <summary>One stay in one state: from its input to its output.</summary>
/// <param name="rawInput">The state's input, before InputPath.</param>
internal sealed class StateVisit(ExecutionRun run, State state, JsonElement rawInput, Frame frame)
{
    private readonly DateTimeOffset _enteredTime = run.Ports.Clock.Now;
    private long _enteredEventId;

    public ExecutionRun Run => run;

    public State State => state;

    public Frame Frame => frame;

    public JsonElement Raw => rawInput;

    public int RetryCount { get; set; }

    public async Task<Transition> RunAsync(CancellationToken stop)
    {
        Record(new HistoryEvent { Type = $"{state.Type}StateEntered", Input = rawInput.GetRawText(), Variables = VariablesText() });
        _enteredEventId = frame.LastEventId;
        try
        {
            return state switch
            {
                PassState pass => PassStep.Run(this, pass),
                ChoiceState choice => ChoiceStep.Run(this, choice),
                WaitState wait => await WaitStep.RunAsync(this, wait, stop),
                SucceedState => Leave(Filtered(state.InputPath, rawInput), null),
                FailState fail => throw FailStep.Failure(this, fail),
                TaskState task => await Recovery.RunAsync(this, task, TaskStep.RunAsync, stop),
                ParallelState parallel => await Recovery.RunAsync(this, parallel, ParallelStep.RunAsync, stop),
                _ => await Recovery.RunAsync(this, (MapState)state, MapStep.RunAsync, stop),
            };
        }
        catch (RuntimeFaultException e)
        {
            throw Fault(e.Message);
        }
        catch (IntrinsicFaultException e)
        {
            throw Failure(e);
        }
        catch (OperationCanceledException) when (!run.Killed.IsCancellationRequested)
        {
            Record(new HistoryEvent { Type = $"{state.Type}StateAborted" });
            throw;
        }
    }

    public void Record(HistoryEvent entry) => run.Record(frame, entry with { StateName = state.Name });

    /// <summary>What InputPath leaves of the state's input.</summary>
    public JsonElement Input() => Filtered(state.InputPath, rawInput);

    /// <summary>What the state works on: after InputPath and Parameters.</summary>
    public JsonElement EffectiveInput()
    {
        var input = Input();
        return ((ResultState)state).Parameters is { } parameters ? Sized(parameters.Fill(Around(input))) : input;
    }

    /// <summary>
    /// Leaves the state with its result: Assign, then ResultPath, then OutputPath. Assign and OutputPath both see the variables as they
    /// were.
    /// </summary>
    public Transition Leave(JsonElement result, string? next) => Leave(result, result, next);

    /// <summary>
    /// Leaves the state with what ResultSelector made of its result. Assign sees the result itself:
    /// https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html#using-variables-in-jsonpath-states.
    /// </summary>
    public Transition Leave(JsonElement result, JsonElement selected, string? next) =>
        Leave(result, Combined(selected), state.Assign, next, filters: true);

    /// <summary>Leaves a Choice: by a rule with what that assigns.</summary>
    public Transition Leave(JsonElement result, PayloadTemplate? assign, string? next) =>
        Leave(result, result, assign, next, filters: true);

    /// <summary>Leaves by a Catch: OutputPath does not apply, as recorded.</summary>
    public Transition Leave(Catcher catcher, StateFailedException failure)
    {
        var output = JsonText.Object([
            KeyValuePair.Create("Error", JsonText.Of(failure.Error ?? "")),
            KeyValuePair.Create("Cause", JsonText.Of(failure.Cause ?? "")),
        ]);
        return Leave(output, Combined(output, catcher.ResultPath), catcher.Assign, catcher.Next, filters: false);
    }

    /// <param name="item">For the ItemSelector of a Map: the item at hand.</param>
    public Surroundings Around(JsonElement input, MapItem? item = null) => new()
    {
        Input = input,
        Variables = frame.Variables,
        Chance = run.Chance,
        Context = () => ContextObject.Of(run, state, _enteredTime, RetryCount, item ?? frame.Item),
    };

    /// <summary>States.Runtime, with the words that AWS puts before it.</summary>
    public StateFailedException Fault(string message) => new(ErrorNames.Runtime, Described(message)) { IsTerminal = true, Origin = this };

    public StateFailedException Failure(IntrinsicFaultException e) =>
        new(ErrorNames.IntrinsicFailure, Described(e.Message)) { Origin = this };

    public string Described(string message) =>
        $"An error occurred while executing the state '{state.Name}' (entered at the event id #{_enteredEventId}). {message}";

    /// <summary>A value of the state's own making, which has to keep to the quota.</summary>
    public JsonElement Sized(JsonElement value) => JsonText.IsTooLarge(value)
        ? throw new StateFailedException(ErrorNames.DataLimitExceeded, TooLarge(state.Name)) { IsTerminal = true, Origin = this }
        : value;

    public static string TooLarge(string name) =>
        $"The state/task '{name}' returned a result with a size exceeding the maximum number of bytes service limit.";

    public long? Whole(WholeSetting? setting, JsonElement input)
    {
        if (setting?.Path is not { } path)
        {
            return setting?.Constant;
        }

        var value = path.Evaluate(Around(input), setting.Name + "Path");
        return JsonNumbers.TryWhole(value, out var whole) ? whole
            : throw new RuntimeFaultException(
                $"The {setting.Name}Path field refers to value \"{JsonText.Quoted(value)}\" which is not a valid integer: {path.Text}");
    }

    private JsonElement Filtered(PathExpression? filter, JsonElement value) =>
        filter is null ? JsonText.EmptyObject : filter.Filter(Around(value));

    private JsonElement Combined(JsonElement result) => state is ResultState { ResultPath: var target } ? Combined(result, target) : result;

    private JsonElement Combined(JsonElement result, ReferencePath? target) => target is null ? rawInput
        : target.Put(rawInput, result) ?? throw new StateFailedException(
            ErrorNames.ResultPathMatchFailure, Described(
                $"Unable to apply the ResultPath '{target.Text}' to the input '{rawInput.GetRawText()}'")) { Origin = this };

    private Transition Leave(JsonElement result, JsonElement combined, PayloadTemplate? assign, string? next, bool filters)
    {
        var assigned = assign?.Fill(Around(result));
        var output = Sized(filters ? Filtered(state.OutputPath, combined) : combined);
        Record(new HistoryEvent { Type = $"{state.Type}StateExited", Output = output.GetRawText() });
        if (assigned is { } values)
        {
            var variables = new Dictionary<string, JsonElement>(frame.Variables);
            foreach (var value in values.EnumerateObject())
            {
                variables[value.Name] = value.Value;
            }

            frame.Variables = variables;
        }

        return new Transition(output, next);
    }

    private string? VariablesText() =>
        frame is { IsTopLevel: true, Variables.Count: > 0 } ? JsonText.Object(frame.Variables).GetRawText() : null;
}
