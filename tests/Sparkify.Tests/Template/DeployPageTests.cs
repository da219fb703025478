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
        Assert.Contains(
            $"{Words[Deployment.OfType("AWS::SQS::Queue").Count() / 2]} queues, each with a dead-letter queue, and one for what "
            + "EventBridge could not deliver",
            Page,
            StringComparison.Ordinal);
        Assert.Contains($"{Words[Deployment.OfType("AWS::Logs::LogGroup").Count()]} log groups", Page, StringComparison.Ordinal);
        Assert.Contains(
            $"splices the {Words[Deployment.StateMachines.Count]} state machines and the dashboard", Page, StringComparison.Ordinal);
        Assert.Contains($"{Deployment.OfType("AWS::CloudWatch::Alarm").Count()} alarms", Page, StringComparison.Ordinal);
        Assert.Contains(
            $"{Words[Deployment.OfType("AWS::CloudWatch::CompositeAlarm").Count()]} composite alarms", Page, StringComparison.Ordinal);
        Assert.Contains($"{Metric.All.Count * Dataset.All.Count} metrics", Page, StringComparison.Ordinal);
        Assert.Contains(
            "each of the "
            + $"{Words[Deployment.Functions.Count(
                function => function.Properties["Role"]!.ToJsonString().Contains("\"WarehouseRole\"", StringComparison.Ordinal))]} could",
            Page,
            StringComparison.Ordinal);
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

    /// <summary>Whoever reads an encrypted object decrypts its key, and whoever writes one makes a key.</summary>
    [Fact]
    public void The_roles_that_a_key_of_ones_own_must_let_in_are_those_that_read_and_write_the_bucket()
    {
        var permissions = new Permissions(Deployment.Translated());
        IEnumerable<string> May(string action) => permissions.Roles.Where(
            role => permissions.Of(role).Any(statement => statement.Allows && statement.Actions.Contains(action))).Order();
        var lists = KeyPolicy().Match(Page.ReplaceLineEndings(" "));

        Assert.Equal(May("s3:GetObject"), RoleName().Matches(lists.Groups["decrypt"].Value).Select(role => role.Value).Order());
        Assert.Equal(May("s3:PutObject"), RoleName().Matches(lists.Groups["generate"].Value).Select(role => role.Value).Order());
    }

    [Fact]
    public void CopyRole_can_read_the_prefixes_it_says_and_nothing_else()
    {
        var read = new Permissions(Deployment.Translated())
            .Of("CopyRole")
            .Where(statement => statement.Actions.Contains("s3:GetObject"))
            .SelectMany(statement => statement.Resources);
        var said = CopyRoleReads().Match(Page.ReplaceLineEndings(" ")).Groups["prefixes"].Value;

        Assert.Equal(
            read.Select(resource => resource.Split("<bucket>/")[1].TrimEnd('*')),
            Prefix().Matches(said).Select(prefix => prefix.Groups[1].Value));
    }

    private static readonly string[] Words =
    [
        "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
        "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"
    ];

    [GeneratedRegex("--template-parameters \"([^\"]+)\"")]
    private static partial Regex Given();

    [GeneratedRegex(@"must allow `kms:Decrypt` to (?<decrypt>[\w, ]+) and `kms:GenerateDataKey` to (?<generate>[\w, ]+)\.")]
    private static partial Regex KeyPolicy();

    [GeneratedRegex(@"\w+Role\b")]
    private static partial Regex RoleName();

    [GeneratedRegex(@"with `CopyRole`, which can read (?<prefixes>.+?) of this bucket, and nothing else\.")]
    private static partial Regex CopyRoleReads();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Prefix();
}
