using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Sparkify.Ingestion.Metrics;
using Sparkify.LocalCloud.Lambda;
using Sparkify.LocalCloud.Metrics;
using Sparkify.Operations;
using StatesLanguage;

namespace Sparkify.LocalCloud.Workflow;

/// <summary>Does what the Tasks of the state machines ask for, with the stack's own functions, topics and state machines.</summary>
internal sealed class LocalTaskRunner(
    IReadOnlyDictionary<string, IFunction> functions,
    NoticeBoard notices,
    MetricStore metrics,
    LocalWorkflows workflows,
    LocalClock clock) : ITaskRunner
{
    private const string DescribeExecution = "aws-sdk:sfn:describeExecution";

    private const string PutMetricData = "aws-sdk:cloudwatch:putMetricData";

    public async Task<string> RunAsync(TaskCall task, CancellationToken cancellationToken)
    {
        return ActionOf(task.Resource) switch
        {
            "lambda:invoke" => await InvokeAsync(Parameters(task), cancellationToken),
            "sns:publish" => Publish(Parameters(task)),
            "states:startExecution" => Started(StartNested(task)),
            "states:startExecution.sync" => await EndedAsync(StartNested(task), outputAsText: true),
            "states:startExecution.sync:2" => await EndedAsync(StartNested(task), outputAsText: false),
            DescribeExecution => Described(Parameters(task)),
            PutMetricData => Put(Parameters(task)),
            _ => Encoding.UTF8.GetString((await CallAsync(task.Resource, task.Input, cancellationToken)).Span),
        };
    }

    /// <summary>Whether an action of a service's own interface can be done here.</summary>
    public static bool Knows(string resource) => ActionOf(resource) is DescribeExecution or PutMetricData;

    private static string ActionOf(string resource) => resource[(resource.IndexOf(":::", StringComparison.Ordinal) + 3)..];

    /// <summary>https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html</summary>
    private string Described(JsonObject input)
    {
        var arn = Text(input, "ExecutionArn");
        var entry = workflows.Find(arn)
            ?? throw new StatesErrorException("Sfn.ExecutionDoesNotExistException", $"Execution Does Not Exist: '{arn}'");
        return new JsonObject
        {
            ["ExecutionArn"] = arn,
            ["Name"] = entry.Name,
            // A service's own interface gives times as texts, startExecution as milliseconds.
            ["StartDate"] = entry.StartDate.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
            ["StateMachineArn"] = entry.StateMachineArn,
            ["Status"] = entry.Status,
        }.ToJsonString();
    }

    /// <summary>https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html</summary>
    private string Put(JsonObject input)
    {
        foreach (var datum in Objects(input, "MetricData"))
        {
            metrics.Emit(
                Text(input, "Namespace"),
                [.. (datum["Dimensions"] is null ? [] : Objects(datum, "Dimensions"))
                    .Select(dimension => (Text(dimension, "Name"), Text(dimension, "Value")))],
                (Text(datum, "MetricName"), UnitOf(datum), Number(datum, "Value")));
        }

        return "{}";
    }

    private static MetricUnit UnitOf(JsonObject datum) =>
        datum["Unit"] is null ? MetricUnit.None
        : Enum.TryParse<MetricUnit>(Text(datum, "Unit"), out var unit) && Enum.IsDefined(unit) ? unit
        : throw new StatesErrorException(
            "CloudWatch.InvalidParameterValueException", $"The local run does not know the unit {Text(datum, "Unit")}");

    /// <summary>https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html</summary>
    private async Task<string> InvokeAsync(JsonObject input, CancellationToken cancellationToken)
    {
        var payload = await CallAsync(Text(input, "FunctionName"), input["Payload"]?.ToJsonString() ?? "{}", cancellationToken);
        return $$"""{"ExecutedVersion":"$LATEST","Payload":{{Encoding.UTF8.GetString(payload.Span)}},"StatusCode":200}""";
    }

    private async Task<ReadOnlyMemory<byte>> CallAsync(string nameOrArn, string payload, CancellationToken cancellationToken)
    {
        if (!functions.TryGetValue(ResourceName.OfArn(nameOrArn), out var function))
        {
            throw new StatesErrorException("Lambda.ResourceNotFoundException", $"Function not found: {nameOrArn}");
        }

        var result = await clock.WorkAsync(() => function.InvokeAsync(Encoding.UTF8.GetBytes(payload), cancellationToken));
        return result.ErrorType is { } error
            ? throw new StatesErrorException(error, Encoding.UTF8.GetString(result.Payload.Span))
            : result.Payload;
    }

    /// <summary>
    /// A message that is no text is published as its JSON: https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html
    /// </summary>
    private string Publish(JsonObject input)
    {
        var message = input["Message"] is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : input["Message"]?.ToJsonString() ?? "";
        var id = notices.Publish(Text(input, "TopicArn"), input["Subject"]?.GetValue<string>(), message);
        return new JsonObject { ["MessageId"] = id }.ToJsonString();
    }

    /// <summary>https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html</summary>
    private StartedExecution StartNested(TaskCall task)
    {
        var parameters = Parameters(task);
        var name = parameters["Name"]?.GetValue<string>() ?? Guid.NewGuid().ToString();
        var input = parameters["Input"] is JsonValue value && value.TryGetValue<string>(out var text)
            ? text
            : parameters["Input"]?.ToJsonString() ?? "{}";
        try
        {
            var started = workflows.Start(Text(parameters, "StateMachineArn"), name, input, isNested: true);
            return started.IsTaken
                ? throw new StatesErrorException(
                    "StepFunctions.ExecutionAlreadyExistsException", $"Execution Already Exists: '{started.Entry.ExecutionArn}'")
                : started;
        }
        catch (Ingestion.Failures.WorkflowsRefusedException refused)
        {
            throw new StatesErrorException("StepFunctions.ValidationException", refused.Message);
        }
    }

    private static string Started(StartedExecution started) => new JsonObject
    {
        ["ExecutionArn"] = started.Entry.ExecutionArn,
        ["StartDate"] = Date(started.Entry.StartDate),
    }.ToJsonString();

    /// <summary>
    /// What DescribeExecution says at the end. One that did not succeed fails the task, with the description as the cause.
    /// </summary>
    private static async Task<string> EndedAsync(StartedExecution started, bool outputAsText)
    {
        var (entry, output) = await started.Ended;
        var description = new JsonObject
        {
            ["ExecutionArn"] = entry.ExecutionArn,
            ["Input"] = outputAsText ? started.Input : JsonNode.Parse(started.Input),
            ["Name"] = entry.Name,
            ["StartDate"] = Date(entry.StartDate),
            ["StateMachineArn"] = entry.StateMachineArn,
            ["Status"] = entry.Status,
            ["StopDate"] = Date(entry.StopDate ?? entry.StartDate),
        };
        if (output is not null)
        {
            description["Output"] = outputAsText ? output : JsonNode.Parse(output);
            return description.ToJsonString();
        }

        description["Error"] = entry.Error;
        description["Cause"] = entry.Cause;
        throw new StatesErrorException("States.TaskFailed", description.ToJsonString());
    }

    private static JsonNode Date(DateTimeOffset date) => date.ToUnixTimeMilliseconds();

    private static JsonObject Parameters(TaskCall task) => JsonNode.Parse(task.Input) as JsonObject
        ?? throw new StatesErrorException("States.Runtime", $"The parameters of '{task.StateName}' are no object");

    private static string Text(JsonObject input, string name) =>
        input[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : throw Missing(name, "a text");

    private static double Number(JsonObject input, string name) =>
        input[name] is JsonValue value && value.TryGetValue<double>(out var number) ? number : throw Missing(name, "a number");

    private static IReadOnlyList<JsonObject> Objects(JsonObject input, string name) =>
        input[name] is JsonArray array && array.All(item => item is JsonObject)
            ? [.. array.OfType<JsonObject>()]
            : throw Missing(name, "a list of objects");

    private static StatesErrorException Missing(string name, string what) =>
        new("States.Runtime", $"The parameter {name} is missing, or is not {what}");
}
