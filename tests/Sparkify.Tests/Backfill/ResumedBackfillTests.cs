using System.Globalization;
using System.Text;
using System.Text.Json;
using Sparkify.Functions;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.LocalCloud.Rebuild;
using Sparkify.SampleData;
using Sparkify.Tests.SampleData;

namespace Sparkify.Tests.Backfill;

public sealed class ResumedBackfillTests
{
    private const int Files = 24;

    /// <summary>Chosen so that every part of a backfill is cut somewhere: its plan, its loads, its count.</summary>
    public static TheoryData<int> Events => new(Enumerable.Range(0, 14).Select(number => 3 + (number * 17)));

    [Theory, MemberData(nameof(Events))]
    public async Task A_backfill_that_is_killed_and_started_again_ends_the_same_and_loads_no_file_twice(int killAt)
    {
        await using var home = await BackfillHome.OpenAsync();
        LayFiles(home);
        var events = 0;
        var reached = new TaskCompletionSource();
        home.Stack.Histories.Written += (_, _) =>
        {
            if (Interlocked.Increment(ref events) == killAt)
            {
                reached.SetResult();
            }
        };

        var killed = home.RunAsync(Dataset.SongData, Small);
        await Task.WhenAny(reached.Task, killed);
        await home.CloseAsync();
        Assert.True(reached.Task.IsCompleted, $"the backfill has only {events} events: kill it sooner");
        await home.ReopenAsync();
        var summary = await home.RunAsync(Dataset.SongData, Small);

        Assert.Equal(0, summary.Files.NotLoaded);
        var ledger = await home.LedgerAsync();
        Assert.Equal(Files, ledger.Count);
        Assert.All(ledger, line => Assert.Equal("loaded", line.Status));
        Assert.Equal(Files, ledger.Select(line => line.Key).Distinct().Count());
        Assert.Equal(await UncutAsync(), await StarTables.DigestAsync(home.Stack, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_load_whose_execution_failed_before_is_started_again_under_another_name()
    {
        await using var home = await BackfillHome.OpenAsync();
        LayFiles(home);
        var machine = home.Stack.BackfillStateMachine;
        var ingest = machine.Replace("backfill", "ingest", StringComparison.Ordinal);
        var plan = new BackfillInput { Dataset = "song_data" };
        var run = BackfillRequest.Resolve(
            plan,
            home.Stack.Bucket.Bucket,
            machine.Replace(":stateMachine:", ":execution:", StringComparison.Ordinal) + ":by-hand",
            DateTimeOffset.UnixEpoch);
        var listed = (await home.Stack.Bucket.ListAsync(run.Bucket, run.Prefix, null, TestContext.Current.CancellationToken)).Objects;
        var (loads, _) = LoadCutter.Cut(
            run,
            listed.Select(file => new Sparkify.Ingestion.Intake.FileVersion
            {
                Bucket = run.Bucket, Key = file.Key, ETag = file.ETag, Size = file.Size, EventTime = 0
            }),
            isLast: true);
        var load = Assert.Single(loads).Load.LoadId;
        await Ended(home.Stack.Workflows.Start(ingest, load, "{}", isNested: false));

        var ended = await Ended(home.Stack.Workflows.Start(machine, "by-hand", """{"dataset":"song_data"}""", isNested: false));

        var summary = JsonSerializer.Deserialize(ended!, FunctionsJson.Default.BackfillSummary)!;
        Assert.Equal(Files, summary.Files.Loaded);
        Assert.Contains(
            home.Stack.Workflows.Executions,
            execution => execution.Name.StartsWith(load + "-", StringComparison.Ordinal) && execution.Status == "SUCCEEDED");
        Assert.Equal(Files, (await home.LedgerAsync()).Count);
    }

    [Fact]
    public async Task A_whole_plan_whose_backfill_died_is_gone_on_with_by_the_next_start()
    {
        await using var home = await BackfillHome.OpenAsync();
        LayFiles(home);
        var first = await home.RunAsync(Dataset.SongData, Small);
        // As if it had died before it could report.
        File.Delete(Path.Combine(home.Stack.Home.Bucket, "_ingest", "backfills", first.Id, "summary.json"));

        var second = await home.RunAsync(Dataset.SongData, Small);
        var third = await home.RunAsync(Dataset.SongData, Small);

        Assert.Equal(first with { Seconds = second.Seconds }, second);
        Assert.NotEqual(first.Id, third.Id);
        Assert.Equal(Files, third.Files.AlreadyThere);
        Assert.Equal(Files, (await home.LedgerAsync()).Count);
    }

    [Fact]
    public async Task A_forced_backfill_counts_what_it_loaded_and_not_what_the_process_before_it_did()
    {
        await using var home = await BackfillHome.OpenAsync();
        LayFiles(home);
        var first = await home.RunAsync(Dataset.SongData, Small);
        await home.CloseAsync();
        await home.ReopenAsync();

        var forced = await home.RunAsync(Dataset.SongData, input => Small(input) with { Force = true });

        Assert.Equal(Files, first.Rows.Staged);
        Assert.Equal(first.Rows, forced.Rows);
        Assert.Equal(first.Files.Loaded, forced.Files.Loaded);
    }

    [Fact]
    public async Task What_was_put_while_nothing_watched_is_loaded_in_the_loads_that_it_fills()
    {
        await using var home = await BackfillHome.OpenAsync();
        var files = Sources.Of(new GenerateOptions(Events: 6_820, Songs: 14_896, Seed: 5, OutputDirectory: ""));
        foreach (var file in files)
        {
            home.Lay(file.Key, file.Bytes.Span);
        }

        var songs = await home.RunAsync(Dataset.SongData);
        var logs = await home.RunAsync(Dataset.LogData);

        Assert.Equal((14_896, 14_896), (songs.Files.Found, songs.Files.Loaded));
        Assert.Equal(30, logs.Files.Loaded);
        Assert.Equal(Sources.Loads(files), songs.Loads + logs.Loads);
        Assert.Equal(14_926, (await home.LedgerAsync()).Count);
    }

    private static async Task<string?> Ended(Sparkify.LocalCloud.Workflow.StartedExecution started) => (await started.Ended).Output;

    private static BackfillInput Small(BackfillInput input) => input with { MaxFilesPerLoad = 5 };

    private static void LayFiles(BackfillHome home)
    {
        for (var number = 0; number < Files; number++)
        {
            home.Lay(
                string.Create(CultureInfo.InvariantCulture, $"song_data/A/{number:D3}.json"),
                Encoding.UTF8.GetBytes(BackfillHome.Song(number)));
        }
    }

    private static async Task<string> UncutAsync()
    {
        await using var home = await BackfillHome.OpenAsync();
        LayFiles(home);
        await home.RunAsync(Dataset.SongData, Small);
        return await StarTables.DigestAsync(home.Stack, TestContext.Current.CancellationToken);
    }
}
