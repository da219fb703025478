using System.Text.Json.Nodes;

namespace Sparkify.Tests.Metrics;

/// <summary>What the local run measured of loads whose outcome is known.</summary>
[Collection(typeof(MeasuredLoadsOnce))]
public sealed class LocalMetricsTests(MeasuredLoads loads)
{
    [Fact]
    public void Every_metric_of_the_dashboard_has_data() => Assert.All(
        loads.Widgets.SelectMany(widget => widget.Metrics),
        metric => Assert.True(loads.Ask(metric, metric.Statistic) is not null, $"{metric} has no data"));

    [Fact]
    public void The_counts_are_those_of_what_was_delivered()
    {
        Assert.Equal((loads.LogFiles, loads.SongFiles), (loads.Sum("FilesArrived", "log_data"), loads.Sum("FilesArrived", "song_data")));
        Assert.Equal(
            (loads.LogFiles - 2, loads.SongFiles - 1), (loads.Sum("FilesLoaded", "log_data"), loads.Sum("FilesLoaded", "song_data")));
        Assert.Equal((2, 1), (loads.Sum("FilesQuarantined", "log_data"), loads.Sum("FilesQuarantined", "song_data")));
        Assert.Equal((1, 0), (loads.Sum("RowsRejected", "log_data"), loads.Sum("RowsRejected", "song_data")));
        Assert.Equal((1, 0), (loads.Sum("RowsUnusable", "log_data"), loads.Sum("RowsUnusable", "song_data")));
        Assert.Equal(loads.SongFiles - 1, loads.Sum("RowsStaged", "song_data"));
        Assert.Equal(loads.Duplicates, loads.Sum("DuplicatesAbsorbed", "log_data"));
        Assert.Equal((0, loads.Resolved), (loads.Sum("TracksResolved", "log_data"), loads.Sum("TracksResolved", "song_data")));
        Assert.Equal((loads.LogFiles - 2, 0), (loads.Sum("FilesOnTime", "log_data"), loads.Sum("FilesLate", "log_data")));
        Assert.NotEqual(0, loads.Resolved);
    }

    /// <summary>Minutes at most on any machine; the events are of 2018.</summary>
    [Theory]
    [InlineData("SecondsInQueue", 0, 600)]
    [InlineData("SecondsToQueryable", 0.001, 600)]
    [InlineData("SecondsInCopy", 0.001, 600)]
    [InlineData("SecondsForLock", 0, 600)]
    [InlineData("SecondsInMerge", 0.001, 600)]
    [InlineData("SecondsFromEventToQueryable", 86_400 * 365, 86_400L * 365 * 100)]
    public void Times_are_plausible(string metric, double least, double most)
    {
        var asked = MeasuredLoads.Of(metric, "log_data", "Maximum");

        Assert.InRange(loads.Ask(asked, "Minimum")!.Value, 0, most);
        Assert.InRange(loads.Ask(asked, "Maximum")!.Value, least, most);
    }

    /// <summary>A load is measured by what it carries: its history, which it never sees, must say the same.</summary>
    [Fact]
    public void A_loads_transitions_are_the_states_that_its_history_says_it_entered()
    {
        var recorded = loads.Lines.Where(line => line.Json["StateTransitions"] is not null).ToList();
        Assert.True(recorded.Count >= 3);
        Assert.All(recorded, line => Assert.Equal(
            File.ReadLines(Path.Combine(loads.HomePath, "executions", $"{line.Json["loadId"]}.jsonl"))
                .Count(entry => ((string)JsonNode.Parse(entry)!["type"]!).EndsWith("StateEntered", StringComparison.Ordinal)),
            (int)line.Json["StateTransitions"]!));
        Assert.Equal(recorded.Count, recorded.Select(line => (string)line.Json["loadId"]!).Distinct().Count());
    }

    [Fact]
    public void The_namespaces_of_aws_show_what_the_run_knows_of_itself()
    {
        var metrics = loads.Widgets.SelectMany(widget => widget.Metrics).DistinctBy(metric => metric.ToString()).ToList();
        double Of(string name, string dimension) =>
            loads.Ask(metrics.Single(metric => metric.Name == name
                && metric.Dimensions.Values.Any(value => value.EndsWith(dimension, StringComparison.Ordinal))), "Sum")!.Value;
        var executions = File.ReadLines(Path.Combine(loads.HomePath, "executions.jsonl")).Select(line => JsonNode.Parse(line)!)
            .Where(entry => ((string)entry["stateMachineArn"]!).EndsWith("-ingest", StringComparison.Ordinal)
                && (string)entry["status"]! == "SUCCEEDED")
            .Select(entry => (string)entry["name"]!)
            .Distinct()
            .Count();

        Assert.Equal(executions, Of("ExecutionsSucceeded", "-ingest"));
        Assert.Equal(0, Of("ExecutionsFailed", "-ingest"));
        Assert.Equal(loads.Lines.Count(line => line.Json["StateTransitions"] is not null), Of("Invocations", "ReportLoad"));
        Assert.InRange(Of("ComputeSeconds", "sparkify"), 0.001, 600);
        Assert.InRange(Of("ApproximateNumberOfMessagesVisible", "LogDataQueue"), loads.LogFiles, double.MaxValue);
    }
}
