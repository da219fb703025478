using System.Text;
using System.Text.Json;
using Sparkify.Functions;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Intake;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Workflow;
using Sparkify.Operations;

namespace Sparkify.Tests.Backfill;

public sealed class FailuresTests
{
    [Fact]
    public async Task A_failed_load_is_reported_with_its_reason_until_a_redrive_has_mended_it()
    {
        await using var home = await BackfillHome.OpenAsync();
        home.Lay("song_data/1.json", Encoding.UTF8.GetBytes(BackfillHome.Song(1)));
        var plan = await PlanAsync(home);
        var failures = new StackFailures(new LocalOperations(home.Stack));
        await FileList.WriteAsync(home.Stack.Bucket, plan, TestContext.Current.CancellationToken);
        var list = Path.Combine(home.Stack.Home.Bucket, plan.Load.FileList.Key);
        File.Move(list, list + ".away");
        await Ingest(home, plan);

        var failed = Assert.Single((await failures.FindAsync(TestContext.Current.CancellationToken)).Executions);
        Assert.Contains("files.jsonl", failed.Reason, StringComparison.Ordinal);
        File.Move(list + ".away", list);
        var redriven = await failures.RedriveAsync(failed.Name, (_, _) => { }, TestContext.Current.CancellationToken);

        Assert.Equal(("SUCCEEDED", $"{failed.Name}-again1"), (Assert.Single(redriven.Started).Status, redriven.Started[0].Name));
        Assert.Empty((await failures.FindAsync(TestContext.Current.CancellationToken)).Executions);
        Assert.Equal(plan.Load.LoadId, Assert.Single(await home.LedgerAsync()).Load);
    }

    [Fact]
    public async Task A_failed_load_is_mended_by_a_backfill_that_loaded_its_files()
    {
        await using var home = await BackfillHome.OpenAsync();
        home.Lay("song_data/1.json", Encoding.UTF8.GetBytes(BackfillHome.Song(1)));
        var plan = await PlanAsync(home);
        await FileList.WriteAsync(home.Stack.Bucket, plan, TestContext.Current.CancellationToken);
        var list = Path.Combine(home.Stack.Home.Bucket, plan.Load.FileList.Key);
        File.Move(list, list + ".away");
        await Ingest(home, plan);
        File.Move(list + ".away", list);
        var failures = new StackFailures(new LocalOperations(home.Stack));
        Assert.NotEmpty((await failures.FindAsync(TestContext.Current.CancellationToken)).Executions);

        await home.RunAsync(Dataset.SongData);

        Assert.Empty((await failures.FindAsync(TestContext.Current.CancellationToken)).Executions);
    }

    [Fact]
    public async Task A_failed_load_whose_list_is_gone_is_mended_by_a_backfill_of_its_dataset_and_says_so()
    {
        await using var home = await BackfillHome.OpenAsync();
        home.Lay("song_data/1.json", Encoding.UTF8.GetBytes(BackfillHome.Song(1)));
        await Ingest(home, await PlanAsync(home));
        var failures = new StackFailures(new LocalOperations(home.Stack, "here"));

        var failed = Assert.Single((await failures.FindAsync(TestContext.Current.CancellationToken)).Executions);
        Assert.StartsWith("./sparkify backfill song_data --home here # ", failed.Mend, StringComparison.Ordinal);
        await home.RunAsync(Dataset.SongData, input => input with { DryRun = true });
        await home.RunAsync(Dataset.LogData);
        Assert.NotEmpty((await failures.FindAsync(TestContext.Current.CancellationToken)).Executions);
        await home.RunAsync(Dataset.SongData);

        Assert.Empty((await failures.FindAsync(TestContext.Current.CancellationToken)).Executions);
    }

    [Theory]
    [InlineData("""{"dataset":"song_data"}""", """{"dataset":"song_data"}""", true)]
    [InlineData("""{"dataset":"song_data"}""", """{"dataset":"song_data","force":true,"dryRun":false}""", true)]
    [InlineData("""{"dataset":"song_data"}""", """{"dataset":"log_data"}""", false)]
    [InlineData("""{"dataset":"song_data"}""", """{"dataset":"song_data","dryRun":true}""", false)]
    [InlineData("""{"dataset":"song_data","dryRun":true}""", """{"dataset":"song_data","dryRun":true}""", true)]
    [InlineData("""{"dataset":"song_data"}""", """{"dataset":"song_data","prefix":"song_data/A/"}""", false)]
    [InlineData("""{"dataset":"song_data","prefix":"song_data/A/B"}""", """{"dataset":"song_data","prefix":"song_data/A/"}""", true)]
    [InlineData("""{"dataset":"song_data"}""", """{"dataset":"song_data","from":"2018-11-01"}""", false)]
    [InlineData("""{"dataset":"song_data","from":"2018-11-02"}""", """{"dataset":"song_data","from":"2018-11-01"}""", true)]
    [InlineData("""{"dataset":"song_data"}""", """{"dataset":"song_data","to":"2018-11-01"}""", false)]
    [InlineData("""{"dataset":"song_data","to":"-PT1H"}""", """{"dataset":"song_data","to":"-PT1H"}""", true)]
    [InlineData("""{"dataset":"song_data","from":"-PT1H"}""", """{"dataset":"song_data","from":"-PT1H"}""", true)]
    [InlineData("""{"dataset":"song_data","force":true}""", """{"dataset":"song_data"}""", false)]
    [InlineData("""{"dataset":"song_data","prefix":"log_data/"}""", """{"dataset":"song_data"}""", true)]
    public async Task A_failed_backfill_is_mended_by_a_later_one_that_did_what_it_was_to_do(string failed, string later, bool isMended)
    {
        await using var home = await BackfillHome.OpenAsync();
        var stack = new LocalOperations(home.Stack);
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var wasToDo = Backfill(stack, "FAILED", start, failed);
        var running = Backfill(stack, "RUNNING", start.AddHours(1), failed);
        var before = Backfill(stack, "SUCCEEDED", start.AddHours(-1), failed);

        Assert.False((await LaterBackfills.ReadAsync(stack, [running, before], TestContext.Current.CancellationToken)).Did(wasToDo));
        Assert.Equal(isMended, (await LaterBackfills.ReadAsync(
            stack, [Backfill(stack, "SUCCEEDED", start.AddHours(1), later)], TestContext.Current.CancellationToken)).Did(wasToDo));
    }

    /// <summary>Named as Step Functions names one that is started without a name.</summary>
    private static ExecutionEntry Backfill(LocalOperations stack, string status, DateTimeOffset startDate, string input)
    {
        var name = Guid.NewGuid().ToString();
        return new ExecutionEntry
        {
            ExecutionArn = name,
            StateMachineArn = stack.BackfillStateMachine,
            Name = name,
            Status = status,
            StartDate = startDate,
            Input = input
        };
    }

    [Fact]
    public async Task A_backfill_of_a_prefix_of_the_other_dataset_is_refused_in_words()
    {
        await using var home = await BackfillHome.OpenAsync();

        var refused = await Assert.ThrowsAsync<WrongInputException>(
            () => home.RunAsync(Dataset.SongData, input => input with { Prefix = "log_data/" }));

        Assert.Contains("let it start with song_data/", refused.Message, StringComparison.Ordinal);
        Assert.Empty(home.Stack.Workflows.Executions);
    }

    /// <summary>Somebody starts it without the command line: it is refused all the same, and another input mends it.</summary>
    [Theory]
    [InlineData("""{"dataset":"song_data","prefix":"log_data/"}""", "let it start with song_data/")]
    [InlineData("""{"dataset":"song_data","dry_run":true}""", "dry_run is no input of a backfill")]
    [InlineData("""{"dataset":"song_data","force":"yes"}""", "force")]
    [InlineData("""["song_data"]""", "States.ResultPathMatchFailure")]
    public async Task A_wrong_input_of_an_execution_that_was_started_by_hand_is_refused_in_words(string input, string words)
    {
        await using var home = await BackfillHome.OpenAsync();

        await home.Stack.Workflows.Start(home.Stack.BackfillStateMachine, "by-hand", input, isNested: false).Ended;

        var failed = Assert.Single((await new StackFailures(new LocalOperations(home.Stack))
            .FindAsync(TestContext.Current.CancellationToken)).Executions);
        Assert.Contains(words, failed.Reason, StringComparison.Ordinal);
        Assert.Equal("start the backfill with another input", failed.Mend);
    }

    [Fact]
    public async Task A_dead_letter_is_reported_and_no_redrive_loses_it()
    {
        await using var home = await BackfillHome.OpenAsync();
        var queue = home.Stack.QueuesWithDeadLetters.First();
        queue.Send(["no notice"]);
        await home.Stack.SettleAsync(TestContext.Current.CancellationToken);
        var failures = new StackFailures(new LocalOperations(home.Stack));

        var letters = Assert.Single((await failures.FindAsync(TestContext.Current.CancellationToken)).DeadLetters);
        Assert.Equal((queue.Name, 1), (letters.Queue, letters.Messages));
        Assert.StartsWith("it can't be read: not an S3 event: ", Assert.Single(letters.Letters).Reason, StringComparison.Ordinal);
        var redriven = await failures.RedriveAsync(queue.Name, (_, _) => { }, TestContext.Current.CancellationToken);
        Assert.Equal((0, letters.Letters[0].Id), (redriven.TakenBack, Assert.Single(redriven.DiedAgain).Id));
        Assert.Equal((0, 1), (queue.Count, queue.DeadLetters!.Count));
    }

    private static async Task<LoadPlan> PlanAsync(BackfillHome home)
    {
        var bucket = home.Stack.Bucket.Bucket;
        var listed = Assert.Single(
            (await home.Stack.Bucket.ListAsync(bucket, "song_data/", null, TestContext.Current.CancellationToken)).Objects);
        var version = new FileVersion
        {
            Bucket = bucket,
            Key = listed.Key,
            ETag = listed.ETag,
            Size = listed.Size,
            EventTime = listed.LastModified.ToUnixTimeMilliseconds()
        };
        return Assert.Single(LoadPlan.For(Dataset.SongData, bucket, [version]));
    }

    private static Task<Sparkify.LocalCloud.Workflow.EndedExecution> Ingest(BackfillHome home, LoadPlan plan) => home.Stack.Workflows.Start(
        home.Stack.BackfillStateMachine.Replace("backfill", "ingest", StringComparison.Ordinal),
        plan.Load.LoadId,
        JsonSerializer.Serialize(new IngestInput { Load = plan.Load }, FunctionsJson.Default.IngestInput),
        isNested: false).Ended;
}
