using System.Text.RegularExpressions;
using Sparkify.Ingestion.Metrics;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Metrics;

/// <summary>docs/metrics.md and the catalogue.</summary>
public sealed partial class MetricsPageTests
{
    private static readonly string Page = File.ReadAllText(Deployment.Path("docs", "metrics.md"));

    [Fact]
    public void The_page_shows_every_metric_of_the_catalogue_with_its_unit_and_no_other() => Assert.Equal(
        Metric.All.Select(metric => (metric.Name, metric.Unit.ToString())),
        Row().Matches(Page).Select(row => (row.Groups[1].Value, row.Groups[2].Value)));

    [Fact]
    public void Who_emits_a_metric_is_a_function_of_the_template() => Assert.All(
        Row().Matches(Page).SelectMany(row => row.Groups[3].Value.Split(", ")),
        function => Assert.NotNull(Deployment.All[function.Trim('`')]));

    /// <summary>A name is one word in back ticks that begins with a capital letter, with or without a value behind it.</summary>
    [Fact]
    public void Every_name_on_the_page_is_of_the_template_or_an_event_or_stands_in_the_definitions_of_what_is_measured()
    {
        var measured = string.Concat(Deployment.StateMachines.Select(machine => machine.File)
            .Append("src/Dashboard/dashboard.json")
            .Select(file => File.ReadAllText(Deployment.Path(file))));
        var names = Named().Matches(Page).Select(name => name.Groups[1].Value).Distinct().ToList();

        Assert.InRange(names.Count, Metric.All.Count, int.MaxValue);
        Assert.All(names, name => Assert.True(
            Deployment.Template["Parameters"]![name] is not null || Deployment.All[name] is not null
                || Metric.All.Any(metric => metric.Name == name)
                || LogTests.Events.Any(log => log.Name == name)
                || measured.Contains($"\"{name}\"", StringComparison.Ordinal),
            $"docs/metrics.md names {name}"));
    }

    /// <summary>An alarm is named as one, so that the sentence is held against the alarms alone.</summary>
    [Fact]
    public void What_it_calls_an_alarm_is_one_and_what_it_calls_a_parameter_is_one() => Assert.All(
        Called().Matches(Page),
        name => Assert.True(
            name.Groups[1].Value == "parameter"
                ? Deployment.Template["Parameters"]![name.Groups[2].Value] is not null
                : (string?)Deployment.All[name.Groups[2].Value]?["Type"] is "AWS::CloudWatch::Alarm" or "AWS::CloudWatch::CompositeAlarm",
            $"docs/metrics.md speaks of the {name.Value}"));

    [Fact]
    public void The_readme_leads_to_it() =>
        Assert.Contains("(docs/metrics.md)", File.ReadAllText(Deployment.Path("README.md")), StringComparison.Ordinal);

    [GeneratedRegex(@"^\| `(\w+)` \| (\w+) \| .+ \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([A-Z]\\w+)(?:=\\w+)?`")]
    private static partial Regex Named();

    [GeneratedRegex("(parameter|alarm) `(\\w+)`")]
    private static partial Regex Called();
}
