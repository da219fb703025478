using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sparkify.Tests.Template;

/// <summary>The settings that <c>dotnet lambda deploy-serverless</c> finds: it must ask for nothing but credentials and Region.</summary>
public sealed class ToolSettingsTests
{
    private const string Settings = "aws-lambda-tools-defaults.json";

    private static readonly string CodeUri = (string)Deployment.Template["Globals"]!["Function"]!["CodeUri"]!;

    private static readonly string[] SettingsFiles = [Settings, Path.Combine(CodeUri, Settings)];

    /// <summary>The tool passes over objects and arrays without a word.</summary>
    [Fact]
    public void Every_setting_is_a_text_a_number_or_a_truth() =>
        Assert.All(SettingsFiles.SelectMany(Read), setting => Assert.True(
            setting.Value!.GetValueKind() is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False,
            $"{setting.Key} would be ignored"));

    [Fact]
    public void The_deployment_needs_no_other_argument()
    {
        var settings = Read(Settings);

        Assert.True(File.Exists(Deployment.Path((string)settings["template"]!)));
        Assert.True((bool)settings["resolve-s3"]!);
        Assert.NotEmpty((string)settings["stack-name"]!);
    }

    /// <summary>For code that does not lie beside the template the tool reads the build's settings beside the code.</summary>
    [Fact]
    public void The_functions_are_built_with_the_official_packages_and_to_machine_code()
    {
        Assert.Equal(
            "-p:UseStandIns=false -p:PublishReadyToRun=true", (string)Read(Path.Combine(CodeUri, Settings))["msbuild-parameters"]!);
        Assert.Equal("Release", (string)Read(Path.Combine(CodeUri, Settings))["configuration"]!);
        Assert.Single(Directory.GetFiles(Deployment.Path(CodeUri), "*.csproj"));
    }

    /// <summary>A role's name holds 64 characters.</summary>
    [Fact]
    public void Names_made_from_the_stacks_name_are_short_enough()
    {
        var stack = (string)Read(Settings)["stack-name"]!;
        var names = Deployment.OfType("AWS::IAM::Role").Select(role => (string?)role.Properties["RoleName"]?["Fn::Sub"]).OfType<string>();

        Assert.All(names, name => Assert.InRange(
            name.Replace("${AWS::StackName}", stack, StringComparison.Ordinal)
                .Replace("${AWS::Region}", "ap-southeast-1", StringComparison.Ordinal).Length,
            1,
            64));
    }

    private static JsonObject Read(string file) => JsonNode.Parse(File.ReadAllText(Deployment.Path(file)))!.AsObject();
}
