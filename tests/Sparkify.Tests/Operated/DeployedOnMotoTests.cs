using System.Text.Json.Nodes;
using Amazon.SimpleSystemsManagement.Model;
using Amazon.StepFunctions.Model;
using Microsoft.Extensions.Time.Testing;
using Sparkify.Cli;
using Sparkify.Deployed;
using Sparkify.Operations;
using Sparkify.Tests.Aws;
using Sparkify.Tests.Deployed;

namespace Sparkify.Tests.Operated;

/// <summary>
/// What moto's own Step Functions and Systems Manager say of executions that are stopped, and of stacks that are not there.
/// </summary>
[Collection(MotoServer.Collection)]
public sealed class DeployedOnMotoTests(MotoServer moto)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stack_that_is_not_there_is_reported_by_the_name_and_the_Region_looked_in()
    {
        using var clients = Clients.Deployed(moto.Url, moto.Url, moto.Url);

        var missing = await Assert.ThrowsAsync<DeployedStackException>(() => DeployedStack.FindAsync("nowhere", clients, Cancellation));

        Assert.Contains("no parameter /sparkify/nowhere/stack in Region us-east-1", missing.Message, StringComparison.Ordinal);
        Assert.Contains("AWS_REGION", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_parameter_of_another_version_is_reported()
    {
        using var clients = Clients.Deployed(moto.Url, moto.Url, moto.Url);
        await PutAsync(clients, "elder", new JsonObject { ["bucket"] = "bucket" });

        var unreadable = await Assert.ThrowsAsync<DeployedStackException>(() => DeployedStack.FindAsync("elder", clients, Cancellation));

        Assert.Contains("deploy the stack again", unreadable.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hour", 3_600)]
    [InlineData("day", 86_400)]
    [InlineData("as-files-come", null)]
    [InlineData(null, null)]
    public async Task Where_loads_start_by_the_clock_notices_may_wait_since_the_last_start(string? every, int? seconds)
    {
        using var clients = Clients.Deployed(moto.Url, moto.Url, moto.Url);
        var description = await DescriptionAsync(clients, "ingest", "backfill");
        description["loadEvery"] = every;
        await PutAsync(clients, "gathering", description);
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddDays(10));

        var stack = await DeployedStack.FindAsync("gathering", clients, time, (_, _) => Task.CompletedTask, Cancellation);

        Assert.Equal(seconds is { } ago ? time.GetUtcNow().AddSeconds(-ago) : null, ((IOperatedStack)stack).GatheredSince);
    }

    [Fact]
    public async Task A_stopped_load_is_reported_with_the_command_that_mends_it_on_this_stack()
    {
        using var clients = Clients.Deployed(moto.Url, moto.Url, moto.Url);
        using var calls = new MotoCalls(moto.Url);
        var (ingest, backfill) = (await MachineAsync(calls, "stopped-ingest"), await MachineAsync(calls, "stopped-backfill"));
        await PutAsync(clients, "stopped", await DescriptionAsync(clients, ingest, backfill));
        var stack = await DeployedStack.FindAsync(
            "stopped", clients, TimeProvider.System, (_, _) => StopAllAsync(clients, ingest), Cancellation);
        await clients.Workflows.StartExecutionAsync(
            new StartExecutionRequest { StateMachineArn = ingest, Name = "song-data-1", Input = "{}" }, Cancellation);
        await StopAllAsync(clients, ingest);

        var shown = await SayAsync(stack, "failures");
        var redriven = await SayAsync(stack, "redrive", "song-data-1");

        Assert.Matches(@"\Asong-data-1 \(stopped-ingest\) ABORTED at [0-9: -]{19}: somebody stopped it"
            + @"\n  mend: ./sparkify redrive song-data-1 --stack stopped\n\z", shown);
        Assert.Equal("song-data-1 was started again as song-data-1-again1: ABORTED: somebody stopped it\n", redriven);
    }

    [Fact]
    public void The_command_finds_credentials_Region_and_endpoint_as_every_client_does()
    {
        var shown = EndToEnd.Sparkify.RunBare(
            new Dictionary<string, string>
            {
                ["AWS_ENDPOINT_URL"] = moto.Url,
                ["AWS_REGION"] = "eu-west-1",
                ["AWS_ACCESS_KEY_ID"] = Clients.AccessKey,
                ["AWS_SECRET_ACCESS_KEY"] = Clients.SecretKey,
            },
            "files", "--stack", "nowhere");

        Assert.Equal(ExitCode.Failed, shown.ExitCode);
        Assert.StartsWith("There is no parameter /sparkify/nowhere/stack in Region eu-west-1: ", shown.Errors, StringComparison.Ordinal);
    }

    private static async Task<string> SayAsync(DeployedStack stack, params string[] arguments)
    {
        using var output = new StringWriter();
        await OperatedWorld.RunAsync(arguments, stack, new CommandOutput(output, TextWriter.Null, isTerminal: false, width: 0));
        return output.ToString();
    }

    private static async Task StopAllAsync(DeployedClients clients, string machine)
    {
        foreach (var running in (await clients.Workflows.ListExecutionsAsync(
            new ListExecutionsRequest { StateMachineArn = machine, StatusFilter = "RUNNING" }, Cancellation)).Executions ?? [])
        {
            await clients.Workflows.StopExecutionAsync(new StopExecutionRequest { ExecutionArn = running.ExecutionArn }, Cancellation);
        }
    }

    private static async Task<string> MachineAsync(
        MotoCalls calls, string name) => (string)(await calls.AskAsync("states", "AWSStepFunctions.CreateStateMachine", new JsonObject
    {
        ["name"] = name,
        ["roleArn"] = "arn:aws:iam::123456789012:role/any",
        ["definition"] = """{"StartAt":"End","States":{"End":{"Type":"Succeed"}}}""",
    }))["stateMachineArn"]!;

    private static async Task<JsonObject> DescriptionAsync(DeployedClients clients, string ingest, string backfill)
    {
        var description = new JsonObject
        {
            ["bucket"] = "stopped",
            ["workgroup"] = "sparkify",
            ["database"] = "sparkify",
            ["ingestStateMachine"] = ingest,
            ["backfillStateMachine"] = backfill
        };
        foreach (var queue in new[]
        {
            "logDataQueue", "logDataDeadLetterQueue", "songDataQueue", "songDataDeadLetterQueue", "arrivalsQueue", "arrivalsDeadLetterQueue"
        })
        {
            description[queue] = (await clients.Queues.CreateQueueAsync($"stopped-{queue}", Cancellation)).QueueUrl;
        }

        return description;
    }

    private static async Task PutAsync(
        DeployedClients clients, string stack, JsonObject description) => await clients.Parameters.PutParameterAsync(
        new PutParameterRequest
        {
            Name = StackDescription.ParameterOf(stack), Value = description.ToJsonString(), Type = "String", Overwrite = true
        },
        Cancellation);
}
