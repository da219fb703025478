using StatesLanguage;

namespace Sparkify.Tests.StatesLanguage;

/// <summary>
/// What <c>$</c> is in an Assign. In Task, Map and Parallel the result of the function, of the items, of the branches; in Pass the result,
/// whether by Result or by InputPath and Parameters; in Choice and Wait the input after InputPath; in a Catch the error:
/// https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html#using-variables-in-jsonpath-states and
/// https://states-language.net/#using-assign-jsonpath, where "result" is what the state generates, before ResultSelector.
/// </summary>
public sealed class AssignTests
{
    private const string ResultFields = """
        "ResultSelector": {"selected": 1}, "ResultPath": "$.put", "OutputPath": "$.put"
        """;

    private const string Item = """
        {"StartAt": "I", "States": {"I": {"Type": "Pass", "Result": "done", "End": true} } }
        """;

    [Theory]
    [InlineData($$""" "Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", {{ResultFields}} """, "\"answer\"")]
    [InlineData($$""" "Type": "Map", "ItemsPath": "$.list", "ItemProcessor": {{Item}}, {{ResultFields}} """, "[\"done\",\"done\"]")]
    [InlineData($$""" "Type": "Parallel", "Branches": [{{Item}}], {{ResultFields}} """, "[\"done\"]")]
    [InlineData(""" "Type": "Pass", "Result": "made", "ResultPath": "$.put", "OutputPath": "$.put" """, "\"made\"")]
    [InlineData(
        """ "Type": "Pass", "InputPath": "$.list", "Parameters": {"first.$": "$[0]"}, "ResultPath": "$.put", "OutputPath": "$.put" """,
        "{\"first\":4}")]
    [InlineData(""" "Type": "Wait", "Seconds": 1, "InputPath": "$.list", "OutputPath": "$[0]" """, "[4,5]")]
    public async Task Assign_sees_what_the_state_made_and_not_what_goes_on_from_it(string state, string seen) =>
        Assert.Equal(seen, await AssignedAsync($$""" { {{state}}, "Assign": {"seen.$": "$"}, "Next": "Show"} """));

    [Theory]
    [InlineData("5", "[4,5]")]
    [InlineData("6", "\"default\"")]
    public async Task The_rule_that_a_choice_takes_assigns_from_the_input_after_input_path(string second, string seen) =>
        Assert.Equal(seen, await AssignedAsync($$"""
            {"Type": "Choice", "InputPath": "$.list", "OutputPath": "$[0]", "Assign": {"seen": "default"}, "Default": "Show",
             "Choices": [{"Variable": "$[1]", "NumericEquals": {{second}}, "Assign": {"seen.$": "$"}, "Next": "Show"}]}
            """));

    [Fact]
    public async Task A_catch_assigns_from_the_error_and_the_state_assigns_nothing_then() =>
        Assert.Equal("""{"Error":"Busy","Cause":"why"}""", await AssignedAsync("""
            {"Type": "Task", "Resource": "arn:aws:states:::sns:publish", "Assign": {"seen": "success"}, "Next": "Show",
             "Catch": [{"ErrorEquals": ["Busy"], "ResultPath": "$.caught", "Assign": {"seen.$": "$"}, "Next": "Show"}]}
            """));

    [Fact]
    public async Task Within_a_state_every_variable_is_as_it_was_on_entry()
    {
        var result = await new ScriptedPorts().RunAsync("""
            {"StartAt": "Set", "States": {
              "Set": {"Type": "Pass", "Assign": {"x": 3, "a": 6}, "Next": "Swap"},
              "Swap": {"Type": "Pass", "Assign": {"x.$": "$a", "nextX.$": "$x"}, "OutputPath": "$x", "Next": "Show"},
              "Show": {"Type": "Pass", "Parameters": {"output.$": "$", "x.$": "$x", "nextX.$": "$nextX"}, "End": true}}}
            """, "{}", cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal("""{"output":3,"x":6,"nextX":3}""", result.Output);
    }

    private static async Task<string?> AssignedAsync(string state)
    {
        var ports = new ScriptedPorts
        {
            Answer = (task, _) => task.Resource.EndsWith("publish", StringComparison.Ordinal)
                ? throw new StatesErrorException("Busy", "why") : Task.FromResult("\"answer\""),
        };
        var result = await ports.RunAsync($$"""
            {"StartAt": "Assigning", "States": {"Assigning": {{state}}, "Show": {"Type": "Pass", "InputPath": "$seen", "End": true} } }
            """, """{"list": [4, 5]}""", cancellationToken: TestContext.Current.CancellationToken);
        return result.Output;
    }
}
