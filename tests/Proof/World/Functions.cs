using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.Lambda.Core;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Sparkify.Functions;
using Sparkify.Functions.Backfill;
using Sparkify.Functions.Intake;
using Sparkify.Functions.Merging;
using Sparkify.Functions.Quarantine;
using Sparkify.Functions.Reporting;
using Sparkify.Functions.Schema;
using Sparkify.Functions.Staging;
using Sparkify.Functions.Statements;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Reporting;
using Sparkify.Ingestion.Statements;
using Sparkify.Proof.Faults;
using Sparkify.Proof.Running;

namespace Sparkify.Proof.World;

/// <summary>A function's error, by the name that Step Functions matches.</summary>
internal sealed class FunctionFailedException(string type, string message) : Exception(message)
{
    public string Type { get; } = type;

    /// <summary>As Lambda words it.</summary>
    public string Cause => new JsonObject { ["errorType"] = Type, ["errorMessage"] = Message }.ToJsonString();
}

/// <summary>Lambda: runs the product's handlers, JSON in and JSON out, each invocation in a sandbox of its own that can die.</summary>
/// <param name="process">What a crash kills.</param>
internal sealed class Functions(Simulation simulation, Func<Lane> process, IWarehouse warehouse, Executions executions)
{
    private static readonly SourceGeneratorLambdaJsonSerializer<FunctionsJson> Serializer = new();

    /// <summary>Takes every answer. (The handler returns it, too.)</summary>
    private static readonly HttpClient CloudFormation = new(new Taking()) { Timeout = Timeout.InfiniteTimeSpan };

    private static readonly Dictionary<string, Func<FunctionPorts, ReadOnlyMemory<byte>, ILambdaContext, Task<byte[]>>> Handlers = new(
        StringComparer.Ordinal)
    {
        [nameof(LogDataArrived)] = Handler<JsonElement, SQSBatchResponse>(ports => new LogDataArrived(ports).HandleAsync),
        [nameof(SongDataArrived)] = Handler<JsonElement, SQSBatchResponse>(ports => new SongDataArrived(ports).HandleAsync),
        [nameof(StartLoads)] = Handler<JsonElement, SQSBatchResponse>(ports => new StartLoads(ports).HandleAsync),
        [nameof(StageFiles)] = Handler<StageFilesInput, StatementTicket>(ports => new StageFiles(ports).HandleAsync),
        [nameof(CheckStatement)] = Handler<StatementTicket, StatementTicket>(ports => new CheckStatement(ports).HandleAsync),
        [nameof(MergeStaged)] = Handler<MergeStagedInput, StatementTicket>(ports => new MergeStaged(ports).HandleAsync),
        [nameof(ReportLoad)] = Handler<ReportLoadInput, LoadReport>(ports => new ReportLoad(ports).HandleAsync),
        [nameof(ExplainFailure)] = Handler<ExplainFailureInput, StatementTicket>(ports => new ExplainFailure(ports).HandleAsync),
        [nameof(SplitOrQuarantine)] = Handler<SplitOrQuarantineInput, SplitOrQuarantineOutput>(
            ports => new SplitOrQuarantine(ports).HandleAsync),
        [nameof(BeginBackfill)] = Handler<BeginBackfillInput, BackfillPlan>(ports => new BeginBackfill(ports).HandleAsync),
        [nameof(ListFiles)] = Handler<ListFilesInput, BackfillProgress>(ports => new ListFiles(ports).HandleAsync),
        [nameof(CompareListing)] = Handler<CompareListingInput, StatementTicket>(ports => new CompareListing(ports).HandleAsync),
        [nameof(PlanLoads)] = Handler<PlanLoadsInput, BackfillProgress>(ports => new PlanLoads(ports).HandleAsync),
        [nameof(CountLoaded)] = Handler<CountLoadedInput, StatementTicket>(ports => new CountLoaded(ports).HandleAsync),
        [nameof(ReportBackfill)] = Handler<ReportBackfillInput, BackfillSummary>(ports => new ReportBackfill(ports).HandleAsync),
        [nameof(ApplySchema)] = Handler<StackChange, StackChangeAnswer>(ports => new ApplySchema(ports, CloudFormation).HandleAsync),
    };

    /// <summary>The template's.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(300);

    public static IEnumerable<string> Names => Handlers.Keys;

    public static string ArnOf(string name) => $"arn:aws:lambda:us-east-1:000000000000:function:{name}";

    /// <exception cref="FunctionFailedException">The function, or Lambda itself, failed.</exception>
    public async Task<ReadOnlyMemory<byte>> InvokeAsync(string name, ReadOnlyMemory<byte> payload)
    {
        await Task.Yield();
        var fault = simulation.Faults.At(Site.Invoke);
        if (fault is { Effect: Effect.FailsBefore })
        {
            simulation.Trace.Say($"invoke {name}: {fault}");
            throw new FunctionFailedException(fault.Error!, "the service failed");
        }

        ReadOnlyMemory<byte> answer = await RunAsync(name, payload);
        await Task.Yield();
        if (fault is not null)
        {
            simulation.Trace.Say($"invoke {name}: {fault}");
            throw new FunctionFailedException(fault.Error!, "the service failed");
        }

        return answer;
    }

    private async Task<byte[]> RunAsync(string name, ReadOnlyMemory<byte> payload)
    {
        var sandbox = process().Child();
        var ended = new TaskCompletionSource<byte[]>();
        var calls = new FaultyCalls(simulation.Faults, simulation.Trace, sandbox, process(), simulation.Time,
            _ => ended.TrySetException(new FunctionFailedException("Lambda.Unknown", "the process exited before it answered")));
        var ports = new FunctionPorts(
            new FaultyObjects(simulation.Bucket, calls),
            new FaultyWarehouse(warehouse, calls),
            new FaultyWorkflows(executions, calls),
            NoMetrics.Instance,
            simulation.FunctionsTime,
            simulation.Settings);
        using var limit = simulation.Time.CreateTimer(_ =>
        {
            sandbox.Kill();
            ended.TrySetException(new FunctionFailedException(
                "Sandbox.Timedout", $"Task timed out after {TimeLimit.TotalSeconds} seconds"));
        }, null, TimeLimit, Timeout.InfiniteTimeSpan);
        sandbox.Start(async () =>
        {
            try
            {
                ended.TrySetResult(await Handlers[name](ports, payload, new Context(name, simulation.Time, simulation.Trace)));
            }
            catch (Exception e)
            {
                simulation.Trace.Say($"{name} fails: {e.GetType().Name}: {e.Message}");
                ended.TrySetException(new FunctionFailedException(e.GetType().Name, e.Message));
            }
        });
        return await ended.Task;
    }

    private static Func<FunctionPorts, ReadOnlyMemory<byte>, ILambdaContext, Task<byte[]>> Handler<TIn, TOut>(
        Func<FunctionPorts, Func<TIn, ILambdaContext, Task<TOut>>> handler) =>
        async (ports, payload, context) =>
        {
            using var input = new MemoryStream(payload.ToArray());
            var answer = await handler(ports)(Serializer.Deserialize<TIn>(input), context);
            using var output = new MemoryStream();
            Serializer.Serialize(answer, output);
            return output.ToArray();
        };

    private sealed class Taking : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage());
    }

    private sealed class Context(string name, TimeProvider time, Trace trace) : ILambdaContext, ILambdaLogger
    {
        private readonly long startedAt = time.GetTimestamp();

        public string AwsRequestId => "request";
        public string FunctionName => name;
        public string FunctionVersion => "$LATEST";
        public string InvokedFunctionArn => ArnOf(name);
        public ILambdaLogger Logger => this;
        public string LogGroupName => $"/aws/lambda/{name}";
        public string LogStreamName => "proof";
        public int MemoryLimitInMB => 512;
        public TimeSpan RemainingTime => TimeLimit - time.GetElapsedTime(startedAt);

        // Only mobile clients send these.
        public IClientContext ClientContext => null!;
        public ICognitoIdentity Identity => null!;

        public void Log(string message) => trace.Say($"{name}: {message.TrimEnd()}");

        public void LogLine(string message) => Log(message);

        public void Log(string level, string message, params object[] args)
        {
            if (trace.IsKept)
            {
                trace.Say($"{name}: {message} [{string.Join(", ", args)}]");
            }
        }
    }
}
