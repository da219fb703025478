using System.Text.Json.Nodes;
using Sparkify.Operations.Costs;
using Sparkify.Reference;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Costs;

/// <summary>What the bill counts, against what a load does and what the template has.</summary>
public sealed class CountsTests
{
    [Fact]
    public async Task A_load_enters_calls_and_writes_what_the_bill_says()
    {
        using var home = new LocalHome();
        const string play = """{"ts":1541106106796,"sessionId":1,"itemInSession":0,"page":"NextSong","userId":"8"}""";
        await home.LoadAsync(home.FolderOf([SourceFile.OfText(Dataset.LogData, "log_data/a.json", play)]));
        var history = File.ReadLines(Assert.Single(Directory.GetFiles(home["executions"], "*.jsonl"))).Select(line => JsonNode.Parse(line)!)
            .Where(entry => ((string)entry["type"]!).EndsWith("StateEntered", StringComparison.Ordinal)).ToList();
        var entered = history.Select(entry => (string)entry["stateEnteredEventDetails"]!["name"]!).ToList();

        Assert.Equal(LoadCounts.States, entered.Count);
        Assert.Equal(
            LoadCounts.Calls,
            Deployment.StateMachines.Single(machine => machine.Id == "IngestStateMachine").Steps
                .Count(step => step.Function is not null && entered.Contains(step.Name)));
        Assert.Equal(
            LoadCounts.Writes,
            Directory.GetFiles(home[Path.Combine("bucket", "_ingest", "loads")], "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void The_template_has_what_the_bill_says()
    {
        Assert.Equal(
            StackCounts.AlarmMetrics,
            Deployment.OfType("AWS::CloudWatch::Alarm").Sum(alarm => alarm.Properties["Metrics"] is JsonArray metrics
                ? metrics.Count(metric => metric!["MetricStat"] is not null)
                : 1));
        int Of(string type) => Deployment.OfType(type).Count();
        Assert.Equal(
            (StackCounts.CompositeAlarms, StackCounts.Dashboards, StackCounts.Secrets),
            (Of("AWS::CloudWatch::CompositeAlarm"), Of("AWS::CloudWatch::Dashboard"), Of("AWS::SecretsManager::Secret")));
        var mappings = Deployment.Functions.Where(function => function.Properties["Events"] is not null)
            .Select(function => function.Properties["Events"]!["Notices"]!["Properties"]!).ToList();
        Assert.Equal(StackCounts.PolledQueues, mappings.Count);
        Assert.Equal(StackCounts.PolledQueuesByTheClock, mappings.Count(mapping => mapping["Enabled"] is null));
        Assert.Equal(
            StackCounts.CallsOfASchedule, Deployment.All["LoadSchedule"]!["Properties"]!["Targets"]!.AsArray().Count);
        Assert.Equal(StackCounts.GigabytesOfAFunction * 1024, (int)Deployment.Template["Globals"]!["Function"]!["MemorySize"]!);
        Assert.Equal(StackCounts.GigabytesOfStartLoads * 1024, (int)Deployment.All["StartLoads"]!["Properties"]!["MemorySize"]!);
    }

    [Fact]
    public void The_questions_defaults_are_the_templates()
    {
        var asked = new CostQuestion { FilesPerDay = 1, EventsPerFile = 1 };
        string Default(string name) => Deployment.Template["Parameters"]![name]!["Default"]!.ToString();

        Assert.Equal(
            [Default("LoadEvery"), Default("BatchWindowSeconds"), Default("LoadWindowSeconds"), Default("BaseCapacity")],
            [asked.Every.Name, $"{asked.BatchWindow}", $"{asked.LoadWindow}", $"{asked.Rpu}"]);
    }
}
