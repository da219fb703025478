using System.Text.Json;
using System.Text.Json.Nodes;
using Sparkify.Deployed;
using Sparkify.Functions;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.Operations;
using Sparkify.Tests.Aws;

namespace Sparkify.Tests.Operated;

public sealed class DeployedBackfillTests
{
    private const string Machine = "arn:aws:states:us-east-1:123456789012:stateMachine:sparkify-backfill";
    private const string Execution = "arn:aws:states:us-east-1:123456789012:execution:sparkify-backfill:one";

    private static readonly BackfillRun Run = new()
    {
        Id = "one", Dataset = Dataset.SongData, Bucket = "bucket", Prefix = "song_data/", Force = false, DryRun = false,
        MaxFilesPerLoad = 10, MaxBytesPerLoad = 10, StartedAt = 0, Fingerprint = "f",
    };

    private static readonly BackfillProgress Planned = new() { Found = 40, Missing = 30, Loads = 3, IsPlanned = true };

    private static readonly Answer Running = Answer.Ok(Shown("RUNNING"));

    [Fact]
    public async Task Its_progress_is_reported_from_the_history_and_the_map_run()
    {
        await using var states = new ScriptedService(
        [
            .. Enumerable.Repeat(NoExecutions, 4),
            Answer.Ok(new JsonObject { ["executionArn"] = Execution, ["startDate"] = 1 }),
            Running,
            Answer.Ok(new JsonObject
            {
                ["events"] = new JsonArray(Exited(Planned with { Found = 20, IsPlanned = false }), Exited(new BackfillProgress()))
            }),
            Running,
            Answer.Ok(new JsonObject { ["events"] = new JsonArray(MapRun, Exited(Planned)) }),
            Answer.Ok(Counts(succeeded: 1, failed: 1)),
            Answer.Ok(Ended),
        ]);
        List<(long, int, int, bool)> shown = [];

        var summary = await RunAsync(
            states,
            new BackfillInput { Dataset = "song_data" },
            state => shown.Add((state.Found, state.LoadsEnded, state.Loads, state.IsPlanned)));

        Assert.Equal([(20, 0, 3, false), (40, 2, 3, true)], shown);
        Assert.Equal(40, summary.Files.Found);
    }

    [Fact]
    public async Task One_of_the_same_input_that_runs_is_followed_whoever_wrote_its_input()
    {
        var running = new JsonObject { ["executions"] = new JsonArray(Shown("RUNNING")) };
        await using var states = new ScriptedService(
        [
            Answer.Ok(running), .. Enumerable.Repeat(NoExecutions, 3),
            Answer.Ok(Shown("RUNNING", """{ "dataset": "song_data", "dryRun": true, "force": false, "prefix": "song_data/" }""")),
            Answer.Ok(Ended),
        ]);

        await RunAsync(states, new BackfillInput { Dataset = "song_data", DryRun = true }, _ => { });

        Assert.DoesNotContain(states.Requests, request => request.Operation == "StartExecution");
    }

    [Fact]
    public async Task A_wrong_input_is_refused_without_a_call()
    {
        await using var states = new ScriptedService([]);

        await Assert.ThrowsAsync<WrongInputException>(
            () => RunAsync(states, new BackfillInput { Dataset = "song_data", From = "yesterday" }, _ => { }));

        Assert.Empty(states.Requests);
    }

    private static Task<BackfillSummary> RunAsync(ScriptedService states, BackfillInput input, Action<BackfillState> report)
    {
        var client = Clients.Deployed("http://127.0.0.1:9", states.Url, "http://127.0.0.1:9").Workflows;
        var executions = new DeployedExecutions(client, [Machine], (_, _) => Task.CompletedTask);
        return new DeployedBackfill(client, executions, Machine, TimeProvider.System)
            .RunAsync(input, report, TestContext.Current.CancellationToken);
    }

    private static Answer NoExecutions => Answer.Ok(new JsonObject { ["executions"] = new JsonArray() });

    private static JsonObject Shown(string status, string input = "{}") => new()
    {
        ["executionArn"] = Execution,
        ["stateMachineArn"] = Machine,
        ["name"] = "one",
        ["status"] = status,
        ["startDate"] = 1,
        ["input"] = input,
    };

    private static JsonObject Exited(BackfillProgress progress) => new()
    {
        ["id"] = 1, ["type"] = "TaskStateExited", ["timestamp"] = 1,
        ["stateExitedEventDetails"] = new JsonObject
        {
            ["name"] = "PlanLoads",
            ["output"] = new JsonObject
            {
                ["backfill"] = JsonSerializer.SerializeToNode(Run, IngestionJson.Default.BackfillRun),
                ["progress"] = new JsonObject
                {
                    ["payload"] = JsonSerializer.SerializeToNode(progress, IngestionJson.Default.BackfillProgress)
                },
            }.ToJsonString(),
        },
    };

    private static JsonObject MapRun => new()
    {
        ["id"] = 2, ["type"] = "MapRunStarted", ["timestamp"] = 1, ["mapRunStartedEventDetails"] = new JsonObject
        {
            ["mapRunArn"] = "arn:aws:states:us-east-1:123456789012:mapRun:sparkify-backfill/LoadPlanned:1"
        },
    };

    private static JsonObject Counts(int succeeded, int failed)
    {
        var counts = new JsonObject
        {
            ["succeeded"] = succeeded,
            ["failed"] = failed,
            ["running"] = 1,
            ["total"] = 3,
            ["timedOut"] = 0,
            ["aborted"] = 0,
            ["pending"] = 0,
            ["resultsWritten"] = 0
        };
        return new JsonObject { ["itemCounts"] = counts };
    }

    private static JsonObject Ended
    {
        get
        {
            var ended = Shown("SUCCEEDED");
            ended["output"] = JsonSerializer.Serialize(
                BackfillSummary.Of(Run, Planned, new LoadedCounts(30, 0, 0, 30, 0, 0), DateTimeOffset.UnixEpoch),
                FunctionsJson.Default.BackfillSummary);
            return ended;
        }
    }
}
