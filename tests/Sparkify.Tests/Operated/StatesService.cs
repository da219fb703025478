using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Workflows;
using Sparkify.LocalCloud.Workflow;
using Sparkify.Operations;
using Sparkify.Tests.Aws;
using StatesLanguage;

namespace Sparkify.Tests.Operated;

/// <summary>
/// Step Functions' API in front of the interpreter: what comes and what goes is held against AWS's own model of it, where that is here.
/// </summary>
internal sealed class StatesService : IAsyncDisposable
{
    private readonly LocalWorkflows workflows;
    private readonly ConcurrentDictionary<string, ConcurrentQueue<HistoryEvent>> events = new();
    private readonly HttpService service;

    public StatesService(LocalWorkflows workflows, ExecutionHistories histories)
    {
        this.workflows = workflows;
        histories.Written += (execution, entry) => events.GetOrAdd(execution.ExecutionArn, _ => []).Enqueue(entry);
        service = new HttpService(AnswerAsync);
    }

    public string Url => service.Url;

    public ValueTask DisposeAsync() => service.DisposeAsync();

    private async Task<Answer> AnswerAsync(WireRequest request, CancellationToken cancellationToken)
    {
        var model = BotocoreModels.AreHere ? BotocoreModels.StepFunctions : null;
        model?.AssertOf(model.InputShape(request.Operation), request.Json);
        try
        {
            var answer = request.Operation switch
            {
                "StartExecution" => await StartAsync(request.Json, cancellationToken),
                "DescribeExecution" => Description(workflows.Find((string)request.Json["executionArn"]!)!),
                "ListExecutions" => List(request.Json),
                "GetExecutionHistory" => History((string)request.Json["executionArn"]!),
                _ => throw new NotSupportedException($"nobody calls {request.Operation}"),
            };
            model?.AssertOf(model.OutputShape(request.Operation), answer);
            return Answer.Ok(answer);
        }
        catch (WorkflowsRefusedException failure)
        {
            return Answer.Error(400, failure.Message.Split(':')[0], failure.Message);
        }
    }

    private async Task<JsonObject> StartAsync(JsonObject start, CancellationToken cancellationToken)
    {
        var (machine, name) = ((string)start["stateMachineArn"]!, (string)start["name"]!);
        return await workflows.StartAsync(
            machine, name, (string)start["input"]!, (string?)start["traceHeader"], cancellationToken) is StartOutcome.Started
            ? new JsonObject
            {
                ["executionArn"] = $"{machine.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal)}:{name}", ["startDate"] = 1
            }
            : throw new WorkflowsRefusedException("ExecutionAlreadyExists: it has the name");
    }

    /// <summary>Two to a page, the newest first.</summary>
    private JsonObject List(JsonObject request)
    {
        var start = request["nextToken"] is { } token ? int.Parse((string)token!, CultureInfo.InvariantCulture) : 0;
        var all = workflows.Executions
            .Where(execution => execution.StateMachineArn == (string)request["stateMachineArn"]!
                && execution.Status == (string)request["statusFilter"]!)
            .OrderByDescending(execution => execution.StartDate).ToList();
        var answer = new JsonObject { ["executions"] = new JsonArray([.. all.Skip(start).Take(2).Select(execution => Shown(execution))]) };
        if (start + 2 < all.Count)
        {
            answer["nextToken"] = (start + 2).ToString(CultureInfo.InvariantCulture);
        }

        return answer;
    }

    private JsonObject Description(ExecutionEntry execution)
    {
        var description = Shown(execution);
        foreach (var (name, value) in new[]
        {
            ("input", execution.Input ?? (Events(execution.ExecutionArn) is [var started, ..] ? started.Input : null) ?? "{}"),
            ("error", execution.Error),
            ("cause", execution.Cause),
            ("output", Events(execution.ExecutionArn).LastOrDefault(entry => entry.Type == "ExecutionSucceeded")?.Output)
        })
        {
            if (value is not null)
            {
                description[name] = value;
            }
        }

        return description;
    }

    private JsonObject History(string executionArn) => new()
    {
        ["events"] = new JsonArray(
        [
            .. Events(executionArn).Reverse().Where(entry => entry.Type is "TaskStateExited").Take(100).Select(entry => new JsonObject
            {
                ["id"] = entry.Id, ["type"] = entry.Type, ["timestamp"] = Seconds(entry.Timestamp),
                ["stateExitedEventDetails"] = new JsonObject { ["name"] = entry.StateName, ["output"] = entry.Output },
            }),
        ]),
    };

    private HistoryEvent[] Events(string executionArn) => [.. events.GetValueOrDefault(executionArn) ?? []];

    private static JsonObject Shown(ExecutionEntry execution)
    {
        var shown = new JsonObject
        {
            ["executionArn"] = execution.ExecutionArn, ["stateMachineArn"] = execution.StateMachineArn, ["name"] = execution.Name,
            ["status"] = execution.Status, ["startDate"] = Seconds(execution.StartDate),
        };
        if (execution.StopDate is { } stopDate)
        {
            shown["stopDate"] = Seconds(stopDate);
        }

        return shown;
    }

    private static double Seconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1_000.0;
}
