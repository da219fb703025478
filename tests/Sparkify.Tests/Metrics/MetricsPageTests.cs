using System.Text.RegularExpressions;
using Sparkify.Ingestion.Metrics;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Metrics;

/// <summary>docs/metrics.md and the catalogue.</summary>
public sealed partial class MetricsPageTests
{
    private static readonly string Page = File.ReadAllText(Deployment.Path("docs", "metrics.md"));

    [Fact]
    public void The_page_tells_every_metric_of_the_catalogue_with_its_unit_and_no_other() => Assert.Equal(
        Metric.All.Select(metric => (metric.Name, metric.Unit.ToString())),
        Row().Matches(Page).Select(row => (row.Groups[1].Value, row.Groups[2].Value)));

    [Fact]
    public void Who_emits_a_metric_is_a_function_of_the_template() => Assert.All(
        Row().Matches(Page).SelectMany(row => row.Groups[3].Value.Split(", ")),
        function => Assert.NotNull(Deployment.All[function.Trim('`')]));

    [Fact]
    public void Every_parameter_and_alarm_that_it_names_is_one_of_the_template() => Assert.All(
        Named().Matches(Page).Select(name => name.Groups[1].Value),
        name => Assert.True(Deployment.Template["Parameters"]![name] is not null || Deployment.All[name] is not null, $"docs/metrics.md names {name}"));

    [Fact]
    public void The_readme_leads_to_it() => Assert.Contains("(docs/metrics.md)", File.ReadAllText(Deployment.Path("README.md")), StringComparison.Ordinal);

    [GeneratedRegex(@"^\| `(\w+)` \| (\w+) \| .+ \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("(?:parameter|alarm) `(\\w+)`")]
    private static partial Regex Named();
}
