using StatesLanguage;

namespace Sparkify.Tests.StatesLanguage;

public sealed class RefusalTests
{
    [Theory]
    [InlineData("""{"StartAt": "A", "States": {"A": {"Type": "Pas", "End": true}}}""", "$.States.A.Type")]
    [InlineData("""{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true, "Retry": []}}}""", "$.States.A.Retry")]
    [InlineData("""{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}, "Timeout": 3}""", "$.Timeout")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Pass", "QueryLanguage": "JSONata", "End": true}}}""", "$.States.A.QueryLanguage")]
    [InlineData("""{"QueryLanguage": "JSONata", "StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}}}""", "$.QueryLanguage")]
    [InlineData("""{"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}}}""", "$.States.A")]
    [InlineData("""{"StartAt": "B", "States": {"A": {"Type": "Pass", "End": true}}}""", "$.StartAt")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Pass", "End": true}, "Not here": {"Type": "Succeed"}}}""", "$.States['Not here']")]
    [InlineData("""{"StartAt": "A", "States": {"A": {"Type": "Pass"}}}""", "$.States.A")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"a": {"b.$": "States.Nope()"}}, "End": true}}}""",
        "$.States.A.Parameters.a.b.$")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"a.$": "States.UUID(1)"}, "End": true}}}""",
        "$.States.A.Parameters.a.$")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Pass", "Parameters": {"a.$": "b"}, "End": true}}}""", "$.States.A.Parameters.a.$")]
    [InlineData("""{"StartAt": "A", "States": {"A": {"Type": "Pass", "InputPath": "$.a[", "End": true}}}""", "$.States.A.InputPath")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Pass", "InputPath": "$.a.length()", "End": true}}}""", "$.States.A.InputPath")]
    [InlineData("""{"StartAt": "A", "States": {"A": {"Type": "Pass", "ResultPath": "$.a[*]", "End": true}}}""", "$.States.A.ResultPath")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::glue:startJobRun.sync", "End": true}}}""",
        "$.States.A.Resource")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken", "End": true}}}""",
        "$.States.A.Resource")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true, "Retry": [{"ErrorEquals": ["States.ALL", "X"]}]}}}""",
        "$.States.A.Retry[0].ErrorEquals")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true, "Retry": [{"ErrorEquals": ["X"], "BackoffRate": 0.5}]}}}""",
        "$.States.A.Retry[0].BackoffRate")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "End": true, "Catch": [{"ErrorEquals": ["States.Oops"], "Next": "A"}]}}}""",
        "$.States.A.Catch[0].ErrorEquals")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "StringLike": "b", "Next": "A"}]}}}""",
        "$.States.A.Choices[0].StringLike")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "NumericEquals": "1", "Next": "A"}]}}}""",
        "$.States.A.Choices[0].NumericEquals")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Choice", "Choices": [{"And": [{"Variable": "$.a", "IsNull": true, "Next": "A"}], "Next": "A"}]}}}""",
        "$.States.A.Choices[0].And[0].Next")]
    [InlineData("""{"StartAt": "A", "States": {"A": {"Type": "Wait", "Seconds": 1, "SecondsPath": "$.a", "End": true}}}""", "$.States.A")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Map", "Label": "L", "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Succeed"}}}, "End": true}}}""",
        "$.States.A.Label")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Map", "ItemProcessor": {"StartAt": "B", "States": {"B": {"Type": "Pass", "Next": "C"}}}, "End": true}}}""",
        "$.States.A.ItemProcessor.States.B")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Parallel", "Branches": [{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}], "End": true}}}""",
        "$.States.A.Branches[0].States.A")]
    [InlineData(
        """{"StartAt": "A", "States": {"A": {"Type": "Parallel", "Assign": {"x": 1}, "Branches": [{"StartAt": "B", "States": {"B": {"Type": "Pass", "Assign": {"x": 2}, "End": true}}}], "End": true}}}""",
        "$.States.A.Branches[0].States.B.Assign")]
    [InlineData("""{"StartAt": "A", "States": {"A": {"Type": "Pass", "Comment": "${Nobody}", "End": true}}}""", "$.States.A.Comment")]
    public void What_is_not_understood_is_refused_at_its_path(string definition, string path)
    {
        var refused = Assert.Throws<DefinitionRefusedException>(() => StateMachineDefinition.Parse(definition, null));

        Assert.Equal([path], refused.Problems.Select(problem => problem.Path).Distinct());
        Assert.All(refused.Problems, problem => Assert.Contains(problem.ToString(), refused.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void All_that_is_wrong_is_reported_at_once()
    {
        const string definition = """
            {"StartAt": "A", "Mode": 1, "States": {
              "A": {"Type": "Pass", "InputPath": "a", "Next": "Gone"},
              "B": {"Type": "Wait", "Seconds": -1, "End": true}}}
            """;

        var refused = Assert.Throws<DefinitionRefusedException>(() => StateMachineDefinition.Parse(definition, null));

        Assert.Equal(
            ["$.Mode", "$.States.A", "$.States.A.InputPath", "$.States.B", "$.States.B.Seconds"],
            refused.Problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Substitutions_fill_the_definition_and_each_must_be_used()
    {
        const string definition = """{"StartAt": "A", "States": {"A": {"Type": "Pass", "Result": "<${Name}>", "End": true}}}""";
        var filled = StateMachineDefinition.Parse(definition, new Dictionary<string, string> { ["Name"] = "a \"b\"" });

        var result = await new Interpreter(filled, new ScriptedPorts().Ports())
            .RunAsync(ScriptedPorts.Start("{}"), TestContext.Current.CancellationToken);
        var refused = Assert.Throws<DefinitionRefusedException>(
            () => StateMachineDefinition.Parse(definition, new Dictionary<string, string> { ["Name"] = "a", ["Other"] = "b" }));

        Assert.Equal("""
            "<a \"b\">"
            """, result.Output);
        Assert.Contains("'Other' is not used", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_definition_shows_its_states_and_where_they_lead()
    {
        const string definition = """
            {"StartAt": "Ask", "States": {
              "Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Look", "Catch": [{"ErrorEquals": ["Bad"], "Next": "Stop"}]},
              "Look": {"Type": "Choice", "Choices": [{"Variable": "$.done", "BooleanEquals": true, "Next": "Done"}], "Default": "Each"},
              "Each": {"Type": "Map", "ItemProcessor": {"StartAt": "One", "States": {"One": {"Type": "Succeed"}}}, "Next": "Done"},
              "Done": {"Type": "Succeed"},
              "Stop": {"Type": "Fail"}}}
            """;

        var machine = StateMachineDefinition.Parse(definition, null);

        Assert.Equal(
            [
                "Ask Task Next>Look Catch Bad>Stop",
                "Look Choice $.done BooleanEquals true>Done Default>Each",
                "Each Map Next>Done",
                "Done Succeed",
                "Stop Fail"
            ],
            machine.States.Select(
                state => string.Join(' ', [state.Name, state.Type, .. state.Edges.Select(edge => $"{edge.Label}>{edge.To}")])));
        Assert.Equal("One", Assert.Single(machine.States[2].Graphs).StartAt);
    }
}
