using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Workflows;
using Sparkify.LocalCloud.Bucket;
using Sparkify.LocalCloud.Lambda;
using Sparkify.LocalCloud.Metrics;
using Sparkify.LocalCloud.Template;
using Sparkify.LocalCloud.Workflow;
using Sparkify.Operations;

namespace Sparkify.Tests.LocalCloud;

public sealed class LocalWorkflowsTests : IDisposable
{
    private const string Root = "arn:aws:states:local:000000000000:stateMachine:";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_name_starts_once_and_is_the_same_start_only_while_it_runs_with_the_same_input()
    {
        var gate = new TaskCompletionSource();
        await using (var service = Open(async _ =>
        {
            await gate.Task;
            return "{}";
        }))
        {
            Assert.Equal(StartOutcome.Started, await service.Workflows.StartAsync(Root + "Call", "load-1", "{}", traceId: null, Cancel));
            Assert.Equal(StartOutcome.Started, await service.Workflows.StartAsync(Root + "Call", "load-1", "{}", traceId: null, Cancel));
            Assert.Equal(
                StartOutcome.AlreadyStarted,
                await service.Workflows.StartAsync(Root + "Call", "load-1", """{"other":1}""", traceId: null, Cancel));
            gate.SetResult();
            await service.Workflows.WhenIdleAsync(Cancel);
            Assert.Equal(
                StartOutcome.AlreadyStarted, await service.Workflows.StartAsync(Root + "Call", "load-1", "{}", traceId: null, Cancel));
            Assert.Equal(1, service.Calls);
        }

        await using var next = Open(_ => Task.FromResult("{}"));
        Assert.Equal(StartOutcome.AlreadyStarted, await next.Workflows.StartAsync(Root + "Call", "load-1", "{}", traceId: null, Cancel));
        Assert.Equal(0, next.Calls);
    }

    [Theory]
    [InlineData("Call", "a name", "{}")]
    [InlineData("Call", "", "{}")]
    [InlineData("Call", "n", "{")]
    [InlineData("Nothing", "n", "{}")]
    public async Task What_Step_Functions_would_refuse_is_refused(string machine, string name, string input)
    {
        await using var service = Open(_ => Task.FromResult("{}"));

        await Assert.ThrowsAsync<WorkflowsRefusedException>(
            () => service.Workflows.StartAsync(Root + machine, name, input, traceId: null, Cancel));
    }

    [Fact]
    public async Task A_nested_execution_gives_its_output_or_fails_its_task_with_its_description()
    {
        await using var service = Open(input => Task.FromResult("""{"echo":""" + input + "}"));
        await service.Workflows.StartAsync(Root + "Nest", "good", """{"Name":"child-1","Input":{"x":1}}""", traceId: null, Cancel);
        await service.Workflows.WhenIdleAsync(Cancel);
        Assert.Equal("""{"echo":{"x":1}}""", Outcome(service, "good")["Output"]!["Output"]!.ToJsonString());

        // The name belongs to another execution now.
        await service.Workflows.StartAsync(Root + "Nest", "taken", """{"Name":"child-1","Input":{"x":1}}""", traceId: null, Cancel);
        await service.Workflows.WhenIdleAsync(Cancel);
        Assert.Equal("StepFunctions.ExecutionAlreadyExistsException", Find(service, "taken").Error);

        await using var failing = Open(_ => throw new InvalidOperationException("no"));
        await failing.Workflows.StartAsync(Root + "Nest", "bad", """{"Name":"child-2","Input":{}}""", traceId: null, Cancel);
        await failing.Workflows.WhenIdleAsync(Cancel);
        Assert.Equal("States.TaskFailed", Find(failing, "bad").Error);
        Assert.Equal("InvalidOperationException", JsonNode.Parse(Find(failing, "bad").Cause!)!["Error"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_service_of_AWS_shows_times_as_texts_and_what_it_refuses_fails_the_task()
    {
        await using var service = Open(_ => Task.FromResult("{}"));
        await service.Workflows.StartAsync(Root + "Call", "load-1", "{}", traceId: null, Cancel);
        await service.Workflows.WhenIdleAsync(Cancel);
        var arn = Find(service, "load-1").ExecutionArn;

        await service.Workflows.StartAsync(Root + "Describe", "shown", $$"""{"Arn":"{{arn}}"}""", traceId: null, Cancel);
        await service.Workflows.StartAsync(Root + "Measure", "bare", """{"Data":[{"MetricName":"m","Value":1}]}""", traceId: null, Cancel);
        await service.Workflows.StartAsync(
            Root + "Measure", "odd", """{"Data":[{"MetricName":"m","Value":1,"Unit":"Furlongs"}]}""", traceId: null, Cancel);
        await service.Workflows.StartAsync(
            Root + "Measure", "empty", """{"Data":[{"MetricName":"m","Value":"1"}]}""", traceId: null, Cancel);
        await service.Workflows.StartAsync(Root + "Measure", "none", """{"Data":null}""", traceId: null, Cancel);
        await service.Workflows.WhenIdleAsync(Cancel);

        Assert.Matches(@"^\d{4}-\d{2}-\d{2}T[\d:.]+Z$", Outcome(service, "shown")["Output"]!["StartDate"]!.GetValue<string>());
        Assert.Equal("{}", Outcome(service, "bare")["Output"]!.ToJsonString());
        Assert.Contains("\"Unit\":\"None\"", await ReadSharedAsync(_folder["metrics.jsonl"]), StringComparison.Ordinal);
        Assert.Equal("CloudWatch.InvalidParameterValueException", Find(service, "odd").Error);
        Assert.Equal(("States.Runtime", "States.Runtime"), (Find(service, "empty").Error, Find(service, "none").Error));
    }

    [Fact]
    public async Task A_line_that_a_killed_process_did_not_finish_never_was_written()
    {
        var calls = 0;
        await using (var service = Open(_ => throw new OperationCanceledException()))
        {
            await service.Workflows.StartAsync(Root + "Call", "load-1", """{"x":1}""", traceId: null, Cancel);
            await service.Entered.WaitAsync(Cancel);
        }

        await File.AppendAllTextAsync(_folder["list.jsonl"], """{"executionArn":"arn:aws:sta""", Cancel);
        await File.AppendAllTextAsync(_folder["load-1.jsonl"], """{"timestamp":"20""", Cancel);

        await using var next = Open(input =>
        {
            calls++;
            return Task.FromResult(input);
        });
        next.Workflows.Resume();
        await next.Workflows.WhenIdleAsync(Cancel);

        Assert.Equal(1, calls);
        Assert.Equal("""{"x":1}""", Outcome(next, "load-1")["Output"]!.ToJsonString());
    }

    [Fact]
    public async Task An_execution_that_stopped_without_an_end_is_reported_and_goes_on_where_it_was()
    {
        await using var service = Open(Task.FromResult);
        var stopped = new TaskCompletionSource<string>();
        service.Workflows.Stopped += (execution, failure) => stopped.TrySetResult($"{execution.Name}: {failure.Message}");
        var isFull = true;
        service.Histories.Written += (_, written) =>
        {
            if (isFull && written.Type is "TaskStateEntered")
            {
                throw new IOException("No space left on device");
            }
        };

        await service.Workflows.StartAsync(Root + "Call", "load-1", """{"x":1}""", traceId: null, Cancel);
        Assert.Contains("No space left on device", await stopped.Task.WaitAsync(Cancel), StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidOperationException>(() => service.Workflows.WhenIdleAsync(Cancel));
        var before = Find(service, "load-1");
        Assert.True(before.IsRunning);
        isFull = false;
        service.Workflows.Resume();
        await service.Workflows.WhenIdleAsync(Cancel);

        Assert.Equal("""{"x":1}""", Outcome(service, "load-1")["Output"]!.ToJsonString());
        Assert.Equal(before.StartDate, Find(service, "load-1").StartDate);
        Assert.Equal(1, service.Histories.Read(before.ExecutionArn).Single(happened => happened.Type is "ExecutionRedriven").RedriveCount);
    }

    [Fact]
    public async Task A_start_of_an_execution_that_stopped_without_an_end_goes_on_with_it()
    {
        await using var service = Open(Task.FromResult);
        var stopped = new TaskCompletionSource();
        service.Workflows.Stopped += (_, _) => stopped.TrySetResult();
        var isFull = true;
        service.Histories.Written += (_, _) => _ = isFull ? throw new IOException("No space left on device") : 0;
        await service.Workflows.StartAsync(Root + "Call", "load-1", "{}", traceId: null, Cancel);
        await stopped.Task.WaitAsync(Cancel);
        isFull = false;

        Assert.Equal(StartOutcome.Started, await service.Workflows.StartAsync(Root + "Call", "load-1", "{}", traceId: null, Cancel));
        await service.Workflows.WhenIdleAsync(Cancel);

        Assert.Equal(ExecutionEntry.Succeeded, Find(service, "load-1").Status);
    }

    [Fact]
    public async Task An_execution_of_a_state_machine_that_is_gone_has_failed_and_the_others_go_on()
    {
        await using (var service = Open(_ => throw new OperationCanceledException()))
        {
            foreach (var name in (string[])["gone", "here"])
            {
                await service.Workflows.StartAsync(Root + "Call", name, "{}", traceId: null, Cancel);
                await service.Entered.WaitAsync(Cancel);
            }
        }

        var list = await File.ReadAllLinesAsync(_folder["list.jsonl"], Cancel);
        await File.WriteAllLinesAsync(_folder["list.jsonl"], list.Select(line => line.Contains("\"gone\"", StringComparison.Ordinal)
            ? line.Replace(":Call", ":Old", StringComparison.Ordinal)
            : line), Cancel);

        await using var next = Open(Task.FromResult);
        next.Workflows.Resume();
        await next.Workflows.WhenIdleAsync(Cancel);

        Assert.Equal(("FAILED", "StateMachineDoesNotExist"), (Find(next, "gone").Status, Find(next, "gone").Error));
        Assert.Equal(ExecutionEntry.Succeeded, Find(next, "here").Status);
    }

    [Theory]
    [InlineData(false, """{"left":1}""")]
    [InlineData(true, """{"given":1}""")]
    public async Task An_execution_whose_definition_is_another_by_now_begins_anew(bool isAnother, string output)
    {
        await using (var service = Open(_ => throw new OperationCanceledException()))
        {
            await service.Workflows.StartAsync(Root + "Call", "load-1", """{"given":1}""", traceId: null, Cancel);
            await service.Entered.WaitAsync(Cancel);
        }

        await ChangeAsync("load-1.jsonl", line => line.Contains("StateEntered", StringComparison.Ordinal)
            ? line.Replace("given", "left", StringComparison.Ordinal)
            : line);
        await ChangeAsync("list.jsonl", line => isAnother
            ? Regex.Replace(line, "\"definition\":\"[0-9a-f]+\"", "\"definition\":\"0\"")
            : line);
        await using var next = Open(Task.FromResult);
        next.Workflows.Resume();
        await next.Workflows.WhenIdleAsync(Cancel);

        Assert.Equal(output, Outcome(next, "load-1")["Output"]!.ToJsonString());
    }

    private async Task ChangeAsync(string file, Func<string, string> change) =>
        await File.WriteAllLinesAsync(_folder[file], (await File.ReadAllLinesAsync(_folder[file], Cancel)).Select(change), Cancel);

    private static async Task<string> ReadSharedAsync(string path)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return await reader.ReadToEndAsync(Cancel);
    }

    private static ExecutionEntry Find(Service service, string name) =>
        service.Workflows.Executions.Single(execution => execution.Name == name);

    private static JsonObject Outcome(Service service, string name)
    {
        Assert.Equal(ExecutionEntry.Succeeded, Find(service, name).Status);
        return new JsonObject { ["Output"] = JsonNode.Parse(service.Histories.Read(Find(service, name).ExecutionArn)[^1].Output!) };
    }

    private Service Open(Func<string, Task<string>> function) => new(_folder.Path, function);

    private static StateMachineResource Machine(string name, string resource, string parameters, string outputPath) => new()
    {
        Name = name,
        Arn = Root + name,
        DefinitionFile = "",
        Substitutions = new Dictionary<string, string>(),
        Definition = $$$"""
            {"StartAt":"Do","States":{"Do":{"Type":"Task","Resource":"{{{resource}}}","Parameters":{{{parameters}}},"OutputPath":"{{{outputPath}}}","End":true} } }
            """,
    };

    private sealed class Service : IFunction, IAsyncDisposable
    {
        private readonly Func<string, Task<string>> _function;
        private readonly ExecutionList _list;
        private readonly MetricStore _metrics;

        public Service(string folder, Func<string, Task<string>> function)
        {
            _function = function;
            _list = new ExecutionList(Path.Combine(folder, "list.jsonl"));
            Histories = new ExecutionHistories(folder);
            Workflows = new LocalWorkflows(
                [
                    LocalStateMachine.Read(Machine(
                        "Call", "arn:aws:states:::lambda:invoke", """{"FunctionName":"Do","Payload.$":"$"}""", "$.Payload")),
                    LocalStateMachine.Read(Machine(
                        "Describe", "arn:aws:states:::aws-sdk:sfn:describeExecution", """{"ExecutionArn.$":"$.Arn"}""", "$")),
                    LocalStateMachine.Read(Machine(
                        "Measure",
                        "arn:aws:states:::aws-sdk:cloudwatch:putMetricData",
                        """{"Namespace":"Sparkify","MetricData.$":"$.Data"}""",
                        "$")),
                    LocalStateMachine.Read(Machine(
                        "Nest",
                        "arn:aws:states:::states:startExecution.sync:2",
                        $$"""{"StateMachineArn":"{{Root}}Call","Name.$":"$.Name","Input.$":"$.Input"}""",
                        "$")),
                ],
                new Dictionary<string, IFunction> { ["Do"] = this },
                new FolderObjectStore("bucket", Path.Combine(folder, "bucket"), Path.Combine(folder, "scratch")),
                new NoticeBoard(Path.Combine(folder, "notices.jsonl"), TimeProvider.System),
                new LocalClock(isVirtual: true),
                _list,
                Histories,
                _metrics = new MetricStore(Path.Combine(folder, "metrics.jsonl"), TimeProvider.System, () => []));
        }

        public string Name => "Do";
        public int Calls { get; private set; }
        public SemaphoreSlim Entered { get; } = new(0);
        public ExecutionHistories Histories { get; }
        public LocalWorkflows Workflows { get; }

        public async Task<FunctionResult> InvokeAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
        {
            Calls++;
            Entered.Release();
            try
            {
                return new FunctionResult(Encoding.UTF8.GetBytes(await _function(Encoding.UTF8.GetString(payload.Span))), ErrorType: null);
            }
            catch (InvalidOperationException failure)
            {
                return FunctionError.Of(failure);
            }
        }

        public async ValueTask DisposeAsync()
        {
            await Workflows.DisposeAsync();
            Histories.Dispose();
            _metrics.Dispose();
            _list.Dispose();
            Entered.Dispose();
        }
    }
}
