using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Contracts;

/// <summary>The definitions in src/StateMachine: sound in themselves, and of one mind with serverless.template.</summary>
public sealed partial class DefinitionContractTests
{
    public static TheoryData<string> Machines => Deployment.StateMachineIds;

    [Fact]
    public void Every_definition_has_a_state_machine_and_every_state_machine_a_definition()
    {
        var files = Directory.EnumerateFiles(Deployment.Path("src", "StateMachine"), "*.asl.json")
            .Select(file => $"src/StateMachine/{Path.GetFileName(file)}");
        Assert.Equal(files.Order(), Deployment.StateMachines.Select(machine => machine.File).Order());
    }

    [Theory, MemberData(nameof(Machines))]
    public void Every_place_in_the_definition_is_filled_and_every_filling_has_a_place(string id)
    {
        var machine = Find(id);
        var places = Place().Matches(File.ReadAllText(Deployment.Path(machine.File))).Select(place => place.Groups[1].Value).ToHashSet();
        var fillings = machine.Substitutions.Select(filling => filling.Key).ToHashSet();
        Assert.True(
            places.IsSubsetOf(fillings),
            $"{machine.File} has ${{{string.Join("}, ${", places.Except(fillings))}}}, and DefinitionSubstitutions of {id} in "
            + "serverless.template does not fill it");
        Assert.True(
            fillings.IsSubsetOf(places),
            $"serverless.template, {id}, DefinitionSubstitutions fills {string.Join(", ", fillings.Except(places))}, "
            + $"and {machine.File} has no such place");
    }

    [Theory, MemberData(nameof(Machines))]
    public void A_filling_is_named_for_the_resource_that_it_stands_for(string id)
    {
        foreach (var (name, value) in Find(id).Substitutions.Where(filling => filling.Key != "Partition"))
        {
            var resource = (string?)value!["Ref"] ?? (string?)value["Fn::GetAtt"]?[0];
            Assert.True(
                resource is not null && Deployment.All[resource] is not null,
                $"serverless.template, {id}: {name} stands for {resource}, which the template does not have");
            Assert.True(
                name == $"{resource}Arn",
                $"serverless.template, {id}: {name} stands for {resource}: name it {resource}Arn in template and definition");
        }
    }

    /// <summary>One name for a step: its state, its function and, by another test, its class.</summary>
    [Theory, MemberData(nameof(Machines))]
    public void A_state_has_the_name_of_the_function_that_only_it_calls(string id)
    {
        var machine = Find(id);
        foreach (var callers in machine.Steps.Where(state => state.Function is not null).GroupBy(machine.FunctionOf))
        {
            Assert.True(
                callers.Count() > 1 || callers.Single().Name == callers.Key,
                $"{machine.File}: state {callers.First().Name} calls {callers.Key} of serverless.template: one name for both");
        }
    }

    [Fact]
    public void Every_function_is_called_by_an_event_by_a_state_or_when_the_stack_changes()
    {
        var called = Deployment.StateMachines
            .SelectMany(machine => machine.Steps.Select(machine.FunctionOf).Concat(machine.FunctionsBefore))
            .ToHashSet();
        var forStack = Deployment.All.Select(resource => (string?)resource.Value!["Properties"]?["ServiceToken"]?["Fn::GetAtt"]?[0])
            .ToHashSet();
        var idle = Deployment.Functions.Where(
            function => function.Properties["Events"] is null && !called.Contains(function.Id) && !forStack.Contains(function.Id));
        Assert.True(
            !idle.Any(),
            $"nothing calls {string.Join(", ", idle.Select(function => function.Id))} of serverless.template: no event, "
            + "no state of a definition, no custom resource");
    }

    /// <summary>Else an execution that runs while the stack is updated would fail at its next step.</summary>
    [Theory, MemberData(nameof(Machines))]
    public void Every_function_that_the_version_before_calls_is_still_there(string id)
    {
        var before = Find(id).FunctionsBefore.ToList();
        Assert.NotEmpty(before);
        Assert.Empty(before.Except(Deployment.Functions.Select(function => function.Id)));
    }

    [Theory, MemberData(nameof(Machines))]
    public void Every_target_is_a_state_and_every_state_can_be_reached(string id)
    {
        var machine = Find(id);
        var byName = machine.Steps.ToDictionary(state => state.Name);
        var reached = machine.Steps.SelectMany(Entries).Append((string)machine.Asl["StartAt"]!).ToHashSet();
        foreach (var state in machine.Steps)
        {
            foreach (var target in state.Targets.Concat(state.Catches.Select(caught => (string)caught["Next"]!))
                .Select(target => state.Scope + target))
            {
                Assert.True(byName.ContainsKey(target), $"{machine.File}: {state.Name} goes to {target}, and there is no such state");
                reached.Add(target);
            }
        }

        Assert.True(byName.Keys.All(reached.Contains), $"{machine.File}: nothing goes to {string.Join(", ", byName.Keys.Except(reached))}");
    }

    [Theory, MemberData(nameof(Machines))]
    public void Every_state_goes_on_or_ends(string id)
    {
        var machine = Find(id);
        Assert.All(machine.Steps, state => Assert.True(
            state.Targets.Count > 0 || (bool?)state.Json["End"] is true || state.Kind is "Succeed" or "Fail",
            $"{machine.File}: {state.Name} neither goes on nor ends"));
    }

    [Theory, MemberData(nameof(Machines))]
    public void Every_task_is_retried_caught_and_bounded(string id)
    {
        var machine = Find(id);
        foreach (var task in machine.Steps.Where(state => state.Kind == "Task"))
        {
            Assert.True(task.Retries.Any(), $"{machine.File}: {task.Name} retries nothing");
            Assert.True(
                task.Catches.Any() && State.ErrorsOf(task.Catches.Last()).SequenceEqual(["States.ALL"]),
                $"{machine.File}: {task.Name} does not catch States.ALL last");
            Assert.All(task.Retries, retry => Assert.True(
                (string?)retry["JitterStrategy"] == "FULL" && retry["MaxDelaySeconds"] is not null && (int?)retry["MaxAttempts"] is > 0,
                $"{machine.File}: a Retry of {task.Name} has no full jitter, no MaxDelaySeconds or no MaxAttempts"));
            var timeout = (int?)task.Json["TimeoutSeconds"];
            var function = machine.FunctionOf(task);
            var lambda = (int?)Deployment.All[function ?? ""]?["Properties"]?["Timeout"]
                ?? (int)Deployment.Template["Globals"]!["Function"]!["Timeout"]!;
            Assert.True(
                function is null || timeout > lambda,
                $"{machine.File}: {task.Name} gives up after {timeout} s, and {function} of serverless.template may run {lambda} s");
        }
    }

    private static StateMachine Find(string id) => Deployment.StateMachines.Single(machine => machine.Id == id);

    private static IEnumerable<string> Entries(State state) =>
        (state.Json["Branches"]?.AsArray() ?? [])
            .Append(state.Json["ItemProcessor"])
            .OfType<JsonObject>()
            .Select(part => $"{state.Name}/{(string)part["StartAt"]!}");

    [GeneratedRegex(@"\$\{([A-Za-z0-9]+)\}")]
    private static partial Regex Place();
}
