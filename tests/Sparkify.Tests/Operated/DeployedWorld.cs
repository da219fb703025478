using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.S3.Model;
using Amazon.SQS.Model;
using Amazon.SimpleSystemsManagement.Model;
using Sparkify.Deployed;
using Sparkify.Functions;
using Sparkify.Functions.Aws;
using Sparkify.Functions.Schema;
using Sparkify.Ingestion.Statements;
using Sparkify.LocalCloud.Lambda;
using Sparkify.LocalCloud.Metrics;
using Sparkify.LocalCloud.Template;
using Sparkify.LocalCloud.Workflow;
using Sparkify.Operations;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.Tests.Aws;
using Sparkify.Tests.Deployed;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.Runtime;

namespace Sparkify.Tests.Operated;

/// <summary>
/// A deployed stack on this machine: moto plays S3, SQS and Systems Manager, DuckDB the warehouse behind the Data API, and the interpreter
/// Step Functions, with the handlers in this process. The commands see none of that: they have the official clients.
/// </summary>
internal sealed class DeployedWorld : OperatedWorld
{
    private const string Name = "corpus";

    /// <summary>Who waits for so long waits for files, and not for a statement.</summary>
    private static readonly TimeSpan WorthWorking = TimeSpan.FromSeconds(5);

    /// <summary>Nothing of one world is in another: the moto server is the same.</summary>
    private static int worlds;

    private readonly TemporaryFolder folder = new();
    private readonly LocalClock clock = new(isVirtual: true);
    private readonly StackTemplate template;
    private readonly string bucket;
    private readonly string moto;
    private ExecutionList? list;
    private MetricStore? metrics;
    private ExecutionHistories? histories;
    private LocalWorkflows? workflows;
    private DuckDbWarehouse? warehouse;
    private WarehouseService? dataApi;
    private StatesService? states;
    private DeployedClients? clients;
    private DeployedStack? stack;
    private string lost = "";
    private IReadOnlyList<(DeployedQueue Queue, IFunction Function)> worksOn = [];
    private readonly Dictionary<string, string> urls = [];
    private readonly ConcurrentDictionary<string, IFunction> functions = new();
    private readonly MotoCalls calls;

    private DeployedWorld(string moto)
    {
        this.moto = moto;
        calls = new MotoCalls(moto);
        bucket = $"sparkify-corpus-{Interlocked.Increment(ref worlds)}";
        template = StackTemplate.Read(StackTemplate.FindRoot(), new Dictionary<string, string> { ["BucketName"] = bucket });
    }

    protected override IOperatedStack Stack => stack!;

    /// <param name="moto">Its URL.</param>
    /// <param name="redshift">The warehouse as Redshift would speak; null: as DuckDB does.</param>
    public static async Task<DeployedWorld> OpenAsync(string moto, Func<IWarehouse, IWarehouse>? redshift = null)
    {
        var world = new DeployedWorld(moto);
        await world.MakeAsync(redshift ?? (warehouse => warehouse));
        return world;
    }

    /// <summary>From here on S3 sends notices, and while a command waits for files the functions work on them.</summary>
    /// <param name="lost">A notice of this file comes to nobody.</param>
    public async Task WorkAsync(string lost)
    {
        this.lost = lost;
        var arns = new Dictionary<string, string>();
        foreach (var queue in template.Notifications.Select(notification => notification.Queue).Distinct())
        {
            arns[queue] = (await clients!.Queues.GetQueueAttributesAsync(urls[queue], ["QueueArn"], Cancellation)).QueueARN;
        }

        await clients!.Objects.PutBucketNotificationAsync(
            new PutBucketNotificationRequest
            {
                BucketName = bucket,
                QueueConfigurations = [.. template.Notifications.Select(notification => new QueueConfiguration
                {
                    Id = notification.Queue, Queue = arns[notification.Queue], Events = [notification.Event],
                    Filter = new Filter { S3KeyFilter = new S3KeyFilter { FilterRules = [new FilterRule("prefix", notification.Prefix)] } },
                })],
            },
            Cancellation);
        worksOn = [.. template.Functions.SelectMany(function => function.Queues.Select(
            mapping => (new DeployedQueue(calls, urls[mapping.Queue], arns[mapping.Queue]), functions[function.Name])))];
    }

    public override Task DieAsync(string queue, string body) =>
        clients!.Queues.SendMessageAsync(urls[template.Queues.Single(known => known.Name == queue).DeadLetterQueue!], body, Cancellation);

    public async Task<int> MessagesAsync(string queue) =>
        (await clients!.Queues.GetQueueAttributesAsync(
            urls[queue], ["ApproximateNumberOfMessages"], Cancellation)).ApproximateNumberOfMessages;

    public override async ValueTask DisposeAsync()
    {
        clients?.Dispose();
        calls.Dispose();
        if (workflows is not null)
        {
            await workflows.DisposeAsync();
        }

        histories?.Dispose();
        metrics?.Dispose();
        list?.Dispose();
        foreach (var disposable in (IAsyncDisposable?[])[states, dataApi, warehouse])
        {
            if (disposable is not null)
            {
                await disposable.DisposeAsync();
            }
        }

        folder.Dispose();
    }

    private async Task MakeAsync(Func<IWarehouse, IWarehouse> redshift)
    {
        var objects = new S3ObjectStore(Clients.S3(moto));
        warehouse = await DuckDbWarehouse.OpenAsync(
            new DuckDbWarehouseOptions { Objects = objects, Time = clock, Threads = 1, PageRows = 3 });
        await new SchemaInstaller(warehouse, new BatchRunner(warehouse, TimeProvider.System)).InstallAsync("corpus", Cancellation);
        list = new ExecutionList(folder["executions.jsonl"]);
        histories = new ExecutionHistories(folder.Path);
        metrics = new MetricStore(folder["metrics.jsonl"], clock, () => list.All);
        workflows = new LocalWorkflows(
            template.StateMachines.Select(LocalStateMachine.Read),
            functions,
            objects,
            new NoticeBoard(folder["notices.jsonl"], clock),
            clock,
            list,
            histories,
            metrics);
        foreach (var function in template.Functions)
        {
            var settings = new FunctionSettings(function.Environment.GetValueOrDefault);
            functions[function.Name] = new LocalFunction(
                function, new FunctionPorts(objects, warehouse, workflows, metrics, clock, settings), folder.Path);
        }

        var spoken = redshift(warehouse);
        dataApi = new WarehouseService(() => spoken);
        states = new StatesService(workflows, histories);
        clients = Clients.Deployed(moto, states.Url, dataApi.Url);
        await clients.Objects.PutBucketAsync(new PutBucketRequest { BucketName = bucket }, Cancellation);
        await DescribeAsync();
        stack = await DeployedStack.FindAsync(
            Name, clients, TimeProvider.System, WaitAsync, Cancellation);
    }

    private async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken);
        if (time < WorthWorking)
        {
            return;
        }

        foreach (var (queue, function) in worksOn)
        {
            if (await queue.ReceiveAsync() is var (payload, receipts)
                && !Encoding.UTF8.GetString(payload.Span).Contains(lost, StringComparison.Ordinal))
            {
                Assert.False((await function.InvokeAsync(payload, cancellationToken)).IsError);
                await queue.DeleteAsync(receipts);
            }
        }

        await workflows!.WhenIdleAsync(cancellationToken);
    }

    /// <summary>Makes the queues, and writes the parameter as the template does.</summary>
    private async Task DescribeAsync()
    {
        foreach (var queue in template.Queues)
        {
            urls[queue.Name] = (await clients!.Queues.CreateQueueAsync(
                new CreateQueueRequest($"{bucket}-{queue.Name}"), Cancellation)).QueueUrl;
        }

        var description = new JsonObject { ["bucket"] = bucket, ["workgroup"] = "sparkify", ["database"] = "sparkify" };
        description["copyRole"] = template.Functions[0].Environment["COPY_ROLE_ARN"];
        foreach (var (queue, url) in urls)
        {
            description[$"{char.ToLowerInvariant(queue[0])}{queue[1..]}"] = url;
        }

        foreach (var machine in template.StateMachines)
        {
            description[machine.Arn.EndsWith("backfill", StringComparison.Ordinal)
                ? "backfillStateMachine"
                : "ingestStateMachine"] = machine.Arn;
        }

        await clients!.Parameters.PutParameterAsync(
            new PutParameterRequest
            {
                Name = StackDescription.ParameterOf(Name), Value = description.ToJsonString(), Type = "String", Overwrite = true
            },
            Cancellation);
    }
}
