using System.Text;
using System.Text.Json.Nodes;
using Sparkify.Ingestion.Statements;
using Sparkify.Ingestion.Workflows;
using Sparkify.LocalCloud.Workflow;
using Sparkify.Proof.Faults;
using Sparkify.Proof.Running;
using StatesLanguage;

namespace Sparkify.Proof.World;

/// <summary>Step Functions: the product's definitions in the interpreter, each execution under a name of its own.</summary>
internal sealed class Executions : IWorkflows, ITaskRunner, IExecutionObserver
{
    private readonly Simulation simulation;
    private readonly Func<Lane> process;
    private readonly Dictionary<(string Machine, string Name), Execution> executions = [];

    /// <param name="process">What a crash kills.</param>
    /// <param name="warehouse">As its functions see it.</param>
    public Executions(Simulation simulation, Func<Lane> process, IWarehouse warehouse)
    {
        (this.simulation, this.process) = (simulation, process);
        Functions = new Functions(simulation, process, warehouse, this);
    }

    public Functions Functions { get; }

    public IEnumerable<Execution> All => executions.Values;

    /// <summary>What was published: subject and the name of the execution.</summary>
    public List<(string Subject, string Execution)> Notices { get; } = [];

    public Task<StartOutcome> StartAsync(
        string stateMachineArn, string name, string input, string? traceId, CancellationToken cancellationToken)
    {
        if (executions.ContainsKey((Machine.Ingest.Name, name)))
        {
            return Task.FromResult(StartOutcome.AlreadyStarted);
        }

        Start(Machine.Ingest, name, input);
        return Task.FromResult(StartOutcome.Started);
    }

    /// <summary>After a crash: every execution that had not ended goes on at the state it was in.</summary>
    public void ResumeAll()
    {
        foreach (var execution in executions.Values.Where(execution => execution.Result is null))
        {
            execution.Ended = new TaskCompletionSource<ExecutionResult>();
            execution.Restarts++;
            Run(execution);
        }
    }

    public void OnEvent(ExecutionStart execution, HistoryEvent entry)
    {
        // The executions of a Map Run go with the one that they belong to: that one starts them again.
        if (!executions.TryGetValue((execution.StateMachineName, execution.Name), out var known))
        {
            return;
        }

        known.History.Add(entry);
        if (entry.Type.EndsWith("StateEntered", StringComparison.Ordinal))
        {
            simulation.Trace.Say($"{execution.Name} enters {entry.StateName}");
        }
    }

    public async Task<string> RunAsync(TaskCall task, CancellationToken cancellationToken)
    {
        var input = JsonNode.Parse(task.Input)!;
        switch (task.Resource)
        {
            case "arn:aws:states:::lambda:invoke":
                return await InvokeAsync(input);
            case "arn:aws:states:::sns:publish":
                return await PublishAsync(input, task.Execution.Name);
            case "arn:aws:states:::states:startExecution.sync:2":
                return await StartPartAsync(input);
            case "arn:aws:states:::aws-sdk:sfn:describeExecution":
                return Describe(input);
            case "arn:aws:states:::aws-sdk:cloudwatch:putMetricData":
                return "{}";
            default:
                throw new NotSupportedException($"nothing here does {task.Resource}");
        }
    }

    public Execution Start(Machine machine, string name, string input)
    {
        var execution = new Execution(machine, name, input, simulation.Time.Now, simulation.Deployment.HasDefinitionsBefore);
        simulation.Count(Happening.BegunBefore, execution.IsBefore ? 1 : 0);
        executions.Add((machine.Name, name), execution);
        Run(execution);
        return execution;
    }

    private void Run(Execution execution)
    {
        var point = execution.ResumeAt;
        var interpreter = new Interpreter(execution.Definition, new ExecutionPorts
        {
            Tasks = this,
            Clock = simulation.Time,
            Objects = new MapStore(simulation.Bucket),
            Random = new Random(simulation.Scheduler.Chance.Below(int.MaxValue)),
            Observer = this,
        });
        process().Child().Start(async () =>
        {
            await Task.Yield();
            execution.Result = await interpreter.RunAsync(
                new ExecutionStart
                {
                    Name = execution.Name,
                    ExecutionArn = execution.Machine.ExecutionArn(execution.Name),
                    StateMachineArn = execution.Machine.Arn,
                    StateMachineName = execution.Machine.Name,
                    Input = execution.Input,
                    StartTime = execution.StartedAt,
                    RedriveCount = execution.Restarts,
                    ResumeAt = point,
                },
                CancellationToken.None);
            simulation.Trace.Say($"{execution.Name} {execution.Result.Status} {execution.Result.Error} {execution.Result.Cause}");
            execution.Ended.SetResult(execution.Result);
        });
    }

    private async Task<string> InvokeAsync(JsonNode input)
    {
        var arn = input["FunctionName"]!.GetValue<string>();
        try
        {
            var answer = await Functions.InvokeAsync(
                arn[(arn.LastIndexOf(':') + 1)..], Encoding.UTF8.GetBytes(input["Payload"]?.ToJsonString() ?? "null"));
            return $"{{\"StatusCode\":200,\"Payload\":{Encoding.UTF8.GetString(answer.Span)}}}";
        }
        catch (FunctionFailedException e)
        {
            throw new StatesErrorException(e.Type, e.Cause);
        }
    }

    private async Task<string> PublishAsync(JsonNode input, string execution)
    {
        await Task.Yield();
        if (simulation.Faults.At(Site.Publish) is { } fault)
        {
            throw new StatesErrorException(fault.Error, "the notice was not published");
        }

        Notices.Add((input["Subject"]!.GetValue<string>(), execution));
        return "{\"MessageId\":\"message\"}";
    }

    /// <summary>
    /// The same name with the same input, still running, is the same start; anything else under a name that is taken is refused.
    /// </summary>
    /// <remarks>https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html</remarks>
    private async Task<string> StartPartAsync(JsonNode call)
    {
        await Task.Yield();
        var name = call["Name"]!.GetValue<string>();
        var input = call["Input"]!.ToJsonString();
        var fault = simulation.Faults.At(Site.StartPart);
        if (fault is { Effect: Effect.FailsBefore })
        {
            simulation.Trace.Say($"start of {name}: {fault}");
            throw new StatesErrorException(fault.Error, "the part was not started");
        }

        var part = executions.GetValueOrDefault((Machine.Ingest.Name, name));
        if (part is not null && (part.Result is not null || part.Input != input))
        {
            throw new StatesErrorException("StepFunctions.ExecutionAlreadyExistsException", $"{name} exists");
        }

        part ??= Start(Machine.Ingest, name, input);
        if (fault is not null)
        {
            simulation.Trace.Say($"start of {name}: {fault}");
            throw new StatesErrorException(fault.Error, "no answer came");
        }

        var result = await part.Ended.Task;
        await Task.Yield();
        return result.Status == ExecutionStatus.Succeeded
            ? new JsonObject { ["Name"] = name, ["Status"] = "SUCCEEDED", ["Output"] = JsonNode.Parse(result.Output!) }.ToJsonString()
            : throw new StatesErrorException(
                "States.TaskFailed", new JsonObject { ["Name"] = name, ["Status"] = "FAILED", ["Error"] = result.Error }.ToJsonString());
    }

    private string Describe(JsonNode call)
    {
        var arn = call["ExecutionArn"]!.GetValue<string>();
        var status = executions.TryGetValue((Machine.Ingest.Name, arn[(arn.LastIndexOf(':') + 1)..]), out var execution)
            ? execution.Result is null ? "RUNNING" : execution.HasFailed ? "FAILED" : "SUCCEEDED"
            : throw new StatesErrorException("Sfn.ExecutionDoesNotExistException", arn);
        return new JsonObject { ["ExecutionArn"] = arn, ["Status"] = status }.ToJsonString();
    }
}
