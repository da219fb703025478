using System.CommandLine;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sparkify.Cli;
using Sparkify.Deployed;
using Sparkify.Functions.Aws;
using Sparkify.Operations;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Contracts;

/// <summary>The command line on a deployed stack, against what docs/operations.md and the template say of it.</summary>
public sealed partial class OperatorRightsTests
{
    [Fact]
    public void The_page_lists_the_rights_that_the_commands_need_and_no_others()
    {
        var made = Reached().SelectMany(Operations).Select(Rights.To).ToHashSet();
        if (made.Contains("redshift-data:BatchExecuteStatement"))
        {
            made.UnionWith(["redshift-serverless:GetCredentials", "redshift:GetClusterCredentialsWithIAM"]);
        }

        var page = File.ReadAllText(Deployment.Path("docs", "operations.md"));
        var section = page[page.IndexOf("## The rights of an operator", StringComparison.Ordinal)..];
        section = section[..section.IndexOf("\n## ", 1, StringComparison.Ordinal)];

        Assert.Equal(
            made.Order(StringComparer.Ordinal),
            RightsIn().Matches(section).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_parameter_of_the_template_shows_all_that_the_commands_need()
    {
        var value = Deployment.Template["Resources"]!["StackDescription"]!["Properties"]!["Value"]!["Fn::Sub"]!.AsArray();
        var members = JsonNode.Parse((string)value[0]!)!.AsObject();

        Assert.NotNull(members.Deserialize(DeployedJson.Default.StackDescription));
        Assert.Equal(
            "/sparkify/${AWS::StackName}/stack",
            (string)Deployment.Template["Resources"]!["StackDescription"]!["Properties"]!["Name"]!["Fn::Sub"]!);
        foreach (var (name, variable) in members)
        {
            Assert.Equal($"${{{name}}}", (string)variable!);
            if (name.EndsWith("Queue", StringComparison.Ordinal) || name.EndsWith("StateMachine", StringComparison.Ordinal))
            {
                Assert.Equal(char.ToUpperInvariant(name[0]) + name[1..], (string)value[1]![name]!["Ref"]!);
            }
        }
    }

    /// <summary>All that runs when a command works on a deployed stack.</summary>
    private static IEnumerable<MethodInfo> Reached()
    {
        const BindingFlags any =
            BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;
        var deployed = typeof(DeployedStack).Assembly
            .GetTypes()
            .Where(type => type.Namespace == typeof(DeployedStack).Namespace && !type.ContainsGenericParameters);
        var commands = typeof(OperatorCommand).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(OperatorCommand)))
            .Select(type => type.GetMethod(
                "RunAsync", [typeof(ParseResult), typeof(IOperatedStack), typeof(CommandOutput), typeof(CancellationToken)])!);
        return CallGraph.ReachedFrom([.. deployed.SelectMany(type => type.GetMethods(any)), .. commands]).OfType<MethodInfo>();
    }

    private static IEnumerable<string> Operations(MethodInfo called) =>
        Handler.Ports.Contains(called.DeclaringType) ? Handler.OperationsOf(called)
        : called.DeclaringType is { IsInterface: true, Name: ['I', 'A', 'm', 'a', 'z', 'o', 'n', ..] }
            && called.Name.EndsWith("Async", StringComparison.Ordinal)
            ? [$"{called.DeclaringType.Name}:{called.Name[..^"Async".Length]}"]
        : [];

    [GeneratedRegex("`([a-z0-9-]+:[A-Z][A-Za-z]+)`")]
    private static partial Regex RightsIn();
}
