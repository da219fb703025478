using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Workflow;
using StatesLanguage;

namespace Sparkify.Page;

/// <summary>The state machines as graphs, from their definitions: what the page draws, it draws from these.</summary>
internal static class MachineRoutes
{
    public static void Map(IEndpointRouteBuilder routes, LocalStack stack)
    {
        IReadOnlyList<MachineView> machines = [.. stack.Workflows.Machines.Select(MachineView.Of)];
        routes.MapGet("/api/machines", context => PageAnswers.AnswerAsync(context, machines, PageJson.Default.IReadOnlyListMachineView));
    }
}

/// <param name="Name">As executions name it.</param>
/// <param name="File">The definition's file, below the project's folder.</param>
internal sealed record MachineView(string Name, string File, string? Comment, GraphView Graph)
{
    public static MachineView Of(LocalStateMachine machine) =>
        new(machine.Name, machine.Resource.DefinitionFile, machine.Definition.Comment, GraphView.Of(machine.Definition.Graph));
}

internal sealed record GraphView(string StartAt, IReadOnlyList<StateView> States)
{
    public static GraphView Of(StateGraph graph) => new(graph.StartAt, [.. graph.States.Select(StateView.Of)]);
}

/// <param name="Graphs">The branches of a Parallel, the processor of a Map.</param>
internal sealed record StateView(string Name, string Type, string? Comment, IReadOnlyList<EdgeView> Edges, IReadOnlyList<GraphView> Graphs)
{
    public static StateView Of(State state) => new(
        state.Name,
        state.Type,
        state.Comment,
        [.. state.Edges.Select(edge => new EdgeView(edge.To, edge.Label))],
        [.. state.Graphs.Select(GraphView.Of)]);
}

internal sealed record EdgeView(string To, string Label);
