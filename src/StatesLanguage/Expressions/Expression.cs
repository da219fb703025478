using System.Text.Json;
using StatesLanguage.Intrinsics;
using StatesLanguage.Paths;

namespace StatesLanguage.Expressions;

/// <summary>
/// A value that a definition computes: a path (<c>$</c>, <c>$$</c>, <c>$variable</c>) or a call of an intrinsic function.
/// </summary>
/// <param name="Text">As written in the definition.</param>
internal abstract record Expression(string Text)
{
    /// <param name="field">The field that asks, for the message.</param>
    /// <exception cref="RuntimeFaultException">A definite path leads nowhere.</exception>
    /// <exception cref="IntrinsicFaultException">A function can't take its arguments.</exception>
    public abstract JsonElement Evaluate(Surroundings surroundings, string field);
}

/// <summary>A constant argument of a function.</summary>
internal sealed record ConstantExpression(string Text, JsonElement Value) : Expression(Text)
{
    public override JsonElement Evaluate(Surroundings surroundings, string field) => Value;
}

/// <summary>What a path starts from.</summary>
internal enum PathOrigin
{
    /// <summary><c>$</c></summary>
    Input,

    /// <summary><c>$$</c></summary>
    Context,

    /// <summary><c>$name</c></summary>
    Variable,
}

internal sealed record PathExpression(string Text, PathOrigin Origin, string? Variable, JsonPath Path) : Expression(Text)
{
    public override JsonElement Evaluate(Surroundings surroundings, string field) =>
        Select(surroundings, out var origin).Value
        ?? throw new RuntimeFaultException(
            $"The JSONPath '{Text}' specified for the field '{field}' could not be found in the input '{origin.GetRawText()}'");

    /// <summary>For InputPath and OutputPath, whose cause has other words.</summary>
    public JsonElement Filter(Surroundings surroundings)
    {
        var selection = Select(surroundings, out _);
        return selection.Value ?? throw new RuntimeFaultException($"Invalid path '{Text}' : {selection.Missing}");
    }

    public Selection Select(Surroundings surroundings, out JsonElement origin)
    {
        origin = Origin switch
        {
            PathOrigin.Input => surroundings.Input,
            PathOrigin.Context => surroundings.Context(),
            _ => surroundings.Variables.TryGetValue(Variable!, out var value) ? value
                : throw new RuntimeFaultException($"The variable '{Variable}' of '{Text}' has not been assigned"),
        };
        return Path.Select(origin);
    }
}

internal sealed record CallExpression(string Text, IntrinsicFunction Function, IReadOnlyList<Expression> Arguments) : Expression(Text)
{
    public override JsonElement Evaluate(Surroundings surroundings, string field)
    {
        var arguments = Arguments.Select(argument => argument.Evaluate(surroundings, field)).ToArray();
        try
        {
            return Function.Call(new IntrinsicCall(arguments, surroundings.Chance));
        }
        catch (IntrinsicFaultException e) when (!e.Message.StartsWith("The function '", StringComparison.Ordinal))
        {
            throw new IntrinsicFaultException($"The function '{Text}' had the following error: {e.Message}");
        }
    }
}
