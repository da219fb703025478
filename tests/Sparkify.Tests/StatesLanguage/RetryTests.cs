using CsCheck;
using StatesLanguage;

namespace Sparkify.Tests.StatesLanguage;

public sealed class RetryTests
{
    [Fact]
    public void Retries_wait_exactly_as_long_as_the_back_off_says() =>
        Gen.Select(Gen.Int[1, 100], Gen.Int[0, 8], Gen.Int[10, 40], Gen.Int[0, 500]).Sample((interval, attempts, tenths, cap) =>
        {
            var rate = tenths / 10.0;
            var most = cap < interval ? null : $", \"MaxDelaySeconds\": {cap}";
            var ports = Failing(
                $"\"IntervalSeconds\": {interval}, \"MaxAttempts\": {attempts}, \"BackoffRate\": {tenths}e-1{most}",
                seed: 1,
                out var result);

            var expected = Enumerable.Range(0, attempts)
                .Select(retry => interval * Math.Pow(rate, retry))
                .Select(seconds => TimeSpan.FromSeconds(most is null ? seconds : Math.Min(seconds, cap)))
                .ToArray();
            Assert.Equal(ExecutionStatus.Failed, result.Status);
            Assert.Equal(expected, ports.Delays);
            Assert.Equal(expected.Aggregate(TimeSpan.Zero, (sum, delay) => sum + delay), ports.Now - ScriptedPorts.Start("{}").StartTime);
            Assert.Equal(
                Enumerable.Range(0, attempts + 1),
                ports.Events.Where(one => one.Event.Type == "TaskScheduled").Select(one => one.Event.RetryCount!.Value));
        });

    [Fact]
    public void Full_jitter_stays_within_the_interval_and_uses_it()
    {
        var fractions = Enumerable.Range(0, 200)
            .Select(seed => Failing("\"IntervalSeconds\": 10, \"MaxAttempts\": 1, \"JitterStrategy\": \"FULL\"", seed, out _).Delays
                .Sum(delay => delay.TotalSeconds) / 10)
            .ToArray();

        Assert.All(fractions, fraction => Assert.InRange(fraction, 0, 1));
        Assert.True(fractions.Min() < 0.1 && fractions.Max() > 0.9, $"from {fractions.Min()} to {fractions.Max()}");
    }

    [Fact]
    public async Task Each_retrier_counts_for_itself_and_a_name_matches_whole()
    {
        var errors = new Queue<string>(["Busy", "Slow", "Busy", "Slow", "BusyException"]);
        var ports = new ScriptedPorts
        {
            Answer = (_, _) => errors.TryDequeue(out var error) ? throw new StatesErrorException(error, null) : Task.FromResult("1")
        };

        var result = await ports.RunAsync("""
            {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true,
              "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 1}, {"ErrorEquals": ["Slow"], "IntervalSeconds": 10}]}}}
            """, "{}", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("BusyException", result.Error);
        Assert.Equal([1, 10, 2, 20], ports.Delays.Select(delay => delay.TotalSeconds));
    }

    [Theory]
    [InlineData("States.Timeout", "States.TaskFailed", false)]
    [InlineData("States.Timeout", "States.ALL", true)]
    [InlineData("States.Runtime", "States.ALL", false)]
    [InlineData("Busy", "States.TaskFailed", true)]
    [InlineData("Busy", "Bus", false)]
    [InlineData(null, "States.ALL", true)]
    public async Task A_catch_takes_an_error(string? error, string caught, bool takes)
    {
        var ports = new ScriptedPorts { Answer = (_, _) => throw new StatesErrorException(error, null) };

        var result = await ports.RunAsync($$"""
            {"StartAt": "A", "States": {
              "A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true, "Catch": [{"ErrorEquals": ["{{caught}}"], "Next": "B"}]},
              "B": {"Type": "Succeed"} } }
            """, "{}", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(takes ? ExecutionStatus.Succeeded : ExecutionStatus.Failed, result.Status);
        Assert.Equal(takes ? null : error, result.Error);
    }

    [Fact]
    public async Task The_first_retrier_that_names_an_error_is_the_one_and_when_it_is_used_up_no_other_takes_over()
    {
        var ports = new ScriptedPorts { Answer = (_, _) => throw new StatesErrorException("Busy", null) };

        var result = await ports.RunAsync("""
            {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true,
              "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 1, "MaxAttempts": 1},
                        {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 10}]}}}
            """, "{}", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("Busy", result.Error);
        Assert.Equal(1, Assert.Single(ports.Delays).TotalSeconds);
    }

    [Fact]
    public void A_retry_never_waits_longer_than_a_year()
    {
        var ports = Failing("\"IntervalSeconds\": 1000000, \"MaxAttempts\": 2, \"BackoffRate\": 100", seed: 1, out _);

        Assert.Equal([1_000_000, 31_622_400], ports.Delays.Select(delay => delay.TotalSeconds));
    }

    [Theory]
    [InlineData(5, null)]
    [InlineData(6, "States.Timeout")]
    public async Task A_task_that_answers_later_than_its_timeout_has_timed_out(int seconds, string? error)
    {
        var ports = Slow(seconds);

        var result = await ports.RunAsync("""
            {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "TimeoutSeconds": 5, "End": true}}}
            """, "{}", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(error, result.Error);
    }

    [Fact]
    public async Task A_path_to_the_heartbeat_must_lead_to_a_positive_number()
    {
        var result = await new ScriptedPorts().RunAsync("""
            {"StartAt": "A", "States": {
              "A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "TimeoutSeconds": 5, "HeartbeatSecondsPath": "$.beat", "End": true}}}
            """, """{"beat": 0}""", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("States.Runtime", result.Error);
        Assert.Contains("HeartbeatSeconds must be positive", result.Cause, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(29, ExecutionStatus.Succeeded)]
    [InlineData(30, ExecutionStatus.TimedOut)]
    public async Task A_state_machine_times_out_when_a_task_comes_back_too_late(int seconds, ExecutionStatus status)
    {
        var ports = Slow(seconds);

        var result = await ports.RunAsync("""
            {"StartAt": "A", "TimeoutSeconds": 30, "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true}}}
            """, "{}", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(status, result.Status);
    }

    [Fact]
    public async Task The_timeout_of_a_redriven_execution_counts_from_the_redrive()
    {
        var ports = new ScriptedPorts();
        var machine = StateMachineDefinition.Parse("""
            {"StartAt": "A", "TimeoutSeconds": 30, "States": {"A": {"Type": "Wait", "Seconds": 20, "End": true}}}
            """);
        var start = ScriptedPorts.Start("{}", at: ports.Now.AddHours(-1)) with { RunsSince = ports.Now };

        var result = await new Interpreter(machine, ports.Ports()).RunAsync(start, TestContext.Current.CancellationToken);

        Assert.Equal(ExecutionStatus.Succeeded, result.Status);
    }

    [Fact]
    public async Task A_state_machine_times_out_in_the_middle_of_a_wait()
    {
        var ports = new ScriptedPorts();

        var result = await ports.RunAsync("""
            {"StartAt": "A", "TimeoutSeconds": 30, "States": {"A": {"Type": "Wait", "Seconds": 100, "End": true}}}
            """, "{}", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(ExecutionStatus.TimedOut, result.Status);
        Assert.Equal(TimeSpan.FromSeconds(30), Assert.Single(ports.Delays));
        Assert.Equal("ExecutionTimedOut", ports.Events[^1].Event.Type);
    }

    private static ScriptedPorts Slow(int seconds)
    {
        ScriptedPorts ports = null!;
        ports = new ScriptedPorts
        {
            Answer = async (_, stop) =>
            {
                await ports.DelayAsync(TimeSpan.FromSeconds(seconds), stop);
                return "1";
            },
        };
        return ports;
    }

    private static ScriptedPorts Failing(string retry, int seed, out ExecutionResult result)
    {
        var ports = new ScriptedPorts { Answer = (_, _) => throw new StatesErrorException("Busy", null) };
        result = ports.RunAsync($$"""
            {"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true,
              "Retry": [{"ErrorEquals": ["States.TaskFailed"], {{retry}} }]} } }
            """, "{}", seed).GetAwaiter().GetResult();
        return ports;
    }
}
