using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Workflows;

namespace Sparkify.Tests.Aws;

[Collection(MotoServer.Collection)]
public sealed class StepFunctionsWorkflowsTests(MotoServer moto)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_starts_one_execution_however_often_it_is_started()
    {
        var workflows = Clients.Workflows(moto.Url);
        var stateMachine = await CreateStateMachine("repeated");

        var first = await workflows.StartAsync(stateMachine, "load-1", """{"load":1}""", traceId: null, Cancellation);
        var repeated = await workflows.StartAsync(stateMachine, "load-1", """{"load":1}""", traceId: null, Cancellation);
        var withOtherInput = await workflows.StartAsync(stateMachine, "load-1", """{"load":2}""", traceId: null, Cancellation);

        Assert.Equal(StartOutcome.Started, first);
        Assert.Equal(StartOutcome.Started, repeated);
        Assert.Equal(StartOutcome.AlreadyStarted, withOtherInput);
        var executions = await Ask("ListExecutions", new JsonObject { ["stateMachineArn"] = stateMachine });
        Assert.Equal("load-1", Assert.Single(executions["executions"]!.AsArray())!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_state_machine_that_does_not_exist_is_refused()
    {
        var arn = "arn:aws:states:us-east-1:123456789012:stateMachine:nowhere";

        var failure = await Assert.ThrowsAsync<WorkflowsRefusedException>(
            () => Clients.Workflows(moto.Url).StartAsync(arn, "load-1", "{}", traceId: null, Cancellation));

        Assert.Contains(arn, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_of_the_model_and_signed_as_botocore_signs_it()
    {
        var model = BotocoreModels.StepFunctions;
        await using var service = new ScriptedService(Answer.Ok(new JsonObject { ["executionArn"] = "arn:x", ["startDate"] = 1.5 }));

        await Clients.Workflows(service.Url).StartAsync(
            "arn:aws:states:us-east-1:123456789012:stateMachine:ingest",
            "load-1",
            """{"é":1}""",
            "1-5759e988-bd862e3fe1be46a994272793",
            Cancellation);

        var request = Assert.Single(service.Requests);
        Assert.Equal($"{model.Metadata("targetPrefix")}.StartExecution", request.Headers["X-Amz-Target"]);
        Assert.Equal($"application/x-amz-json-{model.Metadata("jsonVersion")}", request.Headers["Content-Type"]);
        model.AssertOf(model.InputShape("StartExecution"), request.Json);
        Assert.Equal("Root=1-5759e988-bd862e3fe1be46a994272793;Sampled=1", (string?)request.Json["traceHeader"]);
        Signature.AssertOfBotocore(request, service.Url, "states");
    }

    private async Task<string> CreateStateMachine(string name)
    {
        var created = await Ask("CreateStateMachine", new JsonObject
        {
            ["name"] = name,
            ["definition"] = """{"StartAt":"Done","States":{"Done":{"Type":"Succeed"}}}""",
            ["roleArn"] = "arn:aws:iam::123456789012:role/ingest",
        });
        return created["stateMachineArn"]!.GetValue<string>();
    }

    /// <summary>What the project itself never asks; moto reads the service from the credential's scope and checks no signature.</summary>
    private async Task<JsonNode> Ask(string operation, JsonObject body)
    {
        using var http = Loopback.Client();
        using var request = new HttpRequestMessage(HttpMethod.Post, moto.Url);
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.0");
        request.Headers.Add("X-Amz-Target", $"AWSStepFunctions.{operation}");
        request.Headers.Authorization = new AuthenticationHeaderValue(
            "AWS4-HMAC-SHA256",
            $"Credential={Clients.AccessKey}/20261101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=none");
        using var response = await http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        Assert.True(response.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }
}
