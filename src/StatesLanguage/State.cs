using StatesLanguage.Expressions;

namespace StatesLanguage;

/// <summary>States that lead to one another: a state machine, a branch of a Parallel, the processor of a Map.</summary>
public sealed class StateGraph
{
    private readonly Dictionary<string, State> _byName;

    internal StateGraph(string startAt, IReadOnlyList<State> states) =>
        (StartAt, States, _byName) = (startAt, states, states.ToDictionary(state => state.Name));

    public string StartAt { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<State> States { get; }

    public State? Find(string name) => _byName.GetValueOrDefault(name);
}

/// <summary>Where a state can lead.</summary>
/// <param name="Label">Why: <c>Next</c>, <c>Default</c>, the condition of a rule, or <c>Catch</c> with its errors.</param>
public sealed record StateEdge(string To, string Label);

/// <summary>A state as a page can draw it; how it runs is within.</summary>
public abstract record State
{
    private protected State()
    {
    }

    public required string Name { get; init; }

    /// <summary>Task, Pass, Choice, Wait, Succeed, Fail, Parallel or Map.</summary>
    public required string Type { get; init; }

    public string? Comment { get; init; }

    /// <summary>Where the execution can go on from here; none for a state that ends it.</summary>
    public abstract IReadOnlyList<StateEdge> Edges { get; }

    /// <summary>The branches of a Parallel, the processor of a Map; none for other states.</summary>
    public virtual IReadOnlyList<StateGraph> Graphs => [];

    /// <summary>What a Task calls; null for other states.</summary>
    public virtual string? ResourceArn => null;

    /// <summary>Whether it is a Map whose items run in executions of their own.</summary>
    public virtual bool IsDistributedMap => false;

    /// <summary>Null: what the field says is <c>null</c>, and the state sees {}.</summary>
    internal PathExpression? InputPath { get; init; }

    /// <summary>As <see cref="InputPath"/>, for what the next state sees.</summary>
    internal PathExpression? OutputPath { get; init; }

    internal PayloadTemplate? Assign { get; init; }

    /// <summary>Whether the context object of this state has <c>$$.State.RetryCount</c>.</summary>
    internal virtual bool CountsRetries => false;
}
