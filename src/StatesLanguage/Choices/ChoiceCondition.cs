using System.Text.Json;
using StatesLanguage.Expressions;

namespace StatesLanguage.Choices;

/// <summary>The condition of a rule of a Choice state.</summary>
internal abstract record ChoiceCondition
{
    public abstract bool Holds(Surroundings surroundings);
}

internal sealed record AllOf(IReadOnlyList<ChoiceCondition> Conditions) : ChoiceCondition
{
    public override bool Holds(Surroundings surroundings) => Conditions.All(condition => condition.Holds(surroundings));
}

internal sealed record AnyOf(IReadOnlyList<ChoiceCondition> Conditions) : ChoiceCondition
{
    public override bool Holds(Surroundings surroundings) => Conditions.Any(condition => condition.Holds(surroundings));
}

internal sealed record NoneOf(ChoiceCondition Condition) : ChoiceCondition
{
    public override bool Holds(Surroundings surroundings) => !Condition.Holds(surroundings);
}

/// <summary><c>IsPresent</c>: the only test that a missing variable can pass.</summary>
internal sealed record PresenceTest(PathExpression Variable, bool Wanted) : ChoiceCondition
{
    public override bool Holds(Surroundings surroundings)
    {
        var present = (Variable.Origin != PathOrigin.Variable || surroundings.Variables.ContainsKey(Variable.Variable!))
            && Variable.Select(surroundings, out _).Value is not null;
        return present == Wanted;
    }
}

/// <summary><c>IsNull</c>, <c>IsString</c>, <c>IsNumeric</c>, <c>IsBoolean</c>, <c>IsTimestamp</c></summary>
internal sealed record KindTest(PathExpression Variable, Func<JsonElement, bool> IsOfKind, bool Wanted) : ChoiceCondition
{
    public override bool Holds(Surroundings surroundings) => IsOfKind(ChoiceVariable.Value(Variable, surroundings)) == Wanted;
}

/// <summary>A comparison with a constant, or (the operators that end in <c>Path</c>) with what a path leads to.</summary>
internal sealed record ComparisonTest(PathExpression Variable, ComparisonOperator Operator, JsonElement? Constant, PathExpression? Other)
    : ChoiceCondition
{
    public override bool Holds(Surroundings surroundings) =>
        Operator.Holds(ChoiceVariable.Value(Variable, surroundings), Constant ?? ChoiceVariable.Value(Other!, surroundings));
}

internal static class ChoiceVariable
{
    public static JsonElement Value(PathExpression variable, Surroundings surroundings) =>
        variable.Select(surroundings, out _).Value
        ?? throw new RuntimeFaultException(
            $"Invalid path '{variable.Text}': The choice state's condition path references an invalid value.");
}
