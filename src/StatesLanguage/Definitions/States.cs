using System.Text.Json;
using StatesLanguage.Choices;
using StatesLanguage.Expressions;
using StatesLanguage.Paths;

namespace StatesLanguage.Definitions;

/// <summary>A state that has one successor, or none: then it ends its graph.</summary>
internal abstract record FlowState : State
{
    public string? Next { get; init; }

    public override IReadOnlyList<StateEdge> Edges => Next is null ? [] : [new StateEdge(Next, "Next")];
}

/// <summary>A state with a result of its own, which ResultPath puts into its input.</summary>
internal abstract record ResultState : FlowState
{
    public PayloadTemplate? Parameters { get; init; }

    /// <summary>Null: the result is dropped, the input goes on.</summary>
    public ReferencePath? ResultPath { get; init; }
}

/// <summary>A state that can fail for reasons outside the definition, and say what then.</summary>
internal abstract record FallibleState : ResultState
{
    public PayloadTemplate? ResultSelector { get; init; }
    public required IReadOnlyList<Retrier> Retriers { get; init; }
    public required IReadOnlyList<Catcher> Catchers { get; init; }

    public override IReadOnlyList<StateEdge> Edges =>
        [.. base.Edges, .. Catchers.Select(catcher => new StateEdge(catcher.Next, $"Catch {string.Join(", ", catcher.ErrorEquals)}"))];

    internal override bool CountsRetries => true;
}

internal sealed record PassState : ResultState
{
    public JsonElement? Result { get; init; }
}

internal sealed record TaskState : FallibleState
{
    public override string? ResourceArn => Resource.Arn;

    public required TaskResource Resource { get; init; }
    public WholeSetting? TimeoutSeconds { get; init; }
    public WholeSetting? HeartbeatSeconds { get; init; }
}

internal sealed record ParallelState : FallibleState
{
    public required IReadOnlyList<StateGraph> Branches { get; init; }

    public override IReadOnlyList<StateGraph> Graphs => Branches;
}

internal sealed record MapState : FallibleState
{
    public override bool IsDistributedMap => Distributed is not null;

    public required StateGraph Processor { get; init; }

    /// <summary>Null for an inline Map.</summary>
    public DistributedSettings? Distributed { get; init; }

    public PathExpression? ItemsPath { get; init; }
    public PayloadTemplate? ItemSelector { get; init; }
    public WholeSetting? MaxConcurrency { get; init; }

    public override IReadOnlyList<StateGraph> Graphs => [Processor];
}

internal sealed record WaitState : FlowState
{
    public long? Seconds { get; init; }
    public PathExpression? SecondsPath { get; init; }
    public DateTimeOffset? Timestamp { get; init; }
    public PathExpression? TimestampPath { get; init; }
}

internal sealed record ChoiceRule(ChoiceCondition Condition, string Label, string Next, PayloadTemplate? Assign);

internal sealed record ChoiceState : State
{
    public required IReadOnlyList<ChoiceRule> Rules { get; init; }
    public string? Default { get; init; }

    public override IReadOnlyList<StateEdge> Edges =>
    [
        .. Rules.Select(rule => new StateEdge(rule.Next, rule.Label)),
        .. Default is null ? Array.Empty<StateEdge>() : [new StateEdge(Default, "Default")],
    ];
}

internal sealed record SucceedState : State
{
    public override IReadOnlyList<StateEdge> Edges => [];
}

/// <summary>Error and Cause: a constant (which is then a constant expression), or computed.</summary>
internal sealed record FailState : State
{
    public Expression? Error { get; init; }
    public Expression? Cause { get; init; }

    public override IReadOnlyList<StateEdge> Edges => [];
}

/// <summary>A whole number that the definition gives, or says where to find.</summary>
/// <param name="Name">Of the field that gives it, without <c>Path</c>.</param>
internal sealed record WholeSetting(string Name, long? Constant, PathExpression? Path);
