using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.S3.Model;
using Sparkify.LocalCloud.Template;
using Sparkify.Tests.Aws;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Deployed;

/// <summary>The translated template as a stack in moto's CloudFormation, and what moto says of it.</summary>
/// <remarks>
/// moto makes the bucket, queues, roles, functions, topics, log groups, the parameter and the state machine. What it can't make, and what
/// is done instead: event source mappings (it would run functions in containers): the test polls the queues; notifications of a bucket from
/// a template: they are put by the API; DefinitionSubstitutions: the interpreter puts them in, with the values that CloudFormation
/// resolved; Redshift Serverless: the stack is made for a workgroup or a cluster that exists; custom resources: the test sends their event;
/// policies of buckets, queues and topics, alarms, and the dashboard that names them: left out.
/// </remarks>
internal sealed class MotoStack : IDisposable
{
    private const string Name = "sparkify";
    private const string Code = "sparkify-deployments";

    private readonly MotoCalls calls;
    private readonly JsonObject resources;
    private Dictionary<string, string> ids = [];
    private Dictionary<string, string> outputs = [];

    private MotoStack(MotoCalls calls, JsonObject resources) => (this.calls, this.resources) = (calls, resources);

    public required string Url { get; init; }

    /// <summary>By their ids in the template.</summary>
    public IReadOnlyDictionary<string, FunctionResource> Functions { get; private set; } = new Dictionary<string, FunctionResource>();

    public MotoCalls Calls => calls;

    public string Bucket => ids["DataBucket"];

    /// <summary>Which queue calls which function, as the event source mappings say.</summary>
    public IReadOnlyList<(DeployedQueue Queue, string Function)> Mappings =>
    [
        .. from mapping in OfType("AWS::Lambda::EventSourceMapping")
           let queue = (string)mapping["EventSourceArn"]!["Fn::GetAtt"]![0]!
           select (new DeployedQueue(calls, ids[queue], outputs[Arn(queue)]), (string)mapping["FunctionName"]!["Ref"]!),
    ];

    /// <summary>A workgroup that the stack is made for.</summary>
    public static readonly (string Name, string Value) ExistingWorkgroup = (
        "ExistingWorkgroupArn", "arn:aws:redshift-serverless:us-east-1:123456789012:workgroup/0aa1b2c3-d4e5-f6a7-b8c9-d0e1f2a3b4c5");

    /// <summary>Makes the stack in an account that has nothing else.</summary>
    /// <param name="parameters">Of the template.</param>
    public static async Task<MotoStack> CreateAsync(string url, params (string Name, string Value)[] parameters)
    {
        using (var http = new HttpClient())
        {
            using var emptied = await http.PostAsync(new Uri($"{url}/moto-api/reset"), null);
            emptied.EnsureSuccessStatusCode();
        }

        var template = Deployment.Translated().DeepClone().AsObject();
        var stack = new MotoStack(new MotoCalls(url), template["Resources"]!.DeepClone().AsObject()) { Url = url };
        await stack.PutCodeAsync();
        await stack.CreateAsync(template, parameters);
        await stack.NotifyAsync();
        return stack;
    }

    public IEnumerable<string> StateMachineIds => resources.Where(
        resource => (string)resource.Value!["Type"]! == "AWS::StepFunctions::StateMachine").Select(resource => resource.Key);

    /// <summary>What <c>Ref</c> gives in the template.</summary>
    public string PhysicalId(string id) => ids[id];

    /// <summary>The state machine as it was deployed, with what its substitutions came to.</summary>
    public async Task<StateMachineResource> StateMachineAsync(string id)
    {
        var machine = await calls.AskAsync(
            "states", "AWSStepFunctions.DescribeStateMachine", new JsonObject { ["stateMachineArn"] = ids[id] });
        return new StateMachineResource
        {
            Name = (string)machine["name"]!,
            Arn = (string)machine["stateMachineArn"]!,
            Definition = (string)machine["definition"]!,
            DefinitionFile = "moto",
            Substitutions = Substitutions(id).ToDictionary(pair => pair.Key, pair => outputs[$"{id}{pair.Key}"]),
        };
    }

    public void Dispose() => calls.Dispose();

    private async Task PutCodeAsync()
    {
        using var s3 = Clients.S3(Url);
        using var zip = new MemoryStream();
        await using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            archive.CreateEntry("Sparkify.Functions.dll");
        }

        await s3.PutBucketAsync(Code);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = Code, Key = "functions.zip", InputStream = zip });
    }

    private async Task CreateAsync(JsonObject template, IReadOnlyList<(string Name, string Value)> parameters)
    {
        var made = template["Resources"]!.AsObject();
        foreach (var (id, resource) in made.ToList())
        {
            var type = (string)resource!["Type"]!;
            if (type is "AWS::Lambda::EventSourceMapping" or "AWS::CloudWatch::Dashboard"
                || type.StartsWith("Custom::", StringComparison.Ordinal))
            {
                made.Remove(id);
            }

            if (type == "AWS::Lambda::Function")
            {
                resource["Properties"]!["Code"] = new JsonObject { ["S3Bucket"] = Code, ["S3Key"] = "functions.zip" };
            }
        }

        // CloudFormation knows the values of what only resources and parameters say.
        var shown = template["Outputs"]!.AsObject();
        foreach (var (id, resource) in made)
        {
            foreach (var (name, value) in Substitutions(id))
            {
                shown[$"{id}{name}"] = new JsonObject { ["Value"] = value!.DeepClone() };
            }

            if ((string)resource!["Type"]! == "AWS::SQS::Queue")
            {
                shown[Arn(id)] = new JsonObject { ["Value"] = new JsonObject { ["Fn::GetAtt"] = new JsonArray(id, "Arn") } };
            }
        }

        var request = new Dictionary<string, string>
        {
            ["TemplateBody"] = template.ToJsonString(), ["Capabilities.member.1"] = "CAPABILITY_NAMED_IAM"
        };
        foreach (var (number, (name, value)) in parameters.Index())
        {
            request[$"Parameters.member.{number + 1}.ParameterKey"] = name;
            request[$"Parameters.member.{number + 1}.ParameterValue"] = value;
        }

        await AskAsync("CreateStack", request);
        var stack = await AskAsync("DescribeStacks", []);
        Assert.Equal("CREATE_COMPLETE", Descendants(stack, "StackStatus").Single().Value);
        outputs = Descendants(stack, "Outputs")
            .SelectMany(list => list.Elements())
            .ToDictionary(output => Child(output, "OutputKey")!, output => Child(output, "OutputValue")!);
        ids = Descendants(await AskAsync("DescribeStackResources", []), "member")
            .Where(member => Child(member, "LogicalResourceId") is not null)
            .ToDictionary(member => Child(member, "LogicalResourceId")!, member => Child(member, "PhysicalResourceId")!);
        var functions = new Dictionary<string, FunctionResource>();
        foreach (var (id, _) in made.Where(
            resource => (string)resource.Value!["Type"]! == "AWS::Lambda::Function" && ids.ContainsKey(resource.Key)))
        {
            functions[id] = Function(await calls.GetAsync("lambda", $"/2015-03-31/functions/{ids[id]}/configuration"));
        }

        Functions = functions;
    }

    private async Task NotifyAsync()
    {
        var notifications = resources["DataBucket"]!["Properties"]!["NotificationConfiguration"]!["QueueConfigurations"]!.AsArray();
        using var s3 = Clients.S3(Url);
        await s3.PutBucketNotificationAsync(new PutBucketNotificationRequest
        {
            BucketName = Bucket,
            QueueConfigurations =
            [
                .. notifications.Select(notification => new QueueConfiguration
                {
                    Id = (string)notification!["Queue"]!["Fn::GetAtt"]![0]!,
                    Queue = outputs[Arn((string)notification["Queue"]!["Fn::GetAtt"]![0]!)],
                    Events = [(string)notification["Event"]!],
                    Filter = new Filter
                    {
                        S3KeyFilter = new S3KeyFilter
                        {
                            FilterRules = [.. notification["Filter"]!["S3Key"]!["Rules"]!
                                .AsArray()
                                .Select(rule => new FilterRule((string)rule!["Name"]!, (string)rule["Value"]!))],
                        },
                    },
                }),
            ],
        });
    }

    private Task<XElement> AskAsync(string action, Dictionary<string, string> parameters) =>
        calls.QueryAsync(
            "cloudformation", parameters.Append(new("Action", action)).Append(new("StackName", Name)).Append(new("Version", "2010-05-15")));

    private IEnumerable<JsonObject> OfType(string type) =>
        resources.Where(resource => (string)resource.Value!["Type"]! == type).Select(resource => resource.Value!["Properties"]!.AsObject());

    private JsonObject Substitutions(string id) => resources[id]!["Properties"]?["DefinitionSubstitutions"] as JsonObject ?? [];

    private static FunctionResource Function(JsonNode configuration) => new()
    {
        Name = (string)configuration["FunctionName"]!,
        Arn = (string)configuration["FunctionArn"]!,
        Handler = (string)configuration["Handler"]!,
        Timeout = TimeSpan.FromSeconds((int)configuration["Timeout"]!),
        MemoryMegabytes = (int)configuration["MemorySize"]!,
        Environment = configuration["Environment"]!["Variables"]!
            .AsObject()
            .ToDictionary(variable => variable.Key, variable => variable.Value!.ToString()),
        Queues = [],
    };

    private static string Arn(string id) => $"{id}Arn";

    private static IEnumerable<XElement> Descendants(XElement answer, string name) =>
        answer.Descendants().Where(element => element.Name.LocalName == name);

    private static string? Child(XElement element, string name) =>
        element.Elements().FirstOrDefault(child => child.Name.LocalName == name)?.Value;
}
