using StatesLanguage;

namespace Sparkify.Tests.StatesLanguage;

public sealed class LimitTests
{
    private const string Echo = """
        {"StartAt": "A", "States": {
          "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Caught"}], "End": true},
          "Caught": {"Type": "Pass", "Result": "caught", "End": true}}}
        """;

    [Theory]
    [InlineData(262_144, false)]
    [InlineData(262_145, true)]
    public async Task A_task_may_answer_262144_bytes_and_more_is_caught_by_states_all(int bytes, bool caught)
    {
        // é is two bytes: the quota counts bytes.
        var text = new string('é', (bytes - 2) / 2) + new string('e', bytes % 2);
        var ports = new ScriptedPorts { Answer = (_, _) => Task.FromResult($"\"{text}\"") };

        var result = await ports.RunAsync(Echo, "{}", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(caught, result.Output == "\"caught\"");
    }

    [Theory]
    [InlineData(""" {"Type": "Pass", "Parameters": {"twice.$": "States.Array($.t, $.t)"}, "ResultPath": null, "End": true} """)]
    [InlineData(""" {"Type": "Pass", "Parameters": {"t.$": "$.t"}, "ResultPath": "$.again", "End": true} """)]
    [InlineData("""
        {"Type": "Map", "ItemsPath": "$.list", "ItemSelector": {"twice.$": "States.Array($.t, $.t)"}, "ResultPath": null, "End": true,
          "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Pass", "Result": 1, "End": true} } } }
        """)]
    [InlineData("""
        {"Type": "Map", "ItemsPath": "$.list", "ItemSelector": {"t.$": "$.t"}, "ResultPath": null, "End": true,
          "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"} } } }
        """)]
    [InlineData("""
        {"Type": "Parallel", "ResultPath": null, "End": true, "Branches": [
          {"StartAt": "I", "States": {"I": {"Type": "Succeed"} } }, {"StartAt": "J", "States": {"J": {"Type": "Succeed"} } }]}
        """)]
    public async Task What_a_state_makes_may_not_be_larger_than_a_payload(string state)
    {
        var result = await new ScriptedPorts().RunAsync(
            $$"""{"StartAt": "A", "States": {"A": {{state}} } }""",
            $$"""{"list": [1, 2], "t": "{{new string('t', 200_000)}}"}""",
            cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("States.DataLimitExceeded", result.Error);
        Assert.Contains("'A' returned a result with a size exceeding", result.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(262_144, ExecutionStatus.Succeeded)]
    [InlineData(262_145, ExecutionStatus.Failed)]
    public async Task An_input_may_have_262144_bytes(int bytes, ExecutionStatus status)
    {
        var result = await new ScriptedPorts().RunAsync("""
            {"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": 1, "End": true}}}
            """, $"\"{new string('t', bytes - 2)}\"", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(status, result.Status);
    }

    [Theory]
    [InlineData("2147483647", null)]
    [InlineData("2147483648", "Wait state delay is too long.")]
    [InlineData("0", null)]
    [InlineData("-1", "references a negative value")]
    public async Task A_wait_takes_from_no_time_to_2147483647_seconds(string seconds, string? cause)
    {
        var ports = new ScriptedPorts();

        var result = await ports.RunAsync("""
            {"StartAt": "A", "States": {"A": {"Type": "Wait", "SecondsPath": "$", "End": true}}}
            """, seconds, cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(cause is null, result.Cause is null);
        Assert.Contains(cause ?? "", result.Cause ?? "", StringComparison.Ordinal);
        Assert.Equal(cause is null ? long.Parse(seconds, null) : 0, ports.Delays.Sum(delay => delay.TotalSeconds));
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public void Functions_may_be_nested_ten_deep(int depth, bool parses)
    {
        var call = string.Concat(Enumerable.Repeat("States.Array(", depth)) + "1" + new string(')', depth);
        void Parse() => StateMachineDefinition.Parse($$"""
            {"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"a.$": "{{call}}"}, "End": true} } }
            """);

        if (parses)
        {
            Parse();
        }
        else
        {
            var refused = Assert.Throws<DefinitionRefusedException>(Parse);
            Assert.Contains("nested deeper than 10", refused.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(6_249, ExecutionStatus.Succeeded, "ExecutionSucceeded")]
    [InlineData(6_250, ExecutionStatus.Failed, "ExecutionFailed")]
    public async Task The_event_25000_is_the_last_one_whatever_is_left_to_do(int rounds, ExecutionStatus status, string last)
    {
        // A round is four events; the start, the Succeed state and the end are four more: 6,249 rounds fill the history to the last event.
        var ports = new ScriptedPorts();

        var result = await ports.RunAsync($$"""
            {"StartAt": "Count", "States": {
              "Count": {"Type": "Pass", "Parameters": {"n.$": "States.MathAdd($.n, 1)"}, "Next": "More"},
              "More": {"Type": "Choice", "Choices": [{"Variable": "$.n", "NumericLessThan": {{rounds}}, "Next": "Count"}], "Default": "Done"},
              "Done": {"Type": "Succeed"} } }
            """, """{"n": 0}""", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(status, result.Status);
        Assert.Equal(Enumerable.Range(1, 25_000), ports.Events.Select(one => (int)one.Event.Id));
        Assert.Equal(last, ports.Events[^1].Event.Type);
    }
}
