using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Metrics;

namespace Sparkify.Tests.Template;

/// <summary>What docs/deploy.md says of the template.</summary>
public sealed partial class DeployPageTests
{
    private static readonly string Page = File.ReadAllText(Deployment.Path("docs", "deploy.md"));

    [Fact]
    public void Every_parameter_it_gives_is_one_of_the_template()
    {
        var parameters = Deployment.Template["Parameters"]!.AsObject().Select(parameter => parameter.Key).ToHashSet();
        var given = Given().Matches(Page).SelectMany(match => match.Groups[1].Value.Split(';')).Select(pair => pair.Split('=')[0]).ToList();

        Assert.NotEmpty(given);
        Assert.Subset(parameters, given.ToHashSet());
    }

    [Fact]
    public void It_counts_what_the_template_makes()
    {
        Assert.Contains($"{Words[Deployment.OfType("AWS::Serverless::Function").Count()]} functions", Page, StringComparison.Ordinal);
        Assert.Contains($"{Words[Deployment.OfType("AWS::SQS::Queue").Count() / 2]} queues, each with a dead-letter queue", Page, StringComparison.Ordinal);
        Assert.Contains($"{Deployment.OfType("AWS::CloudWatch::Alarm").Count()} alarms", Page, StringComparison.Ordinal);
        Assert.Contains($"{Words[Deployment.OfType("AWS::CloudWatch::CompositeAlarm").Count()]} composite alarms", Page, StringComparison.Ordinal);
        Assert.Contains($"{Metric.All.Count * Dataset.All.Count} metrics", Page, StringComparison.Ordinal);
        Assert.Contains($"each of the {Words[Deployment.Functions.Count(function => function.Properties["Role"]!.ToJsonString().Contains("\"WarehouseRole\"", StringComparison.Ordinal))]} could", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void It_names_the_stack_and_the_loads_role_as_they_are()
    {
        var stack = (string)JsonNode.Parse(File.ReadAllText(Deployment.Path("aws-lambda-tools-defaults.json")))!["stack-name"]!;
        string Name(string resource, string property) => ((string)Deployment.All[resource]!["Properties"]![property]!["Fn::Sub"]!)
            .Replace("${AWS::StackName}", stack, StringComparison.Ordinal).Replace("${AWS::Region}", "eu-west-1", StringComparison.Ordinal);

        Assert.Contains($"delete-stack --stack-name {stack}\n", Page, StringComparison.Ordinal);
        Assert.Contains($"\"IAMR:{Name("WarehouseRole", "RoleName")}\"", Page, StringComparison.Ordinal);
        Assert.Contains($":stateMachine:{Name("IngestStateMachine", "Name")}\n", Page, StringComparison.Ordinal);
    }

    private static readonly string[] Words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"];

    [GeneratedRegex("--template-parameters \"([^\"]+)\"")]
    private static partial Regex Given();
}
