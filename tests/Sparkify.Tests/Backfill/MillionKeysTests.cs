using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sparkify.Functions;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Workflows;
using Sparkify.LocalCloud.Lambda;
using Sparkify.LocalCloud.Template;
using Sparkify.LocalCloud.Workflow;
using Sparkify.Tests.LocalCloud;
using StatesLanguage;

namespace Sparkify.Tests.Backfill;

[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Measures memory: nothing else may run meanwhile.</summary>
[Collection(nameof(Alone))]
public sealed class MillionKeysTests
{
    private const int Files = 1_000_000;
    private const int MostPayloadBytes = 200_000;
    private const int MostEvents = 20_000;
    private const long MostMemory = 256L << 20;

    [Fact]
    public async Task A_million_keys_are_planned_within_the_limits_of_payload_history_and_memory()
    {
        using var bucket = new MillionKeys(Files);
        using var logs = new TemporaryFolder();
        var runner = new Runner(bucket, logs.Path);
        var observer = new Observer();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var peak = 0L;
        // What is in use counts, not what the collector has not taken yet: with 512 MB it would, with this machine's gigabytes it waits.
        using var meter = new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(forceFullCollection: true) - before), null, 0, 250);

        var result = await new Interpreter(runner.Definition, new ExecutionPorts
        {
            Tasks = runner, Clock = runner, Objects = new MapStore(bucket), Observer = observer, Random = new Random(1)
        })
            .RunAsync(runner.Start, TestContext.Current.CancellationToken);

        Assert.True(result.Status is ExecutionStatus.Succeeded, $"{result.Error}: {result.Cause}");
        Assert.InRange(result.Events, 1, MostEvents);
        Assert.InRange(Math.Max(runner.LargestPayload, observer.Largest), 1, MostPayloadBytes);
        Assert.InRange(peak, 1, MostMemory);
        var summary = JsonSerializer.Deserialize(result.Output!, FunctionsJson.Default.BackfillSummary)!;
        Assert.Equal((Files, bucket.Missing, 0), (summary.Files.Found, summary.Files.Missing, summary.Files.NotLoaded));
        Assert.Equal(summary.Loads, runner.Loads.Count);
        AssertEachMissingFileIsInOneLoad(bucket, runner);
        TestContext.Current.SendDiagnosticMessage(string.Create(
            CultureInfo.InvariantCulture,
            $"{Files:N0} keys: {summary.Loads} loads, {result.Events:N0} events, "
            + $"payloads up to {Math.Max(runner.LargestPayload, observer.Largest):N0} bytes, {peak >> 20} MiB"));
    }

    private static void AssertEachMissingFileIsInOneLoad(MillionKeys bucket, Runner runner)
    {
        var seen = new BitArray(Files);
        foreach (var load in runner.Loads)
        {
            var files = JsonLines.Read(
                Assert.Single(bucket.Written($"_ingest/loads/{load}", "files.jsonl")), IngestionJson.Default.ListedFile);
            Assert.InRange(files.Count, 1, Sparkify.Ingestion.Intake.LoadPlan.MostFiles);
            foreach (var file in files)
            {
                var number = int.Parse(file.Version.Key.AsSpan("song_data/".Length, 9), CultureInfo.InvariantCulture);
                Assert.False(seen[number], $"{file.Version.Key} is in two loads");
                seen[number] = true;
            }
        }

        Assert.All(
            Enumerable.Range(0, Files).Where(number => seen[number] == MillionKeys.IsKnown(number)),
            number => Assert.Fail($"{MillionKeys.Key(number)} is planned wrongly"));
    }

    /// <summary>The functions of the template over the synthetic bucket; a load is done as soon as it is started.</summary>
    private sealed class Runner : ITaskRunner, IExecutionClock, IWorkflows
    {
        private readonly Dictionary<string, LocalFunction> _functions;
        private int _largest;

        public Runner(MillionKeys bucket, string logs)
        {
            var template = StackTemplate.Read(StackTemplate.FindRoot());
            var machine = template.StateMachines.Single(
                machine => machine.DefinitionFile.EndsWith("backfill.asl.json", StringComparison.Ordinal));
            Definition = StateMachineDefinition.Parse(machine.Definition, machine.Substitutions);
            _functions = template.Functions.ToDictionary(
                function => function.Arn,
                function => new LocalFunction(
                    function,
                    new FunctionPorts(
                        bucket, bucket, this, null!, TimeProvider.System, new FunctionSettings(function.Environment.GetValueOrDefault)),
                    logs));
            Start = new ExecutionStart
            {
                Name = "million",
                ExecutionArn = machine.Arn.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal) + ":million",
                StateMachineArn = machine.Arn,
                StateMachineName = machine.Name,
                Input = """{"dataset":"song_data"}""",
                StartTime = DateTimeOffset.UtcNow,
            };
        }

        public StateMachineDefinition Definition { get; }
        public ExecutionStart Start { get; }
        public HashSet<string> Loads { get; } = [];
        public int LargestPayload => _largest;
        public DateTimeOffset Now => DateTimeOffset.UtcNow;

        public async Task<string> RunAsync(TaskCall task, CancellationToken cancellationToken)
        {
            Measure(Encoding.UTF8.GetByteCount(task.Input));
            var input = JsonNode.Parse(task.Input)!;
            if (input["FunctionName"]?.GetValue<string>() is not { } name)
            {
                lock (Loads)
                {
                    Assert.True(Loads.Add(input["Name"]!.GetValue<string>()), $"{input["Name"]} was started twice");
                }

                return """{"Status":"SUCCEEDED"}""";
            }

            var answer = await _functions[name].InvokeAsync(Encoding.UTF8.GetBytes(input["Payload"]!.ToJsonString()), cancellationToken);
            var text = Encoding.UTF8.GetString(answer.Payload.Span);
            Measure(answer.Payload.Length);
            return answer.ErrorType is { } error
                ? throw new StatesErrorException(error, text)
                : $$"""{"Payload":{{text}},"StatusCode":200}""";
        }

        public Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<StartOutcome> StartAsync(
            string stateMachineArn,
            string name,
            string input,
            string? traceId,
            CancellationToken cancellationToken) => throw new NotSupportedException();

        private void Measure(int bytes) => _largest = Math.Max(_largest, bytes);
    }

    private sealed class Observer : IExecutionObserver
    {
        public int Largest { get; private set; }

        public void OnEvent(ExecutionStart execution, HistoryEvent entry) =>
            Largest = Math.Max(
                Largest, Math.Max(Encoding.UTF8.GetByteCount(entry.Input ?? ""), Encoding.UTF8.GetByteCount(entry.Output ?? "")));
    }
}
