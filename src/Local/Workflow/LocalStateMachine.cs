using Sparkify.Local.Asl;
using Sparkify.Local.Asl.Definitions;
using Sparkify.Local.Template;

namespace Sparkify.Local.Workflow;

/// <summary>A state machine of the template, its definition read and found to be one that this stack can run.</summary>
internal sealed record LocalStateMachine
{
    private LocalStateMachine(StateMachineResource resource, StateMachineDefinition definition) => (Resource, Definition) = (resource, definition);

    public StateMachineResource Resource { get; }
    public StateMachineDefinition Definition { get; }
    public string Name => Resource.Name;
    public string Arn => Resource.Arn;

    public string ExecutionArn(string name) => Arn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal) + ":" + name;

    /// <exception cref="DefinitionRefusedException">Something in it is wrong, or is not known here.</exception>
    public static LocalStateMachine Read(StateMachineResource resource)
    {
        var definition = StateMachineDefinition.Parse(resource.Definition, resource.Substitutions);
        var unknown = Tasks(definition.Graph, "$")
            .Where(task => task.State.Resource.ResourceType.StartsWith("aws-sdk:", StringComparison.Ordinal) && !LocalTaskRunner.Knows(task.State.Resource.Arn))
            .Select(task => new DefinitionProblem($"{task.Path}.Resource", $"the local stack has no service that does '{task.State.Resource.Arn}'"))
            .ToList();
        return unknown.Count == 0 ? new LocalStateMachine(resource, definition) : throw new DefinitionRefusedException(unknown);
    }

    private static IEnumerable<(string Path, TaskState State)> Tasks(StateGraph graph, string path) => graph.States.SelectMany(state =>
        (state is TaskState task ? [($"{path}.States.{state.Name}", task)] : Array.Empty<(string, TaskState)>())
        .Concat(state.Graphs.SelectMany((inner, i) => Tasks(inner, $"{path}.States.{state.Name}.{(state is MapState ? "ItemProcessor" : $"Branches[{i}]")}"))));
}
