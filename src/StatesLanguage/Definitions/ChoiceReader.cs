using System.Text.Json;
using StatesLanguage.Choices;
using StatesLanguage.Expressions;

namespace StatesLanguage.Definitions;

/// <summary>Reads a Choice state and the conditions of its rules.</summary>
internal sealed class ChoiceReader(IReadOnlySet<string> outerVariables)
{
    private static readonly Dictionary<string, Func<JsonElement, bool>> Kinds = new()
    {
        ["IsNull"] = value => value.ValueKind == JsonValueKind.Null,
        ["IsString"] = ComparisonOperator.IsString,
        ["IsNumeric"] = ComparisonOperator.IsNumber,
        ["IsBoolean"] = ComparisonOperator.IsBoolean,
        ["IsTimestamp"] = Timestamp.IsOne,
    };

    public ChoiceState Read(string name, Fields fields)
    {
        var rules = fields.Objects("Choices");
        if (rules.Count == 0)
        {
            fields.Refuse("the field Choices is missing, or holds no rule");
        }

        return new ChoiceState
        {
            Name = name,
            Type = "Choice",
            Rules = [.. rules.Select(Rule).OfType<ChoiceRule>()],
            Default = fields.Text("Default"),
        };
    }

    private ChoiceRule? Rule(Fields rule)
    {
        var next = rule.Needed("Next");
        VariableNames.Check(rule, outerVariables);
        var assign = rule.Template("Assign");
        return Condition(rule) is var (condition, label) ? new ChoiceRule(condition, label, next, assign) : null;
    }

    private (ChoiceCondition Condition, string Label)? Condition(Fields fields)
    {
        _ = fields.Text("Comment");
        var condition = fields.Has("And") ? Several("And", all => new AllOf(all))
            : fields.Has("Or") ? Several("Or", any => new AnyOf(any))
            : fields.Has("Not") ? Not()
            : Test(fields);
        fields.RefuseOthers("a rule");
        return condition;

        (ChoiceCondition, string)? Several(string field, Func<IReadOnlyList<ChoiceCondition>, ChoiceCondition> join)
        {
            var inner = fields.Objects(field).Select(Condition).ToArray();
            if (inner.Length == 0)
            {
                fields.Refuse(field, "an array of at least one condition is needed here");
            }

            return Array.TrueForAll(inner, condition => condition is not null)
                ? (join([.. inner.Select(condition => condition!.Value.Condition)]),
                    string.Join($" {field.ToUpperInvariant()} ", inner.Select(condition => condition!.Value.Label)))
                : null;
        }

        (ChoiceCondition, string)? Not() =>
            fields.Object("Not") is { } json && Condition(json) is var (inner, label) ? (new NoneOf(inner), $"NOT {label}") : null;
    }

    private static (ChoiceCondition Condition, string Label)? Test(Fields fields)
    {
        _ = fields.Needed("Variable");
        var variable = fields.Parsed("Variable", ExpressionParser.Path);
        var operators = fields.Names.Where(IsOperator).ToArray();
        if (operators.Length != 1)
        {
            // A field that is not known is refused by its own name, and is likely meant as the operator.
            if (operators.Length > 1 || fields.Names.All(known => known is "Variable" or "Next" or "Assign" or "Comment"))
            {
                fields.Refuse($"one operator is needed, and there are {operators.Length}");
            }

            return null;
        }

        var name = operators[0];
        var label = $"{fields.Text("Variable")} {name} {fields.Any(name)?.GetRawText()}";
        if (name == "IsPresent" || Kinds.ContainsKey(name))
        {
            var wanted = fields.Flag(name) is true;
            return variable is null ? null
                : (
                    Kinds.TryGetValue(name, out var kind) ? new KindTest(variable, kind, wanted) : new PresenceTest(variable, wanted),
                    label);
        }

        if (ComparisonOperator.All.TryGetValue(name, out var comparison))
        {
            var constant = fields.Any(name)!.Value;
            if (!comparison.Takes(constant))
            {
                fields.Refuse(name, "the constant is not of the operator's type");
            }

            return variable is null ? null : (new ComparisonTest(variable, comparison, constant, null), label);
        }

        var other = fields.Parsed(name, ExpressionParser.Path);
        return variable is null || other is null ? null
            : (new ComparisonTest(variable, ComparisonOperator.All[name[..^"Path".Length]], null, other), label);
    }

    private static bool IsOperator(string name) =>
        name == "IsPresent" || Kinds.ContainsKey(name) || ComparisonOperator.All.ContainsKey(name)
        || (name.EndsWith("Path", StringComparison.Ordinal)
            && name != "StringMatchesPath"
            && ComparisonOperator.All.ContainsKey(name[..^"Path".Length]));
}
