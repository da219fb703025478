using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sparkify.Ingestion.Metrics;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Metrics;

/// <summary>The dashboard and the alarms of the template, held against what the code emits when it runs.</summary>
[Collection(typeof(MeasuredLoadsOnce))]
public sealed partial class DashboardTests(MeasuredLoads loads)
{
    private const int Columns = 24;

    /// <summary>What this project's code wrote; what it wrote in AWS's stead is none of its emissions.</summary>
    private HashSet<string> Emitted =>
        loads.Lines.SelectMany(line => KindsIn(line.Json)).Where(kind => !kind.StartsWith("AWS/", StringComparison.Ordinal)).ToHashSet();

    /// <summary>What the dashboard's query of the log looks for.</summary>
    private HashSet<string> WantedEvents =>
        Filter().Match((string)Assert.Single(loads.Widgets, widget => widget.Type == "log").Properties["query"]!).Groups["names"].Value
            .Split(',', StringSplitOptions.TrimEntries).Select(name => name.Trim('"')).ToHashSet();

    [Fact]
    public void Every_widget_shows_metrics_that_the_code_emits_or_aws_documents() => Assert.All(
        loads.Widgets.SelectMany(widget => widget.Metrics.Select(metric => (widget.Title, metric.Kind))),
        shown => Assert.True(
            Emitted.Contains(shown.Kind) || AwsMetrics.Documented.Contains(shown.Kind),
            $"'{shown.Title}' shows {shown.Kind}, which nobody emits"));

    [Fact]
    public void Every_alarm_watches_a_metric_that_the_code_emits_or_aws_documents() => Assert.All(
        Deployment.OfType("AWS::CloudWatch::Alarm").SelectMany(alarm => WatchedBy(alarm.Properties).Select(kind => (alarm.Id, Kind: kind))),
        watched => Assert.True(
            Emitted.Contains(watched.Kind) || AwsMetrics.Documented.Contains(watched.Kind),
            $"{watched.Id} watches {watched.Kind}, which nobody emits"));

    [Fact]
    public void Every_metric_that_the_code_emits_is_shown() => Assert.Empty(
        Emitted.Except(loads.Widgets.SelectMany(widget => widget.Metrics).Select(metric => metric.Kind)));

    [Fact]
    public void Every_metric_of_the_catalogue_is_emitted_and_nothing_else() => Assert.Equal(
        Metric.All.Select(metric => $"{Metric.Namespace}/{metric.Name} by {Metric.Dimension}, {Metric.Stack}")
            .Append("Sparkify/MissingFiles by Dataset, StateMachine")
            .Order(),
        Emitted.Order());

    [Fact]
    public void Every_line_keeps_the_rules_of_the_format() => Assert.All(loads.Lines, line => EmbeddedMetricRules.Check(line.Text));

    [Fact]
    public void The_widgets_fill_the_grid_and_cover_one_another_nowhere()
    {
        var taken = new HashSet<(int, int)>();
        foreach (var widget in loads.Widgets)
        {
            var (left, top, right, bottom) = widget.Place;
            Assert.True(
                left >= 0 && top >= 0 && right > left && right <= Columns && bottom > top,
                $"'{widget.Title}' is not within {Columns} columns");
            Assert.All(
                from x in Enumerable.Range(left, right - left) from y in Enumerable.Range(top, bottom - top) select (x, y),
                cell => Assert.True(taken.Add(cell), $"'{widget.Title}' covers another widget at {cell}"));
        }

        Assert.Equal(Columns * (taken.Max(cell => cell.Item2) + 1), taken.Count);
    }

    [Fact]
    public void An_expression_names_the_metrics_of_its_own_widget_and_uses_what_the_local_page_knows_too()
    {
        foreach (var widget in loads.Widgets)
        {
            Assert.Equal(widget.Ids.Distinct(), widget.Ids);
            foreach (var expression in widget.Expressions)
            {
                Assert.All(Word().Matches(expression).Select(word => word.Value), word => Assert.True(
                    widget.Ids.Contains(word) || word is "SUM" or "TIME_SERIES" or "IF", $"'{widget.Title}': {expression} names {word}"));
            }
        }
    }

    [Fact]
    public void Every_event_that_the_log_query_names_is_one_of_the_functions_events()
    {
        Assert.NotEmpty(WantedEvents);
        Assert.Subset(LogTests.Events.Select(log => log.Name).ToHashSet(), WantedEvents);
    }

    /// <summary>The same filter, on the log of the local run.</summary>
    [Fact]
    public void The_log_query_finds_the_refused_the_unusable_rows_and_the_quarantined_file()
    {
        var found = Directory.GetFiles(Path.Combine(loads.HomePath, "logs")).SelectMany(File.ReadLines)
            .Select(line => JsonNode.Parse(line)!)
            .Where(line => (string?)line["event"] is { } name && WantedEvents.Contains(name)).ToList();

        Assert.Contains(found, line => (string?)line["event"] == "FileQuarantined" && (string?)line["key"] == "log_data/poison.json");
        Assert.Contains(found, line => (string?)line["event"] == "RowRejected" && (string?)line["key"] == "log_data/again.json");
        Assert.Contains(found, line => (string?)line["event"] == "RowsUnusable" && (int?)line["rows"] == 1);
    }

    /// <summary>A line of metrics names no level, and Lambda takes it for INFO.</summary>
    [Fact]
    public void No_function_logs_less_than_the_lines_of_metrics_need() => Assert.All(
        Deployment.Functions.Select(function => function.Properties["LoggingConfig"])
            .Append(Deployment.Template["Globals"]!["Function"]!["LoggingConfig"]),
        logging => Assert.True((string?)logging?["ApplicationLogLevel"] is null or "INFO" or "DEBUG" or "TRACE"));

    [Fact]
    public void The_dashboards_file_is_the_text_that_the_tool_puts_into_the_template() => Assert.Equal(
        File.ReadAllText(Deployment.Path("src", "Dashboard", "dashboard.json")),
        (string)Deployment.All["Dashboard"]!["Properties"]!["DashboardBody"]!["Fn::Sub"]![0]!);

    /// <summary>An alarm that acts on nothing is a window of another one.</summary>
    [Fact]
    public void The_first_that_one_sees_is_every_alarm_that_somebody_is_called_for()
    {
        var first = loads.Widgets.Where(widget => widget.Type != "text").MinBy(widget => widget.Place.Top)!;
        var acting = Deployment.OfType("AWS::CloudWatch::Alarm").Concat(Deployment.OfType("AWS::CloudWatch::CompositeAlarm"))
            .Where(alarm => alarm.Properties["AlarmActions"] is not null).Select(alarm => alarm.Id);

        Assert.Equal("alarm", first.Type);
        Assert.Equal("stateUpdatedTimestamp", (string?)first.Properties["sortBy"]);
        Assert.Equal(
            acting.Order(), first.Properties["alarms"]!.AsArray().Select(arn => ((string)arn!).Split(':')[^1]).Order());
    }

    /// <summary>In bold, in a text above it: what to do about what it shows.</summary>
    [Fact]
    public void Every_widget_is_spoken_of_in_a_text_above_it_or_in_its_row()
    {
        var texts = loads.Widgets.Where(widget => widget.Type == "text").ToList();

        Assert.All(loads.Widgets.Where(widget => widget.Type != "text"), widget => Assert.Contains(
            texts, text => text.Title.Contains($"**{widget.Title}**", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_function_that_a_step_calls_is_among_those_that_failed_and_a_load_whose_rows_were_refused_is_no_fault()
    {
        var failed = Assert.Single(loads.Widgets, widget => widget.Title == "Functions that failed");
        var called = failed.Metrics.Where(metric => metric.Name == "Errors").ToList();

        Assert.True(loads.Ask(called.Single(metric => metric.Dimensions["FunctionName"] == "MergeStaged"), "Sum") > 0);
        Assert.Equal(
            loads.Ask(called.Single(metric => metric.Dimensions["FunctionName"] == "MergeStaged"), "Sum"),
            loads.Sum("LoadsRefused", "log_data") + loads.Sum("LoadsRefused", "song_data"));
    }

    private static IEnumerable<string> KindsIn(JsonObject line) =>
        from directive in line["_aws"]!["CloudWatchMetrics"]!.AsArray()
        from metric in directive!["Metrics"]!.AsArray()
        select $"{directive["Namespace"]}/{metric!["Name"]} by "
            + $"{string.Join(", ", directive["Dimensions"]![0]!.AsArray().Select(name => (string)name!).Order(StringComparer.Ordinal))}";

    private static IEnumerable<string> WatchedBy(JsonObject alarm) =>
        from metric in alarm["MetricName"] is null
            ? alarm["Metrics"]!.AsArray().Select(metric => metric!["MetricStat"]?["Metric"]).OfType<JsonNode>()
            : [alarm]
        select $"{metric["Namespace"]}/{metric["MetricName"]} by "
            + $"{string.Join(
                ", ", metric["Dimensions"]!.AsArray().Select(dimension => (string)dimension!["Name"]!).Order(StringComparer.Ordinal))}";

    [GeneratedRegex("[A-Za-z_]+")]
    private static partial Regex Word();

    [GeneratedRegex(@"filter event in \[(?<names>[^\]]+)\]")]
    private static partial Regex Filter();
}
