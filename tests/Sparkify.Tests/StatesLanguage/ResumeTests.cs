using CsCheck;
using StatesLanguage;

namespace Sparkify.Tests.StatesLanguage;

public sealed class ResumeTests
{
    private const string Machine = """
        {"StartAt": "Count", "States": {
          "Count": {"Type": "Pass", "Assign": {"n.$": "$.n"}, "Next": "Ask"},
          "Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "ResultPath": "$.asked", "Next": "Rest",
                  "Retry": [{"ErrorEquals": ["States.ALL"]}]},
          "Rest": {"Type": "Wait", "SecondsPath": "$n", "Assign": {"rested": true}, "Next": "Each"},
          "Each": {"Type": "Map", "ItemsPath": "$.items", "ResultPath": "$.mapped", "MaxConcurrency": 2, "Next": "Again",
                   "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}}}},
          "Again": {"Type": "Choice", "Choices": [{"Variable": "$n", "NumericGreaterThan": 0, "Assign": {"n.$": "States.MathAdd($n, -1)"}, "Next": "Ask"}],
                    "Default": "End"},
          "End": {"Type": "Pass", "Parameters": {"all.$": "$", "rested.$": "$rested", "n.$": "$n"}, "End": true}}}
        """;

    private const string Input = """{"n": 2, "items": [1, 2, 3]}""";

    [Fact]
    public void An_execution_killed_at_any_event_and_resumed_ends_as_an_undisturbed_one()
    {
        var (undisturbed, events) = OneThread.Run(async () =>
        {
            var ports = new ScriptedPorts { Answer = AnswerAsync };
            return (await ports.RunAsync(Machine, Input), ports.Events.Count);
        });

        Gen.Int[1, events - 1].List[1, 3].Sample(kills =>
        {
            var result = OneThread.Run(() => KilledAsync(kills));

            Assert.Equal(ExecutionStatus.Succeeded, result.Status);
            Assert.Equal(undisturbed.Output, result.Output);
        });
    }

    [Fact]
    public void A_killed_execution_records_no_end()
    {
        var history = OneThread.Run(async () =>
        {
            using var kill = new CancellationTokenSource();
            var ports = new ScriptedPorts
            {
                Answer = async (_, stop) =>
                {
                    await Task.Yield();
                    kill.Cancel();
                    await Task.Delay(Timeout.Infinite, stop);
                    return "";
                },
            };
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ports.RunAsync(Machine, Input, cancellationToken: kill.Token));
            return ports.Events.Select(one => one.Event.Type).ToArray();
        });

        Assert.Equal(
            ["ExecutionStarted", "PassStateEntered", "PassStateExited", "TaskStateEntered", "TaskScheduled", "TaskStarted"], history);
    }

    [Fact]
    public async Task A_killed_execution_enters_no_other_state()
    {
        using var kill = new CancellationTokenSource();
        var ports = new ScriptedPorts { OnRecorded = entry => { if (entry.Id == 100) { kill.Cancel(); } } };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ports.RunAsync("""
            {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "B": {"Type": "Choice", "Choices": [{"Variable": "$", "IsPresent": true, "Next": "A"}]}}}
            """, "{}", cancellationToken: kill.Token));

        Assert.InRange(ports.Events.Count, 100, 101);
    }

    [Fact]
    public void An_execution_that_is_cut_off_before_its_first_state_has_no_point_to_go_on_from()
    {
        var machine = StateMachineDefinition.Parse(Machine, null);

        Assert.Null(ResumePoint.Find(machine, [new HistoryEvent { Type = "ExecutionStarted", Id = 1 }]));
    }

    /// <summary>
    /// Kills the execution at the events of these numbers, each counted from where it goes on, and finds the way back by the lines written.
    /// </summary>
    private static async Task<ExecutionResult> KilledAsync(List<int> kills)
    {
        var machine = StateMachineDefinition.Parse(Machine, null);
        var lines = new List<string>();
        foreach (var at in kills.Append(int.MaxValue))
        {
            using var kill = new CancellationTokenSource();
            var left = at;
            var ports = new ScriptedPorts
            {
                Answer = AnswerAsync,
                OnRecorded = entry =>
                {
                    lines.Add(entry.ToJson());
                    if (--left == 0)
                    {
                        kill.Cancel();
                    }
                },
            };
            var point = ResumePoint.Find(machine, lines.Select(HistoryEvent.FromJson));
            if (point is null)
            {
                // Nothing was begun: the execution starts anew, and so does its history.
                lines.Clear();
            }

            try
            {
                return await new Interpreter(machine, ports.Ports()).RunAsync(ScriptedPorts.Start(Input, resumeAt: point), kill.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Equal(lines.Count, HistoryEvent.FromJson(lines[^1]).Id);
            }
        }

        throw new InvalidOperationException("The last run is never killed");
    }

    /// <summary>The answer follows from the input alone, later than the call.</summary>
    private static async Task<string> AnswerAsync(TaskCall task, CancellationToken stop)
    {
        await Task.Yield();
        stop.ThrowIfCancellationRequested();
        return $"{task.Input.Length}";
    }
}
