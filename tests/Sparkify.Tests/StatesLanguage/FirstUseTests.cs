using Microsoft.Extensions.Time.Testing;
using StatesLanguage;

namespace Sparkify.Tests.StatesLanguage;

/// <summary>What a first user gets without asking: the defaults of the ports, the two clocks, a short way to start.</summary>
public sealed class FirstUseTests
{
    [Fact]
    public async Task A_definition_and_an_input_are_enough_to_run()
    {
        var machine = StateMachineDefinition.Parse("""
            {"StartAt": "A", "States": {
              "A": {"Type": "Pass", "Parameters": {"id.$": "$$.Execution.Id", "name.$": "$$.Execution.Name"}, "End": true}}}
            """);
        ExecutionPorts Ports() => new() { Tasks = new ScriptedPorts(), Random = new Random(3) };

        var result = await new Interpreter(machine, Ports()).RunAsync("{}", TestContext.Current.CancellationToken);
        var again = await new Interpreter(machine, Ports()).RunAsync("{}", TestContext.Current.CancellationToken);

        Assert.Matches(
            """^\{"id":"arn:aws:states:local:000000000000:execution:stateMachine:(?<name>[0-9a-f-]{36})","name":"\k<name>"\}$""",
            result.Output);
        Assert.Equal(result, again);
    }

    [Theory]
    [InlineData(""" "Resource": "arn:aws:states:::s3:listObjectsV2", "Parameters": {"Bucket": "b"} """)]
    [InlineData(
        """ "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": {"InputType": "JSON"}, "Parameters": {"Bucket": "b", "Key": "k"} """)]
    public async Task A_map_that_reads_a_store_which_was_not_given_fails_and_says_what_to_set(string reader)
    {
        var machine = StateMachineDefinition.Parse($$"""
            {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemReader": { {{reader}} }, "End": true, "ItemProcessor": {
              "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "S", "States": {"S": {"Type": "Succeed"} } } } } }
            """);

        var ports = new ExecutionPorts { Tasks = new ScriptedPorts() };

        var result = await new Interpreter(machine, ports).RunAsync("{}", TestContext.Current.CancellationToken);

        Assert.Equal("States.ItemReaderFailed", result.Error);
        Assert.Contains("ExecutionPorts.Objects", result.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_virtual_clock_stands_at_the_end_of_each_wait_at_once()
    {
        var clock = new VirtualClock(DateTimeOffset.UnixEpoch);

        await clock.DelayAsync(TimeSpan.FromDays(400), TestContext.Current.CancellationToken);
        await clock.DelayAsync(TimeSpan.FromDays(-1), TestContext.Current.CancellationToken);

        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(400), clock.Now);
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => clock.DelayAsync(TimeSpan.FromDays(1), cancelled));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddDays(400), clock.Now);
    }

    [Fact]
    public void A_real_clock_waits_to_the_end_of_a_wait_that_no_timer_could_take()
    {
        var time = new FakeTimeProvider();
        var clock = new RealClock(time);
        var end = clock.Now.AddDays(60).AddTicks(1);

        // On one thread: each timer is set before time goes on.
        OneThread.Run(async () =>
        {
            var wait = clock.DelayAsync(end - clock.Now, TestContext.Current.CancellationToken);
            while (clock.Now < end)
            {
                Assert.False(wait.IsCompleted);
                time.Advance(TimeSpan.FromDays(1));
                await Task.Yield();
            }

            await wait;
            return true;
        });

        Assert.Equal(end.AddTicks(-1).AddDays(1), clock.Now);
    }
}
