using System.Text.Json.Nodes;

namespace Sparkify.Tests.Template;

/// <param name="Id">In the template.</param>
/// <param name="File">The definition's, relative to the root.</param>
internal sealed record StateMachine(string Id, string File, JsonObject Properties)
{
    public JsonObject Asl => Properties["Definition"]!.AsObject();

    public JsonObject Substitutions => Properties["DefinitionSubstitutions"]!.AsObject();

    /// <summary>In the definition's order, those of a Map or Parallel after it, as <c>Map/State</c>.</summary>
    public IReadOnlyList<State> Steps => [.. StatesOf(Asl, "")];

    /// <summary>The logical id of the function that a state calls; null where it calls none.</summary>
    /// <exception cref="InvalidOperationException">The template does not say which.</exception>
    public string? FunctionOf(State state) => state.Function is not { } place ? null
        : (string?)Substitutions[place]?["Fn::GetAtt"]?[0]
            ?? throw new InvalidOperationException(
                $"{File}, {state.Name} calls ${{{place}}}, and DefinitionSubstitutions of {Id} in serverless.template names no function "
                + "for it");

    /// <summary>
    /// The functions that executions of the version before call, by their logical ids: a running execution keeps its definition when a
    /// stack is updated, and calls functions of the new version.
    /// </summary>
    public IEnumerable<string> FunctionsBefore =>
        from file in Directory.GetFiles(
            Deployment.Path("tests", "Proof", "Definitions"), System.IO.Path.GetFileName(File), SearchOption.AllDirectories)
        from state in StatesOf(JsonNode.Parse(System.IO.File.ReadAllText(file))!.AsObject(), "")
        let function = state.Function
        where function is not null
        select function[..^"Arn".Length];

    private static IEnumerable<State> StatesOf(JsonObject definition, string prefix)
    {
        foreach (var (name, state) in definition["States"]!.AsObject())
        {
            yield return new State(prefix + name, prefix, state!.AsObject());
            var inner = state["ItemProcessor"] is JsonObject processor ? [processor]
                : state["Branches"] is JsonArray branches ? branches.Select(branch => branch!.AsObject())
                : [];
            foreach (var nested in inner.SelectMany(part => StatesOf(part, $"{prefix}{name}/")))
            {
                yield return nested;
            }
        }
    }
}

/// <param name="Name">With the path of the states it lies in.</param>
/// <param name="Scope">The path alone: what a Next is relative to.</param>
internal sealed record State(string Name, string Scope, JsonObject Json)
{
    public string Kind => (string)Json["Type"]!;

    /// <summary>What it asks for, by its ARN in most Regions; null where it asks for nothing.</summary>
    public string? Integration => ((string?)Json["Resource"])?.Replace("${Partition}", "aws", StringComparison.Ordinal);

    public IEnumerable<JsonObject> Retries => (Json["Retry"] as JsonArray ?? []).Select(retry => retry!.AsObject());

    public IEnumerable<JsonObject> Catches => (Json["Catch"] as JsonArray ?? []).Select(caught => caught!.AsObject());

    /// <summary>Where it goes when all is well, in order; empty where it ends.</summary>
    public IReadOnlyList<string> Targets =>
    [
        .. (Json["Choices"] as JsonArray ?? []).Select(choice => (string)choice!["Next"]!)
            .Append((string?)Json["Next"]).Append((string?)Json["Default"]).OfType<string>()
            .Distinct(),
    ];

    public static IEnumerable<string> ErrorsOf(JsonObject rule) => rule["ErrorEquals"]!.AsArray().Select(error => (string)error!);

    /// <summary>The substitution's name where the state calls a function of ours; else null.</summary>
    public string? Function =>
        Integration == "arn:aws:states:::lambda:invoke"
        && (string?)Json["Parameters"]?["FunctionName"] is ['$', '{', .. var name, '}'] ? name : null;
}
