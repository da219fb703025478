using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml;
using Sparkify.Operations.Costs;

namespace Sparkify.Tests.Template;

/// <summary>What CloudFormation makes of the template, by the translator that runs in AWS.</summary>
public sealed partial class TranslationTests
{
    private readonly JsonObject resources = Deployment.Translated()["Resources"]!.AsObject();

    [Fact]
    public void Every_resource_of_the_deployment_is_one_that_a_person_has_approved()
    {
        var kinds = from resource in resources
                    orderby (string)resource.Value!["Type"]!, resource.Key
                    let condition = resource.Value!["Condition"] is { } condition ? $" (if {condition})" : ""
                    let fate = (string?)resource.Value!["DeletionPolicy"] switch
                    {
                        "Retain" => ", stays when the stack goes",
                        "RetainExceptOnCreate" => ", stays when the stack goes, unless its first deployment fails",
                        _ => "",
                    }
                    select $"{(string)resource.Value!["Type"]!} {resource.Key}{condition}{fate}\n";

        Approved.Check("Resources", string.Concat(kinds));
    }

    [Fact]
    public void Every_function_runs_on_arm_with_net_10_is_traced_and_logs_where_retention_is_set()
    {
        foreach (var (id, function) in OfType("AWS::Lambda::Function"))
        {
            Assert.Equal("dotnet10", (string)function["Runtime"]!);
            Assert.Equal("arm64", (string)Assert.Single(function["Architectures"]!.AsArray())!);
            Assert.Equal("Active", (string)function["TracingConfig"]!["Mode"]!);
            var log = (string)function["LoggingConfig"]!["LogGroup"]!["Ref"]!;
            Assert.True(
                resources[log]!["Properties"]!["RetentionInDays"] is not null, $"{id} logs to {log}, which keeps its logs for ever");
        }
    }

    [Fact]
    public void Every_state_machine_logs_and_is_traced()
    {
        foreach (var (_, machine) in OfType("AWS::StepFunctions::StateMachine"))
        {
            var log =
                (string)machine["LoggingConfiguration"]!["Destinations"]![0]!["CloudWatchLogsLogGroup"]!["LogGroupArn"]!["Fn::GetAtt"]![0]!;
            Assert.NotNull(resources[log]!["Properties"]!["RetentionInDays"]);
            Assert.StartsWith(
                "/aws/vendedlogs/", (string)resources[log]!["Properties"]!["LogGroupName"]!["Fn::Sub"]!, StringComparison.Ordinal);
            Assert.True((bool)machine["TracingConfiguration"]!["Enabled"]!);
        }
    }

    /// <summary>
    /// A message that is read for longer than the queue hides it is read twice at once; one that failed is late by as long as the queue
    /// hides it. So it is what AWS asks for, with the longest window, and no more:
    /// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html.
    /// </summary>
    [Fact]
    public void A_queue_hides_a_message_six_times_as_long_as_its_function_may_run_and_for_the_longest_window()
    {
        foreach (var (_, mapping) in OfType("AWS::Lambda::EventSourceMapping"))
        {
            var queue = resources[(string)mapping["EventSourceArn"]!["Fn::GetAtt"]![0]!]!["Properties"]!;
            var function = resources[(string)mapping["FunctionName"]!["Ref"]!]!["Properties"]!;
            var window = Deployment.Template["Parameters"]![(string)mapping["MaximumBatchingWindowInSeconds"]!["Ref"]!]!;
            Assert.Equal((6 * AsFilesCome(function["Timeout"])) + (int)window["MaxValue"]!, AsFilesCome(queue["VisibilityTimeout"]));
            Assert.NotNull(mapping["ScalingConfig"]!["MaximumConcurrency"]);
            Assert.Equal("ReportBatchItemFailures", (string)mapping["FunctionResponseTypes"]![0]!);
        }
    }

    /// <summary>
    /// By the clock a function fetches the messages itself. Lambda calls a function that failed again after a minute, and then it must find
    /// what it left behind. Lambda takes no mapping, not even a switched off one, whose function may run longer than its queue hides.
    /// </summary>
    [Fact]
    public void By_the_clock_a_queue_hides_a_message_for_the_minute_until_lambda_calls_again()
    {
        var mappings = OfType("AWS::Lambda::EventSourceMapping").Where(mapping => mapping.Properties["Enabled"] is not null).ToList();
        Assert.Equal(2, mappings.Count);
        foreach (var (_, mapping) in mappings)
        {
            var (function, queue) = ((string)mapping["FunctionName"]!["Ref"]!, (string)mapping["EventSourceArn"]!["Fn::GetAtt"]![0]!);
            Assert.Equal("""{"Fn::If":["LoadsAsFilesCome",true,false]}""", mapping["Enabled"]!.ToJsonString());
            Assert.Equal(60, (int)resources[queue]!["Properties"]!["VisibilityTimeout"]!["Fn::If"]![2]!);
            Assert.InRange((int)resources[function]!["Properties"]!["Timeout"]!["Fn::If"]![2]!, 1, 60);
            Assert.Contains(
                resources["LoadSchedule"]!["Properties"]!["Targets"]!.AsArray(),
                target => (string?)target!["Arn"]!["Fn::GetAtt"]![0] == function);
            Assert.Contains(
                OfType("AWS::Lambda::Permission"), permission => (string?)permission.Properties["FunctionName"]!["Ref"] == function);
        }
    }

    [Fact]
    public void Every_way_to_start_loads_has_its_schedule_and_the_times_that_go_with_it()
    {
        var ways = Deployment.Template["Mappings"]!["TimesOfLoads"]!.AsObject();

        Assert.Equal(
            Deployment.Template["Parameters"]!["LoadEvery"]!["AllowedValues"]!.AsArray().Select(way => (string)way!),
            ways.Select(way => way.Key));
        Assert.Equal(
            [1800, .. LoadEvery.All.Skip(1).Select(every => every.Seconds + 1800)],
            ways.Select(way => (int)way.Value!["OldestNotice"]!));
        Assert.All(ways, way => Assert.InRange(
            -XmlConvert.ToTimeSpan((string)way.Value!["Settled"]!).TotalSeconds, (int)way.Value["OldestNotice"]!, double.MaxValue));
    }

    [Fact]
    public void Every_dead_letter_queue_state_machine_and_notice_has_an_alarm()
    {
        var watched = OfType("AWS::CloudWatch::Alarm").Select(alarm => alarm.Properties.ToJsonString()).ToList();
        var watchable = resources.Select(resource => resource.Key).Where(id => id.EndsWith("DeadLetterQueue", StringComparison.Ordinal))
            .Concat(OfType("AWS::StepFunctions::StateMachine").Select(machine => machine.Id))
            .Concat(OfType("AWS::Lambda::EventSourceMapping").Select(mapping => (string)mapping.Properties["FunctionName"]!["Ref"]!))
            .Append("NoticesTopic");
        Assert.All(watchable, id => Assert.True(
            watched.Exists(alarm => alarm.Contains($"\"{id}\"", StringComparison.Ordinal)), $"serverless.template has no alarm on {id}"));
    }

    [Fact]
    public void What_eventbridge_cannot_deliver_is_kept_and_every_rule_may_leave_it_there()
    {
        var rules = OfType("AWS::Events::Rule").ToList();
        Assert.All(
            rules.SelectMany(rule => rule.Properties["Targets"]!.AsArray()),
            target => Assert.Equal("EventsDeadLetterQueue", (string)target!["DeadLetterConfig"]!["Arn"]!["Fn::GetAtt"]![0]!));
        var policy = resources["EventsDeadLetterQueuePolicy"]!.ToJsonString();
        Assert.All(rules, rule => Assert.Contains($"\"{rule.Id}\",\"Arn\"", policy, StringComparison.Ordinal));
    }

    /// <summary>Without it a deployment that fails leaves bucket and namespace behind, and the next one finds their names taken.</summary>
    [Fact]
    public void What_is_kept_goes_with_a_first_deployment_that_fails() => Assert.All(
        resources.Where(resource => ((string?)resource.Value!["DeletionPolicy"] ?? "").StartsWith("Retain", StringComparison.Ordinal)),
        kept => Assert.Equal(
            ("RetainExceptOnCreate", "Retain"),
            ((string?)kept.Value!["DeletionPolicy"], (string?)kept.Value["UpdateReplacePolicy"])));

    [Fact]
    public void Every_alarm_says_what_to_do_first_and_reaches_somebody()
    {
        var composites = OfType("AWS::CloudWatch::CompositeAlarm").ToList();
        var parts = composites.SelectMany(composite => Part()
            .Matches((string)composite.Properties["AlarmRule"]!["Fn::Sub"]!)
            .Select(part => part.Groups[1].Value)).ToHashSet();
        foreach (var (id, alarm) in OfType("AWS::CloudWatch::Alarm").Concat(composites))
        {
            Assert.True(
                ((string)alarm["AlarmDescription"]!).Contains(" First ", StringComparison.Ordinal), $"{id} does not say what to do first");
            Assert.True(
                (string?)alarm["AlarmActions"]?[0]?["Ref"] == "AlarmsTopic" != parts.Contains(id),
                $"{id} reaches nobody, or does so beside the alarm that it is a part of");
        }

        Assert.All(OfType("AWS::CloudWatch::Alarm"), alarm => Assert.Equal("notBreaching", (string)alarm.Properties["TreatMissingData"]!));
        Assert.Subset(OfType("AWS::CloudWatch::Alarm").Select(alarm => alarm.Id).ToHashSet(), parts);
    }

    /// <summary>
    /// Where a single alarm holds an expression, all of its metrics have one period: CloudWatch is reported to take no other.
    /// </summary>
    [Fact]
    public void The_metrics_of_an_alarm_have_one_period() => Assert.All(
        OfType("AWS::CloudWatch::Alarm").Where(alarm => alarm.Properties["Metrics"] is not null),
        alarm => Assert.Single(
            alarm.Properties["Metrics"]!.AsArray().Select(metric => (int?)metric!["MetricStat"]?["Period"]).OfType<int>().Distinct()));

    /// <summary>CloudFormation wants each name of a template once, whatever it names.</summary>
    [Fact]
    public void No_two_things_have_one_name()
    {
        var names = Deployment.Template.Where(section => section.Key is not ("Outputs" or "Globals"))
            .SelectMany(section => section.Value as JsonObject ?? []).Select(named => named.Key).ToList();

        Assert.Equal(names.Distinct(), names);
    }

    [Fact]
    public void Every_parameter_says_what_it_is_for_and_has_a_default_that_it_takes()
    {
        foreach (var (name, parameter) in Deployment.Template["Parameters"]!.AsObject())
        {
            Assert.True(
                parameter!["Description"] is not null && parameter["Default"] is not null,
                $"parameter {name} has no Description or no Default: one command must deploy");
            var value = parameter["Default"]!.ToString();
            Assert.True(
                parameter["AllowedPattern"] is not { } pattern || Regex.IsMatch(value, (string)pattern!),
                $"the default of {name} does not match its pattern");
            Assert.True(
                parameter["AllowedValues"] is not JsonArray values || values.Any(allowed => allowed!.ToString() == value),
                $"the default of {name} is not among its values");
            Assert.True(
                parameter["AllowedPattern"] is null || parameter["ConstraintDescription"] is not null,
                $"{name} does not say in words what it takes");
        }
    }

    [Fact]
    public void The_stack_shows_the_command_line_where_everything_is()
    {
        var value = resources["StackDescription"]!["Properties"]!["Value"]!["Fn::Sub"]!;
        var shown = JsonNode.Parse((string)value[0]!)!.AsObject();

        Assert.Equal(
            value[1]!.AsObject().Select(place => (place.Key, $"${{{place.Key}}}")),
            shown.Select(member => (member.Key, (string)member.Value!)));
        Assert.Equal(
            OfType("AWS::SQS::Queue")
                .Select(queue => queue.Id)
                .Where(queue => queue is not "EventsDeadLetterQueue") // its messages are no notices: the alarm says what to do
                .Concat(OfType("AWS::StepFunctions::StateMachine").Select(machine => machine.Id))
                .Except(value[1]!.AsObject().Select(place => (string?)place.Value!["Ref"])),
            []);
    }

    [GeneratedRegex("ALARM\\(\"\\$\\{(\\w+)\\}\"\\)")]
    private static partial Regex Part();

    /// <summary>The number that holds unless LoadEvery says otherwise.</summary>
    private static int AsFilesCome(JsonNode? number) =>
        (number as JsonObject)?["Fn::If"] is JsonArray choice && (string)choice[0]! == "LoadsAsFilesCome" ? (int)choice[1]! : (int)number!;

    private IEnumerable<(string Id, JsonObject Properties)> OfType(string type) =>
        resources.Where(resource => (string)resource.Value!["Type"]! == type)
            .Select(resource => (resource.Key, resource.Value!["Properties"]!.AsObject()));
}
