using System.Text.Json;
using StatesLanguage.Definitions;

namespace StatesLanguage;

/// <summary>A state machine, read and found to be understood.</summary>
public sealed class StateMachineDefinition
{
    private StateMachineDefinition(StateGraph graph, string? comment, int? timeoutSeconds) =>
        (Graph, Comment, TimeoutSeconds) = (graph, comment, timeoutSeconds);

    public string? Comment { get; }

    public string StartAt => Graph.StartAt;

    /// <summary>
    /// The states of the top level, in the order of the file; a Map's and a Parallel's own are in their <see cref="State.Graphs"/>.
    /// </summary>
    public IReadOnlyList<State> States => Graph.States;

    public int? TimeoutSeconds { get; }

    public StateGraph Graph { get; }

    /// <summary>Every Task, those within Maps and Parallels too: its path in the definition, and the resource that it calls.</summary>
    public IEnumerable<(string Path, string ResourceArn)> Tasks => TasksOf(Graph, "$");

    private static IEnumerable<(string Path, string ResourceArn)> TasksOf(StateGraph graph, string path) => graph.States.SelectMany(state =>
    {
        var at = $"{path}.States.{state.Name}";
        var within = state.Graphs.SelectMany(
            (inner, i) => TasksOf(inner, state.Type is "Map" ? $"{at}.ItemProcessor" : $"{at}.Branches[{i}]"));
        return state.ResourceArn is { } resource ? within.Prepend((at, resource)) : within;
    });

    /// <summary>Reads a definition in JSONPath.</summary>
    /// <param name="json">The definition.</param>
    /// <param name="substitutions">
    /// What <c>${Name}</c> stands for (DefinitionSubstitutions of the template); each is used, and each that is used is here.
    /// </param>
    /// <exception cref="DefinitionRefusedException">With every problem, by path and reason.</exception>
    public static StateMachineDefinition Parse(string json, IReadOnlyDictionary<string, string>? substitutions = null)
    {
        var problems = new List<DefinitionProblem>();
        void Refuse(string path, string reason) => problems.Add(new DefinitionProblem(path, reason));

        JsonElement root;
        try
        {
            root = Substitution.Apply(Json.JsonText.Parse(json), substitutions ?? new Dictionary<string, string>(), Refuse);
        }
        catch (JsonException e)
        {
            throw new DefinitionRefusedException([new DefinitionProblem("$", $"it is not JSON: {e.Message}")]);
        }

        var fields = new Fields(root, "$", Refuse);
        var comment = fields.Text("Comment");
        var timeout = fields.Whole("TimeoutSeconds", 1, 99_999_999);
        fields.OneOf("Version", ["1.0"]);
        fields.OneOf("QueryLanguage", ["JSONPath"]);
        var graph = new GraphReader().Read(fields, new HashSet<string>());
        fields.RefuseOthers("a state machine");
        return problems.Count == 0
            ? new StateMachineDefinition(graph!, comment, (int?)timeout)
            : throw new DefinitionRefusedException(problems);
    }
}
