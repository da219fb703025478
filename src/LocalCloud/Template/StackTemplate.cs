using System.Text.Json.Nodes;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Template;

/// <summary>
/// The stack as serverless.template describes it: functions, queues, notifications and state machines are read from the file that is
/// deployed, so that the local run has no list of its own that could differ.
/// </summary>
public sealed class StackTemplate
{
    private const string DashboardType = "AWS::CloudWatch::Dashboard";

    private readonly string _root;
    private readonly JsonObject _resources;
    private readonly JsonObject _functionDefaults;
    private readonly TemplateFunctions _functions;

    private StackTemplate(string root, JsonObject template, IReadOnlyDictionary<string, string> parameters)
    {
        _root = root;
        _resources = template["Resources"] as JsonObject ?? throw new TemplateException("Resources", "is missing");
        _functionDefaults = template["Globals"]?["Function"] as JsonObject ?? [];
        _functions = new TemplateFunctions(template, parameters);
        Queues = [.. OfType("AWS::SQS::Queue").Select(ReadQueue)];
        Functions = [.. OfType("AWS::Serverless::Function").Select(ReadFunction)];
        StateMachines = [.. OfType("AWS::Serverless::StateMachine").Select(ReadStateMachine)];
        LateAfter = ReadLateAfter();
        Dashboard = OfType(DashboardType).Select(ReadDashboard).SingleOrDefault();
        var bucket = OfType("AWS::S3::Bucket").Where(bucket => bucket.Properties["NotificationConfiguration"] is not null).ToList();
        Bucket = bucket is [var one] ? _functions.NameOf(one.Id, $"Resources.{one.Id}")
            : throw new TemplateException("Resources", "the local run takes one bucket with a NotificationConfiguration");
        Notifications = [.. ReadNotifications(bucket[0])];
        Expirations = [.. ReadExpirations(bucket[0])];
    }

    public string Bucket { get; }
    public IReadOnlyList<BucketNotification> Notifications { get; }

    /// <summary>Of the bucket's lifecycle.</summary>
    public IReadOnlyList<BucketExpiration> Expirations { get; }
    public IReadOnlyList<QueueResource> Queues { get; }
    public IReadOnlyList<FunctionResource> Functions { get; }
    public IReadOnlyList<StateMachineResource> StateMachines { get; }

    /// <summary>By queue: how old its oldest message is when an alarm goes off. A queue without an alarm is not in it.</summary>
    public IReadOnlyDictionary<string, TimeSpan> LateAfter { get; }

    /// <summary>The body of the CloudWatch dashboard, JSON, with this machine's names in it; null where the stack has none.</summary>
    public string? Dashboard { get; }

    /// <summary>The folder that holds the template: the one of the program, or the nearest above it.</summary>
    public static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, SplicedTemplate.TemplateFile)))
            {
                return folder.FullName;
            }
        }

        throw new FileNotFoundException(
            $"There is no {SplicedTemplate.TemplateFile} in {AppContext.BaseDirectory} or above it: run from a checkout of the project");
    }

    /// <param name="root">The folder of serverless.template.</param>
    /// <param name="parameters">For the template's parameters; the others have their defaults.</param>
    public static StackTemplate Read(string root, IReadOnlyDictionary<string, string>? parameters = null)
    {
        var template = JsonNode.Parse(File.ReadAllText(Path.Combine(root, SplicedTemplate.TemplateFile))) as JsonObject
            ?? throw new TemplateException("", "is not a JSON object");
        return new StackTemplate(root, template, parameters ?? new Dictionary<string, string>());
    }

    private IEnumerable<Resource> OfType(string type) =>
        from resource in _resources
        where string.Equals(resource.Value?["Type"]?.GetValue<string>(), type, StringComparison.Ordinal)
        where resource.Value!["Condition"] is not JsonValue condition
            || _functions.Holds(condition.GetValue<string>(), $"Resources.{resource.Key}.Condition")
        select new Resource(resource.Key, resource.Value["Properties"] as JsonObject ?? []);

    private QueueResource ReadQueue(Resource queue)
    {
        var redrive = Resolve(queue, "RedrivePolicy");
        return new QueueResource(
            _functions.NameOf(queue.Id, queue.Path),
            Arn(queue),
            TimeSpan.FromSeconds(Whole(Resolve(queue, "VisibilityTimeout"), 30)),
            redrive?["deadLetterTargetArn"]?.GetValue<string>() is { } target ? ResourceName.OfArn(target) : null,
            Whole(redrive?["maxReceiveCount"], int.MaxValue));
    }

    private FunctionResource ReadFunction(Resource function)
    {
        var environment = (_functionDefaults["Environment"]?["Variables"] as JsonObject ?? [])
            .Concat(function.Properties["Environment"]?["Variables"] as JsonObject ?? [])
            .GroupBy(variable => variable.Key, StringComparer.Ordinal)
            .ToDictionary(
                same => same.Key,
                same => Text(_functions.Resolve(same.Last().Value, $"{function.Path}.Environment.Variables.{same.Key}")),
                StringComparer.Ordinal);
        return new FunctionResource
        {
            Name = _functions.NameOf(function.Id, function.Path),
            Arn = Arn(function),
            Handler = Text(Resolve(function, "Handler") ?? _functionDefaults["Handler"]),
            Timeout = TimeSpan.FromSeconds(Whole(Resolve(function, "Timeout") ?? _functionDefaults["Timeout"], 3)),
            MemoryMegabytes = Whole(Resolve(function, "MemorySize") ?? _functionDefaults["MemorySize"], 128),
            Environment = environment,
            Queues = [.. (function.Properties["Events"] as JsonObject ?? [])
                .SelectMany(source => ReadMapping(function, source.Key, source.Value!))],
        };
    }

    private IEnumerable<QueueMapping> ReadMapping(Resource function, string name, JsonNode source)
    {
        var path = $"{function.Path}.Events.{name}";
        var type = source["Type"]?.GetValue<string>();
        if (type is "Schedule" or "ScheduleV2")
        {
            // Nothing happens by the clock here: what a schedule starts, a command starts.
            yield break;
        }

        if (type is not "SQS")
        {
            throw new TemplateException($"{path}.Type", $"the local run delivers by SQS; it does not know {type}");
        }

        var properties = _functions.Resolve(source["Properties"], $"{path}.Properties")!;
        if (properties["Enabled"]?.GetValue<bool>() is false)
        {
            yield break;
        }

        yield return new QueueMapping(
            ResourceName.OfArn(Text(properties["Queue"])),
            Whole(properties["BatchSize"], 10),
            TimeSpan.FromSeconds(Whole(properties["MaximumBatchingWindowInSeconds"], 0)),
            properties["FunctionResponseTypes"] is JsonArray types
                && types.Any(type => type?.GetValue<string>() is "ReportBatchItemFailures"));
    }

    private Dictionary<string, TimeSpan> ReadLateAfter() => OfType("AWS::CloudWatch::Alarm")
        .Where(alarm => alarm.Properties["MetricName"]?.ToString() is "ApproximateAgeOfOldestMessage")
        .ToDictionary(
            alarm => Text(Resolve(alarm, "Dimensions")?[0]?["Value"]),
            alarm => TimeSpan.FromSeconds(Whole(Resolve(alarm, "Threshold"), 0)),
            StringComparer.Ordinal);

    private StateMachineResource ReadStateMachine(Resource machine)
    {
        var (definition, file) = ReadDefinition(machine);
        var substitutions = _functions.Resolve(
            machine.Properties["DefinitionSubstitutions"], $"{machine.Path}.DefinitionSubstitutions") as JsonObject ?? [];
        return new StateMachineResource
        {
            Name = _functions.NameOf(machine.Id, machine.Path),
            Arn = Arn(machine),
            Definition = definition,
            DefinitionFile = file,
            Substitutions = substitutions.ToDictionary(pair => pair.Key, pair => Text(pair.Value), StringComparer.Ordinal),
        };
    }

    /// <summary>
    /// The deployment tool puts a file's content in the place of the template's empty Definition: which file, its settings say.
    /// </summary>
    private (string Text, string File) ReadDefinition(Resource machine)
    {
        if (machine.Properties["Definition"] is JsonObject { Count: > 0 } inline)
        {
            return (inline.ToJsonString(), SplicedTemplate.TemplateFile);
        }

        return Spliced(machine, "Definition");
    }

    private string ReadDashboard(Resource dashboard)
    {
        const string property = "DashboardBody";
        var body = dashboard.Properties[property]!.DeepClone();
        body["Fn::Sub"]![0] = Spliced(dashboard, $"{property}.Fn::Sub[0]").Text;
        return Text(_functions.Resolve(body, $"{dashboard.Path}.{property}"));
    }

    private (string Text, string File) Spliced(Resource resource, string property)
    {
        var place = $"$.{resource.Path}.{property}";
        var file = SplicedTemplate.Substitutions(_root)
            .FirstOrDefault(pair => string.Equals(pair.Path, place, StringComparison.Ordinal)).File
            ?? throw new TemplateException(
                $"{resource.Path}.{property}",
                $"is empty, and template-substitutions of {SplicedTemplate.SettingsFile} has no '{place}=<file>'");
        return (File.ReadAllText(Path.Combine(_root, file)), file);
    }

    private IEnumerable<BucketNotification> ReadNotifications(Resource bucket)
    {
        const string property = "NotificationConfiguration";
        var path = $"{bucket.Path}.{property}";
        var notifications = Resolve(bucket, property)!.AsObject();
        if (notifications.FirstOrDefault(member => member.Key is not "QueueConfigurations").Key is { } other)
        {
            throw new TemplateException($"{path}.{other}", "the local run knows QueueConfigurations only");
        }

        foreach (var notification in notifications["QueueConfigurations"]!.AsArray())
        {
            var rules = notification!["Filter"]?["S3Key"]?["Rules"] as JsonArray ?? [];
            string Rule(string name) =>
                rules.Where(rule => string.Equals(rule!["Name"]!.GetValue<string>(), name, StringComparison.OrdinalIgnoreCase))
                    .Select(rule => Text(rule!["Value"])).FirstOrDefault("");
            yield return new BucketNotification(
                Text(notification["Event"]), Rule("prefix"), Rule("suffix"), ResourceName.OfArn(Text(notification["Queue"])));
        }
    }

    private IEnumerable<BucketExpiration> ReadExpirations(Resource bucket) =>
        from rule in Resolve(bucket, "LifecycleConfiguration")?["Rules"] as JsonArray ?? []
        where Text(rule["Status"]) is "Enabled" && rule["ExpirationInDays"] is not null
        select new BucketExpiration(Text(rule["Prefix"]), TimeSpan.FromDays(Whole(rule["ExpirationInDays"], 0)));

    private JsonNode? Resolve(Resource resource, string property) =>
        _functions.Resolve(resource.Properties[property], $"{resource.Path}.{property}");

    private string Arn(Resource resource) =>
        Text(_functions.Resolve(new JsonObject { ["Fn::GetAtt"] = new JsonArray(resource.Id, "Arn") }, resource.Path));

    /// <summary>A number, or the text of one, as a parameter gives it.</summary>
    private static int Whole(JsonNode? node, int unlessGiven) =>
        node is null ? unlessGiven : int.Parse(node.ToString(), System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(JsonNode? node) => node?.ToString() ?? "";

    private sealed record Resource(string Id, JsonObject Properties)
    {
        public string Path => $"Resources.{Id}.Properties";
    }
}
