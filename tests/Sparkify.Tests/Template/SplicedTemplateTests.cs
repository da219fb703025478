using System.Text.Json.Nodes;
using Sparkify.LocalCloud.Template;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Template;

public sealed class SplicedTemplateTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_object_takes_the_file_as_json_and_a_text_takes_it_as_text()
    {
        Write("a.json", """{ "States": { "A": { "ResultPath": null } } }""");
        Write("serverless.template", """{ "Resources": { "M": { "Properties": { "Definition": {}, "Text": "", "Sub": ["", {}] } } } }""");
        Write(
            "aws-lambda-tools-defaults.json",
            """
            { "template-substitutions":
              "$.Resources.M.Properties.Definition=a.json;$.Resources.M.Properties.Text=a.json;$.Resources.M.Properties.Sub[0]=a.json" }
            """);

        var properties = JsonNode.Parse(SplicedTemplate.Read(folder.Path))!["Resources"]!["M"]!["Properties"]!;

        Assert.Equal("""{"States":{"A":{"ResultPath":null}}}""", properties["Definition"]!.ToJsonString());
        Assert.Equal("""{ "States": { "A": { "ResultPath": null } } }""", (string)properties["Text"]!);
        Assert.Equal("""{ "States": { "A": { "ResultPath": null } } }""", (string)properties["Sub"]![0]!);
    }

    [Theory]
    [InlineData("$.Resources.Lost.Properties.Definition=a.json", "$.Resources.Lost.Properties.Definition")]
    [InlineData("$.Resources.M.Properties.Definition[0]=a.json", "$.Resources.M.Properties.Definition[0]")]
    [InlineData("$.Resources.M.Properties.Definition=lost.json", "lost.json")]
    [InlineData("$.Resources.M.Properties.Definition", "path=file")]
    public void A_substitution_that_has_no_place_or_no_file_is_refused_by_name(string substitution, string named)
    {
        Write("a.json", "{}");
        Write("serverless.template", """{ "Resources": { "M": { "Properties": { "Definition": {} } } } }""");
        Write("aws-lambda-tools-defaults.json", $$"""{ "template-substitutions": "{{substitution}}" }""");

        Assert.Contains(
            named, Assert.Throws<InvalidDataException>(() => SplicedTemplate.Read(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_state_machine_of_the_template_gets_its_definition() =>
        Assert.All(Deployment.StateMachines, machine => Assert.Equal(
            JsonNode.Parse(File.ReadAllText(Deployment.Path(machine.File)))!.ToJsonString(),
            machine.Asl.ToJsonString()));

    private void Write(string name, string content) => File.WriteAllText(folder[name], content);
}
