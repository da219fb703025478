using System.Text.Json;
using StatesLanguage.Choices;
using StatesLanguage.Definitions;
using StatesLanguage.Expressions;
using StatesLanguage.Json;

namespace StatesLanguage.Running;

internal static class PassStep
{
    public static Transition Run(StateVisit visit, PassState state)
    {
        var input = visit.EffectiveInput();
        return visit.Leave(state.Result ?? input, state.Next);
    }
}

internal static class ChoiceStep
{
    public static Transition Run(StateVisit visit, ChoiceState state)
    {
        var input = visit.Input();
        var surroundings = visit.Around(input);
        if (state.Rules.FirstOrDefault(rule => rule.Condition.Holds(surroundings)) is { } rule)
        {
            return visit.Leave(input, rule.Assign, rule.Next);
        }

        return state.Default is { } next
            ? visit.Leave(input, state.Assign, next)
            : throw new StateFailedException(ErrorNames.NoChoiceMatched, visit.Described(
                "No rule of the Choice state holds, and it has no Default.")) { Origin = visit };
    }
}

internal static class FailStep
{
    public static StateFailedException Failure(StateVisit visit, FailState state)
    {
        var surroundings = visit.Around(visit.Raw);
        return new StateFailedException(Words(state.Error, "ErrorPath"), Words(state.Cause, "CausePath"));

        string? Words(Expression? expression, string field)
        {
            if (expression?.Evaluate(surroundings, field) is not { } value)
            {
                return null;
            }

            return value.ValueKind == JsonValueKind.String ? value.GetString()
                : throw new RuntimeFaultException(
                    $"The {field} field '{expression.Text}' refers to a value that is not a string: {value.GetRawText()}");
        }
    }
}

internal static class WaitStep
{
    /// <summary>The longest time that AWS waits for a timestamp, as recorded: 2^31 - 1 seconds.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(int.MaxValue);

    public static async Task<Transition> RunAsync(StateVisit visit, WaitState state, CancellationToken stop)
    {
        var input = visit.Input();
        var delay = Delay(visit, state, input);
        await visit.Run.DelayAsync(delay <= Longest ? delay : throw visit.Fault("Wait state delay is too long."), stop);
        return visit.Leave(input, state.Next);
    }

    private static TimeSpan Delay(StateVisit visit, WaitState state, JsonElement input)
    {
        if (state.Seconds is { } seconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        if (state.SecondsPath is { } secondsPath)
        {
            var value = secondsPath.Evaluate(visit.Around(input), "SecondsPath");
            return !JsonNumbers.TryWhole(value, out var whole)
                ? throw new RuntimeFaultException(
                    $"The SecondsPath parameter cannot be parsed as a long value: {secondsPath.Text} == {JsonText.Quoted(value)}")
                : whole < 0
                    ? throw new RuntimeFaultException(
                        $"The SecondsPath parameter references a negative value: {secondsPath.Text} == {whole}")
                    : whole > int.MaxValue ? TimeSpan.MaxValue : TimeSpan.FromSeconds(whole);
        }

        if (state.Timestamp is { } timestamp)
        {
            return timestamp - visit.Run.Ports.Clock.Now;
        }

        var path = state.TimestampPath!;
        var text = path.Evaluate(visit.Around(input), "TimestampPath");
        return Timestamp.IsOne(text)
            ? Timestamp.Of(text) - visit.Run.Ports.Clock.Now
            : throw new RuntimeFaultException(
                "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: "
                + $"{path.Text} == {JsonText.Quoted(text)}");
    }
}
