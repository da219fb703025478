using System.Text.Json.Nodes;
using Sparkify.Cli;
using Sparkify.Operations.Costs;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Costs;

public sealed class CostCommandTests
{
    private static readonly string Page = File.ReadAllText(Deployment.Path("docs", "deploy.md"));

    [Theory]
    [InlineData("1440", "as-files-come", 2_190.00)]
    [InlineData("24", "hour", 36.50)]
    [InlineData("0.5", "day", 0.76)]
    public async Task The_json_has_the_parts_and_the_other_ways(string files, string every, double warehouse)
    {
        var (exit, output) = await RunAsync("cost", "--files-per-day", files, "--events-per-file", "100", "--every", every, "--json");
        var report = JsonNode.Parse(output)!;
        var parts = report["bill"]!["parts"]!.AsArray();

        Assert.Equal(ExitCode.AllWell, exit);
        Assert.Equal((decimal)warehouse, (decimal)parts[0]!["dollars"]!);
        Assert.Equal(parts.Sum(part => (decimal)part!["dollars"]!), (decimal)report["bill"]!["dollars"]!);
        Assert.Equal(
            LoadEvery.All.Select(one => one.Name),
            report["choices"]!.AsArray().Select(choice => (string)choice!["every"]!["name"]!).Distinct());
        Assert.Equal("us-east-1", (string)report["region"]!);
        Assert.NotNull(report["assumptions"]!["secondsOfALoad"]);
    }

    /// <summary>A rest of the stack is what the first table of the page says: all but what the loads cost.</summary>
    [Fact]
    public void The_page_says_what_a_stack_costs_at_rest()
    {
        var rest = MonthlyBill.Of(new CostQuestion { FilesPerDay = 0, EventsPerFile = 0 }, PriceList.Read()).Parts
            .Where(part => part.Dollars > 0).ToDictionary(part => part.Name, part => part.Dollars);

        Assert.Equal(
            ["CloudWatch, alarms", "CloudWatch, dashboard", "Redshift, nightly comparison", "SQS", "Secrets Manager"],
            rest.Keys.Order(StringComparer.Ordinal));
        Assert.Contains($"${rest["SQS"]} together", Page, StringComparison.Ordinal);
        Assert.Contains($"for a minute: ${rest["Redshift, nightly comparison"]}", Page, StringComparison.Ordinal);
        Assert.Contains($"composite one: ${rest["CloudWatch, alarms"]}", Page, StringComparison.Ordinal);
        Assert.Contains($"each of the {StackCounts.AlarmMetrics} metrics in the alarms", Page, StringComparison.Ordinal);
        Assert.Contains($"passes {LoadCounts.States} states", Page, StringComparison.Ordinal);
    }

    private static async Task<(int Exit, string Output)> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        var exit = await SparkifyCommands.RunAsync(
            arguments, new CommandOutput(output, error, isTerminal: false, width: 0), TestContext.Current.CancellationToken);
        Assert.Equal("", error.ToString());
        return (exit, output.ToString().TrimEnd('\n'));
    }
}
