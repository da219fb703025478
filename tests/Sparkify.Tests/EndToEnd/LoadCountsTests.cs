using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Time.Testing;
using Sparkify.Functions;
using Sparkify.Functions.Merging;
using Sparkify.Functions.Reporting;
using Sparkify.Functions.Staging;
using Sparkify.Functions.Tests;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Metrics;
using Sparkify.Ingestion.Objects;
using Sparkify.Ingestion.Statements;
using Sparkify.Ingestion.Workflows;
using Sparkify.Operations.Costs;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.Tests.RedshiftOnDuckDb;
using Sparkify.Tests.Template;
using StatesLanguage;

namespace Sparkify.Tests.EndToEnd;

/// <summary>
/// What a load costs in states, calls of functions and calls of the Data API: the definition and the functions as they are, a warehouse
/// that takes its time, and a clock that goes on only where somebody waits.
/// </summary>
public sealed class LoadCountsTests
{
    /// <summary>The template's.</summary>
    private static readonly TimeSpan FunctionTimeout = TimeSpan.FromSeconds(300);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>A COPY takes so many seconds and a merge; so many states are entered, functions called, batches asked after.</summary>
    [Theory]
    [InlineData(1, 1, LoadCounts.States, LoadCounts.Calls, 3)]
    [InlineData(18, 12, LoadCounts.States, LoadCounts.Calls, 3)]
    [InlineData(30, 30, LoadCounts.States, LoadCounts.Calls, 3)]
    [InlineData(31, 1, LoadCounts.States, LoadCounts.Calls, 4)]
    [InlineData(600, 20, LoadCounts.States + 4, LoadCounts.Calls + 2, 24)]
    public async Task A_load_passes_few_states_and_its_end_is_seen_within_a_second(int copy, int merge, int states, int calls, int asked)
    {
        await using var world = await LoadingWorld.OpenAsync(copy, merge);

        var counts = await world.LoadAsync();

        Assert.Equal((states, calls), (counts.States, counts.Calls));
        Assert.Equal((2, asked, 6), (world.Warehouse.Submitted, world.Warehouse.Asked, world.Warehouse.Fetched));
        Assert.InRange(counts.Seconds, copy + merge, copy + merge + 2);
    }

    private sealed class LoadingWorld : ITaskRunner, IExecutionClock, IExecutionObserver, IMetrics, IWorkflows, IAsyncDisposable
    {
        private readonly WarehouseRun run;
        private readonly FunctionPorts ports;
        private readonly FakeTimeProvider time;
        private int states;
        private int calls;

        private LoadingWorld(WarehouseRun run, FakeTimeProvider time, int copy, int merge)
        {
            (this.run, this.time) = (run, time);
            Warehouse = new SlowWarehouse(run.Warehouse, time, batch => TimeSpan.FromSeconds(
                batch.Name.StartsWith(Steps.Stage, StringComparison.Ordinal) ? copy : merge));
            ports = new FunctionPorts(run.Objects, Warehouse, this, this, time, new FunctionSettings(name => name switch
            {
                "COPY_ROLE_ARN" => "arn:aws:iam::000000000000:role/copy",
                "MOST_REJECTED_SHARE" => "0.01",
                "FRESHNESS_OBJECTIVE_MINUTES" => "15",
                _ => null,
            }));
        }

        public SlowWarehouse Warehouse { get; }

        public DateTimeOffset Now => time.GetUtcNow();

        public static async Task<LoadingWorld> OpenAsync(int copy, int merge)
        {
            var run = await WarehouseRun.OpenAsync();
            await run.PrepareAsync();
            return new LoadingWorld(run, new FakeTimeProvider(DateTimeOffset.UtcNow), copy, merge);
        }

        public async Task<(int States, int Calls, double Seconds)> LoadAsync()
        {
            var start = Now;
            const string key = "log_data/2018/11/one.json";
            run.Put(key, """{"page":"NextSong","ts":1541106106796,"sessionId":1,"itemInSession":0,"userId":"7"}""" + "\n");
            var version = new FileVersion
            {
                Bucket = "bucket",
                Key = key,
                ETag = (await run.Objects.ListAsync("bucket", key, null, Cancel)).Objects[0].ETag,
                Size = 90,
                EventTime = start.ToUnixTimeMilliseconds(),
                Sequencer = "01",
            };
            var plan = LoadPlan.For(Ingestion.Dataset.LogData, "bucket", [version]).Single();
            await FileList.WriteAsync(run.Objects, plan, Cancel);
            var definition = StateMachineDefinition.Parse(
                await File.ReadAllTextAsync(Deployment.Path("src", "StateMachine", "ingest.asl.json"), Cancel),
                Deployment.StateMachines.Single(machine => machine.Id == "IngestStateMachine").Substitutions
                    .ToDictionary(place => place.Key, place => place.Key == "Partition" ? "aws" : $"arn:{place.Key}"));
            var result = await new Interpreter(definition, new ExecutionPorts { Tasks = this, Clock = this, Observer = this }).RunAsync(
                new ExecutionStart
                {
                    Name = plan.Load.LoadId,
                    ExecutionArn = "arn:execution",
                    StateMachineArn = "arn:ingest",
                    StateMachineName = "ingest",
                    Input = JsonSerializer.Serialize(new IngestInput { Load = plan.Load }, FunctionsJson.Default.IngestInput),
                    StartTime = start,
                },
                Cancel);
            Assert.True(result.Status == ExecutionStatus.Succeeded, $"{result.Error}: {result.Cause}");
            return (states, calls, (Now - start).TotalSeconds);
        }

        public void OnEvent(ExecutionStart execution, HistoryEvent entry) =>
            states += entry.Type.EndsWith("StateEntered", StringComparison.Ordinal) ? 1 : 0;

        public async Task<string> RunAsync(TaskCall task, CancellationToken cancellationToken)
        {
            calls++;
            var call = JsonNode.Parse(task.Input)!;
            var payload = call["Payload"]!.ToJsonString();
            var json = FunctionsJson.Default;
            var context = new FakeContext();
            context.Left(FunctionTimeout, time);
            var answer = (string)call["FunctionName"]! switch
            {
                "arn:StageFilesArn" => Write(
                    await new StageFiles(ports).HandleAsync(Read(payload, json.StageFilesInput), context), json.StatementTicket),
                "arn:MergeStagedArn" => Write(
                    await new MergeStaged(ports).HandleAsync(Read(payload, json.MergeStagedInput), context), json.StatementTicket),
                "arn:ReportLoadArn" => Write(
                    await new ReportLoad(ports).HandleAsync(Read(payload, json.ReportLoadInput), context), json.LoadReport),
                var other => throw new NotSupportedException($"a load calls {other}"),
            };
            return $$"""{"StatusCode":200,"Payload":{{answer}}}""";
        }

        public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
        {
            time.Advance(delay);
            return Task.CompletedTask;
        }

        public void Emit(Measurements measurements)
        {
        }

        public Task<StartOutcome> StartAsync(
            string stateMachineArn, string name, string input, string? traceId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask DisposeAsync() => run.DisposeAsync();

        private static T Read<T>(string json, JsonTypeInfo<T> type) => JsonSerializer.Deserialize(json, type)!;

        private static string Write<T>(T value, JsonTypeInfo<T> type) => JsonSerializer.Serialize(value, type);
    }

    /// <summary>A batch runs at once, and is said to run as long as it should: who waits moves the clock on.</summary>
    private sealed class SlowWarehouse(DuckDbWarehouse inner, FakeTimeProvider time, Func<StatementBatch, TimeSpan> takes) : IWarehouse
    {
        private readonly Dictionary<string, DateTimeOffset> ends = [];

        public int Submitted { get; private set; }
        public int Asked { get; private set; }
        public int Fetched { get; private set; }

        public async Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken)
        {
            Submitted++;
            var id = await inner.SubmitAsync(batch, cancellationToken);
            ends[id] = time.GetUtcNow() + takes(batch);
            return id;
        }

        public async Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken)
        {
            Asked++;
            var report = await inner.DescribeAsync(statementId, IWarehouse.LongestWait, cancellationToken);
            var left = ends[statementId] - time.GetUtcNow();
            if (left > TimeSpan.Zero)
            {
                time.Advance(left < wait ? left : wait);
            }

            return time.GetUtcNow() < ends[statementId] ? report with { Status = StatementStatus.Started, Error = null } : report;
        }

        public Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken)
        {
            Fetched++;
            return inner.FetchAsync(statementId, nextToken, cancellationToken);
        }
    }
}
