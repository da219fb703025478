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
