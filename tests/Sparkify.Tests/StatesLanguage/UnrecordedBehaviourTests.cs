using CsCheck;
using StatesLanguage;
using StatesLanguage.Expressions;
using StatesLanguage.Json;
using StatesLanguage.Running;

namespace Sparkify.Tests.StatesLanguage;

/// <summary>What the recordings do not hold, taken from AWS's documentation.</summary>
public sealed class UnrecordedBehaviourTests
{
    [Theory]
    [InlineData("States.ArrayUnique($.list)", "[1,\"a\",null,[2]]")]
    [InlineData("States.ArrayGetItem($.list, 1)", "\"a\"")]
    [InlineData("States.ArrayRange(9, 1, -4)", "[9,5,1]")]
    [InlineData("States.ArrayContains($.list, null)", "true")]
    [InlineData("States.Format('\\{{}\\} it\\'s {}, {}', 1.0, true, $.list)", "\"{1.0} it's true, [1, a, 1.0, null, [2], [2]]\"")]
    [InlineData("States.Format('{}', States.Format('a,{}', 'b)'))", "\"a,b)\"")]
    [InlineData("States.Base64Decode(States.Base64Encode('é, (x)'))", "\"é, (x)\"")]
    [InlineData("States.MathAdd(2.5, -0.4)", "3")]
    [InlineData("States.JsonToString($.list[0:2])", "\"[1,\\\"a\\\"]\"")]
    public void An_intrinsic_function_gives(string call, string expected) => Assert.Equal(expected, Evaluated(call));

    [Theory]
    [InlineData("States.ArrayGetItem($.list, 6)")]
    [InlineData("States.ArrayRange(1, 2000, 1)")]
    [InlineData("States.ArrayPartition($.list, 0)")]
    [InlineData("States.StringToJson('{')")]
    [InlineData("States.JsonMerge($, $, true)")]
    [InlineData("States.Format('{}')")]
    [InlineData("States.Hash('a', 'CRC')")]
    [InlineData("States.MathRandom(2, 2)")]
    [InlineData("States.Base64Decode('?')")]
    [InlineData("States.ArrayLength('a')")]
    public void An_intrinsic_function_fails_by_name(string call)
    {
        var failure = Assert.Throws<IntrinsicFaultException>(() => Evaluated(call));

        Assert.Contains(call, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_numbers_stay_in_their_range_and_a_seed_repeats_them() =>
        Gen.Select(Gen.Int[-50, 50], Gen.Int[1, 50], Gen.Int).Sample((from, length, seed) =>
        {
            var call = $"States.MathRandom({from}, {from + length}, {seed})";

            Assert.InRange(int.Parse(Evaluated(call), null), from, from + length - 1);
            Assert.Equal(Evaluated(call), Evaluated(call));
        });

    [Fact]
    public void A_uuid_is_of_version_4_and_follows_from_the_seed()
    {
        Assert.Matches("^\"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\"$", Evaluated("States.UUID()"));
        Assert.Equal(Evaluated("States.UUID()"), Evaluated("States.UUID()"));
    }

    [Theory]
    [InlineData("log-*.txt", "log-.txt", true)]
    [InlineData("log-*.txt", "log-2018.txt", true)]
    [InlineData("log-*.txt", "log-2018.txt.gz", false)]
    [InlineData("*a*b*", "xaxbx", true)]
    [InlineData("*a*b*", "xbxax", false)]
    [InlineData("a*a", "a", false)]
    [InlineData(@"a\\*", "a*", true)]
    [InlineData(@"a\\*", "ab", false)]
    [InlineData("a.c", "abc", false)]
    public async Task StringMatches_takes_a_star_for_anything(string pattern, string text, bool matches) =>
        Assert.Equal(matches, await ChoosesAsync($"\"StringMatches\": \"{pattern}\"", $"\"{text}\""));

    [Theory]
    [InlineData("2018-11-01T00:00:00Z", true)]
    [InlineData("2018-11-01T00:00:00.123456789+01:00", true)]
    [InlineData("2018-11-01T00:00:00", false)]
    [InlineData("2018-11-01", false)]
    [InlineData("2018-11-01 00:00:00Z", false)]
    [InlineData("2018-11-31T00:00:00Z", false)]
    public async Task A_timestamp_has_date_time_and_zone(string text, bool isOne) =>
        Assert.Equal(isOne, await ChoosesAsync("\"IsTimestamp\": true", $"\"{text}\""));

    [Fact]
    public async Task Or_holds_where_any_condition_holds()
    {
        var ports = new ScriptedPorts();
        var result = await ports.RunAsync("""
            {"StartAt": "A", "States": {
              "A": {"Type": "Choice", "Choices": [{"Or": [{"Variable": "$.a", "NumericEquals": 1}, {"Variable": "$.b", "IsPresent": true}], "Next": "Yes"}]},
              "Yes": {"Type": "Succeed"}}}
            """, """{"a": 2, "b": null}""", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(ExecutionStatus.Succeeded, result.Status);
    }

    [Fact]
    public async Task A_template_is_filled_within_lists_too()
    {
        var result = await new ScriptedPorts().RunAsync("""
            {"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"list": [1, {"a.$": "$.a"}, [{"b.$": "$.a"}]]}, "End": true}}}
            """, """{"a": 2}""", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("""{"list":[1,{"a":2},[{"b":2}]]}""", result.Output);
    }

    [Fact]
    public async Task The_first_rule_that_holds_is_taken()
    {
        var result = await new ScriptedPorts().RunAsync("""
            {"StartAt": "A", "States": {
              "A": {"Type": "Choice", "Default": "None", "Choices": [
                {"Variable": "$.a", "NumericEquals": 1, "Next": "None"}, {"Variable": "$.a", "NumericGreaterThan": 1, "Next": "First"},
                {"Variable": "$.a", "IsPresent": true, "Next": "Second"}]},
              "None": {"Type": "Fail"}, "First": {"Type": "Pass", "Result": "first", "End": true}, "Second": {"Type": "Fail"}}}
            """, """{"a": 2}""", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("\"first\"", result.Output);
    }

    [Fact]
    public async Task What_follows_branches_or_iterations_names_the_last_event_of_them_all_as_the_one_before()
    {
        var ports = new ScriptedPorts();
        await ports.RunAsync("""
            {"StartAt": "P", "States": {
              "P": {"Type": "Parallel", "Next": "M", "Branches": [
                {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}},
                {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}]},
              "M": {"Type": "Map", "End": true, "ItemProcessor": {"StartAt": "I", "States": {"I": {"Type": "Succeed"}}}}}}
            """, "{}", cancellationToken: TestContext.Current.CancellationToken);

        var history = ports.Events.Select(one => one.Event).ToArray();
        long Before(string type) => history.Single(entry => entry.Type == type).PreviousId;
        Assert.Equal(history.Last(entry => entry.StateName == "B").Id, Before("ParallelStateSucceeded"));
        Assert.Equal(history.Last(entry => entry.Type == "MapIterationSucceeded").Id, Before("MapStateSucceeded"));
    }

    [Fact]
    public async Task A_variable_may_begin_with_an_underscore_and_only_states_that_can_be_retried_count_retries()
    {
        var failures = 2;
        var ports = new ScriptedPorts
        {
            Answer = (task, _) => failures-- > 0 ? throw new StatesErrorException("Busy", null) : Task.FromResult(task.Input),
        };
        var result = await ports.RunAsync("""
            {"StartAt": "Set", "States": {
              "Set": {"Type": "Pass", "Assign": {"_before.$": "$$.State"}, "Next": "Ask"},
              "Ask": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Retry": [{"ErrorEquals": ["Busy"]}], "End": true,
                      "Parameters": {"retries.$": "$$.State.RetryCount", "before.$": "$_before"}}}}
            """, "{}", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("""{"retries":2,"before":{"Name":"Set","EnteredTime":"2026-11-22T15:44:05.000Z"}}""", result.Output);
    }

    [Fact]
    public async Task Where_no_rule_holds_and_there_is_no_default_the_parallel_around_can_catch_it()
    {
        var result = await new ScriptedPorts().RunAsync("""
            {"StartAt": "P", "States": {
              "P": {"Type": "Parallel", "End": true, "Catch": [{"ErrorEquals": ["States.NoChoiceMatched"], "ResultPath": "$.caught", "Next": "C"}], "Branches": [
                {"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "NumericEquals": 1, "Next": "Yes"}]}, "Yes": {"Type": "Succeed"}}}]},
              "C": {"Type": "Pass", "OutputPath": "$.caught.Error", "End": true}}}
            """, """{"a": 2}""", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("\"States.NoChoiceMatched\"", result.Output);
    }

    [Fact]
    public async Task A_choice_on_a_missing_variable_fails_and_no_catch_around_takes_it()
    {
        var result = await new ScriptedPorts().RunAsync("""
            {"StartAt": "P", "States": {
              "P": {"Type": "Parallel", "End": true, "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "C"}], "Branches": [
                {"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.b", "NumericEquals": 1, "Next": "Yes"}]}, "Yes": {"Type": "Succeed"}}}]},
              "C": {"Type": "Succeed"}}}
            """, "{}", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("States.Runtime", result.Error);
        Assert.Contains("'A'", result.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_resource_is_handed_over_with_its_effective_input()
    {
        var calls = new List<TaskCall>();
        var ports = new ScriptedPorts { Answer = (task, _) => { calls.Add(task); return Task.FromResult("""{"Output": {"n": 1}}"""); } };

        var result = await ports.RunAsync("""
            {"StartAt": "A", "States": {
              "A": {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "InputPath": "$.in", "TimeoutSecondsPath": "$.seconds",
                    "HeartbeatSeconds": 3, "Parameters": {"StateMachineArn": "m", "Input.$": "$"}, "ResultPath": "$.nested", "Next": "B"},
              "B": {"Type": "Task", "Resource": "arn:aws:states:::aws-sdk:redshiftdata:describeStatement", "Parameters": {"Id.$": "$.nested.Output.n"}, "End": true}}}
            """, """{"in": {"seconds": 9}}""", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(ExecutionStatus.Succeeded, result.Status);
        Assert.Equal(["""{"StateMachineArn":"m","Input":{"seconds":9}}""", """{"Id":1}"""], calls.Select(call => call.Input));
        Assert.Equal([9L, null], ports.Events.Where(one => one.Event.Type == "TaskScheduled").Select(one => one.Event.TimeoutSeconds));
    }

    [Fact]
    public async Task Each_event_follows_an_earlier_one_and_is_read_back_as_written()
    {
        var ports = new ScriptedPorts { Answer = (_, _) => throw new StatesErrorException("Busy", "{\"errorType\": \"Busy\"}") };
        await ports.RunAsync("""
            {"StartAt": "V", "States": {
              "V": {"Type": "Pass", "Assign": {"v": 1}, "Next": "P"},
              "P": {"Type": "Parallel", "End": true, "Branches": [
                {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemsPath": "$.l", "End": true, "ItemProcessor": {"StartAt": "S", "States": {"S": {"Type": "Succeed"}}}}}},
                {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Retry": [{"ErrorEquals": ["Busy"]}], "End": true}}}]}}}
            """, """{"l": [1, 2]}""", cancellationToken: TestContext.Current.CancellationToken);

        var history = ports.Events.Select(one => one.Event).ToArray();
        Assert.Equal(history, history.Select(entry => HistoryEvent.FromJson(entry.ToJson())));
        Assert.All(history, entry => Assert.InRange(entry.PreviousId, Math.Min(1, entry.Id - 1), entry.Id - 1));
        Assert.Equal("ExecutionFailed", history[^1].Type);
        Assert.Equal("""{"v":1}""", history.Single(entry => entry.Type == "ParallelStateEntered").Variables);
    }

    [Fact]
    public async Task An_observer_that_throws_gets_nothing_more()
    {
        var ports = new ScriptedPorts
        {
            OnRecorded = entry => { if (entry.Id == 9) { throw new InvalidOperationException("the disk is full"); } }
        };

        await Assert.ThrowsAsync<InvalidOperationException>(() => ports.RunAsync("""
            {"StartAt": "P", "States": {"P": {"Type": "Parallel", "End": true, "Branches": [
              {"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 1, "Next": "B"}, "B": {"Type": "Succeed"}}},
              {"StartAt": "C", "States": {"C": {"Type": "Wait", "Seconds": 1, "End": true}}}]}}}
            """, "{}", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(9, ports.Events.Count);
    }

    [Fact]
    public void What_the_observer_could_not_get_is_the_reason_given_to_every_branch()
    {
        var ports = new ScriptedPorts { OnRecorded = _ => throw new IOException("the disk is full") };
        var history = new History(ScriptedPorts.Start("{}"), ports, ports);
        void Record(Frame branch) => history.Record(branch, new HistoryEvent { Type = "PassStateEntered" });

        Assert.Throws<IOException>(() => Record(new Frame()));
        Assert.Throws<IOException>(() => Record(new Frame()));

        Assert.Single(ports.Events);
    }

    private static string Evaluated(string call) => ExpressionParser.Parse(call).Evaluate(new Surroundings
    {
        Input = JsonText.Parse("""{"list": [1, "a", 1.0, null, [2], [2]]}"""),
        Context = () => JsonText.EmptyObject,
        Variables = new Dictionary<string, System.Text.Json.JsonElement>(),
        Chance = new Chance(new Random(1)),
    }, "field").GetRawText();

    private static async Task<bool> ChoosesAsync(string test, string value)
    {
        var result = await new ScriptedPorts().RunAsync($$"""
            {"StartAt": "A", "States": {
              "A": {"Type": "Choice", "Choices": [{"Variable": "$.v", {{test}}, "Next": "Yes"}], "Default": "No"},
              "Yes": {"Type": "Pass", "Result": true, "End": true}, "No": {"Type": "Pass", "Result": false, "End": true} } }
            """, $$"""{"v": {{value}} }""", cancellationToken: TestContext.Current.CancellationToken);
        return result.Output == "true";
    }
}
