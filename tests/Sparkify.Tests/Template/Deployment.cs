using System.Text.Json.Nodes;
using Sparkify.LocalCloud.Template;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Template;

/// <summary>What a deployment would send: the spliced template, what the SAM transform makes of it, and the definitions in it.</summary>
internal static class Deployment
{
    private static readonly Lazy<(JsonObject? Template, string? WhyNot)> LazyTranslated = new(Translate);

    public static string Root => Repository.Root;

    public static string Spliced { get; } = SplicedTemplate.Read(Root);

    public static JsonObject Template { get; } = JsonNode.Parse(Spliced)!.AsObject();

    public static JsonObject All => Template["Resources"]!.AsObject();

    /// <summary>Skips the test where the translator is absent.</summary>
    public static JsonObject Translated()
    {
        Assert.SkipUnless(LazyTranslated.Value.Template is not null, LazyTranslated.Value.WhyNot ?? "");
        return LazyTranslated.Value.Template!;
    }

    public static IEnumerable<(string Id, JsonObject Properties)> OfType(params string[] types) =>
        from resource in All
        where types.Contains((string?)resource.Value!["Type"])
        select (resource.Key, resource.Value["Properties"]!.AsObject());

    public static IEnumerable<(string Id, JsonObject Properties)> Functions => OfType("AWS::Serverless::Function");

    /// <summary>Each with the file that its definition is spliced from.</summary>
    public static IReadOnlyList<StateMachine> StateMachines { get; } =
    [
        .. from machine in OfType("AWS::Serverless::StateMachine")
           let place = $"$.Resources.{machine.Id}.Properties.Definition"
           let file = SplicedTemplate.Substitutions(Root).FirstOrDefault(pair => pair.Path == place).File
           select new StateMachine(machine.Id, file ?? "nowhere", machine.Properties),
    ];

    /// <summary>The state machines' names, for theories.</summary>
    public static TheoryData<string> StateMachineIds => [.. StateMachines.Select(machine => machine.Id)];

    public static string Path(params string[] parts) => System.IO.Path.Combine([Root, .. parts]);

    private static (JsonObject? Template, string? WhyNot) Translate()
    {
        var answer = Tool.Run("python3", [Path("tests", "Sparkify.Tests", "Template", "translate.py")], Spliced);
        return answer switch
        {
            null => (null, "python3 is not on the PATH"),
            { ExitCode: 77 } => (null, "python3 has no aws-sam-translator (pip install aws-sam-translator)"),
            { ExitCode: 0 } => (JsonNode.Parse(answer.Output)!.AsObject(), null),
            _ => throw new InvalidOperationException($"the SAM translator refuses the template: {answer.Error}"),
        };
    }
}
