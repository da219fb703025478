using System.Text;
using Sparkify.Ingestion.Intake;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Delivering;
using Sparkify.LocalCloud.Home;
using Sparkify.LocalCloud.Keeping;
using Sparkify.LocalCloud.Metrics;
using Sparkify.Operations;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.Reference;
using Sparkify.Tests.Operated;

namespace Sparkify.Tests.LocalCloud;

/// <summary>A home is kept within its limits, and nothing that is still to be done goes.</summary>
public sealed class HomeKeepingTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_old_goes_but_for_what_is_not_done_and_that_can_still_be_started_again()
    {
        var denying = new Denying(key => key == "log_data/bad.json");
        await using var stack = await OpenAsync(denying.For);
        await DeliverAsync(stack, "good");
        var good = Assert.Single(stack.Workflows.Executions);
        await DeliverAsync(stack, "bad");
        var failed = (await FailedAsync(stack))[0];
        var waiting = await PutWithoutDeliveryAsync(stack, "waiting");
        Age(stack, days: 40);

        Assert.Null(await stack.Keeping.TrimIfDueAsync(Cancellation));

        Assert.DoesNotContain(stack.Workflows.Executions, execution => execution.Name == good.Name);
        Assert.False(File.Exists(HistoryOf(stack, good.Name)));
        Assert.False(Directory.Exists(Path.Combine(stack.Home.Bucket, "_ingest/loads", good.Name)));
        Assert.Equal([failed], await FailedAsync(stack));
        Assert.True(File.Exists(HistoryOf(stack, failed)));
        Assert.True(File.Exists(Path.Combine(stack.Home.Bucket, "_ingest/loads", failed, "files.jsonl")));
        Assert.True(File.Exists(Path.Combine(stack.Home.Bucket, waiting)));
        denying.Denies = _ => false;
        await new StackFailures(new LocalOperations(stack)).RedriveAsync(null, (_, _) => { }, Cancellation);
        await stack.SettleAsync(Cancellation);
        Assert.Equal(
            ["log_data/bad.json", "log_data/good.json", "log_data/waiting.json"],
            (await stack.Ledger.FilesAsync(Cancellation)).Where(file => file.Value.Status == "loaded")
                .Select(file => file.Key.Key)
                .Order());
    }

    [Fact]
    public async Task A_name_that_the_list_has_dropped_stays_taken_as_long_as_on_AWS()
    {
        await using (var stack = await OpenAsync())
        {
            await DeliverAsync(stack, "one");
            Age(stack, days: 20);
            await stack.Keeping.TrimIfDueAsync(Cancellation);
            Assert.Empty(stack.Workflows.Executions);
        }

        await using var later = await OpenAsync();
        var past = Assert.Single(File.ReadLines(later.Home.PastExecutions)).Split(' ')[^1];
        var name = past.Split(':')[^1];
        var started = later.Workflows.Start(
            past[..past.LastIndexOf(':')].Replace(":execution:", ":stateMachine:", StringComparison.Ordinal), name, "{}", isNested: false);
        Assert.True(started.IsTaken);
        Assert.Equal((past, ExecutionEntry.Succeeded), (started.Entry.ExecutionArn, later.Workflows.Find(past)!.Status));

        await DeliverAsync(later, "two");
        Age(later, days: 91);
        await later.Keeping.TrimIfDueAsync(Cancellation);
        Assert.DoesNotContain(name, File.ReadAllText(later.Home.PastExecutions), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_many_loads_nothing_has_more_than_its_share()
    {
        await using var stack = await OpenAsync();
        var limits = new KeepLimits(14, 300_000);
        stack.Keeping.Set(limits);
        for (var load = 0; load < 8; load++)
        {
            await DeliverAsync(stack, $"{load}");
            await stack.Keeping.TrimIfDueAsync(Cancellation);

            Assert.InRange(Directory.EnumerateFiles(stack.Home.Executions).Sum(Length), 1, limits.OfHistories);
            Assert.InRange(Length(stack.Home.Metrics), 1, limits.OfLines);
            Assert.InRange(Directory.EnumerateFiles(stack.Home.Logs).Append(stack.Home.Notices).Sum(Length), 1, limits.OfLines);
        }

        Assert.InRange(stack.Workflows.Executions.Count, 1, limits.MostExecutions);
        Assert.Equal(8, stack.Workflows.Executions.Count + File.ReadLines(stack.Home.PastExecutions).Count());
        Assert.True(Directory.EnumerateFiles(stack.Home.Executions).Count() < 8);
        Assert.NotEmpty(stack.Metrics.Query(new MetricQuery
        {
            Namespace = "AWS/SQS",
            Metric = "ApproximateNumberOfMessagesVisible",
            Dimensions = new Dictionary<string, string> { ["QueueName"] = stack.Template.Queues[0].Name },
            Statistic = "Maximum",
            PeriodSeconds = 60,
            From = stack.Clock.Now.AddHours(-1),
            To = stack.Clock.Now,
        }));
    }

    [Fact]
    public async Task A_home_is_looked_through_once_a_day()
    {
        await using var stack = await OpenAsync();
        await DeliverAsync(stack, "one");
        await stack.Keeping.TrimIfDueAsync(Cancellation);
        var orphan = HistoryOf(stack, "of-a-map-run");
        await File.WriteAllTextAsync(orphan, "", Cancellation);
        File.SetLastWriteTimeUtc(orphan, DateTime.UnixEpoch);

        await stack.Keeping.TrimIfDueAsync(Cancellation);
        Assert.True(File.Exists(orphan));

        stack.Clock.SkipTo(stack.Clock.Now.AddDays(1));
        await stack.Keeping.TrimIfDueAsync(Cancellation);
        Assert.False(File.Exists(orphan));
        Assert.Single(stack.Workflows.Executions);
    }

    [Fact]
    public async Task What_a_command_says_once_holds_for_the_home()
    {
        using var home = new LocalHome();
        var source = home.FolderOf([new SourceFile(Dataset.LogData, "log_data/one.json", LineOf("one"))]);

        await home.RunAsync("load", source, "--keep", "7d", "--keep", "500MB");
        await home.RunAsync("load", source);

        await using var stack = await LocalStack.OpenAsync(HomeFolder.Open(home.Path), inRealTime: false, Cancellation);
        Assert.Equal(new KeepLimits(7, 500_000_000), stack.Keeping.Limits);
    }

    /// <summary>The files change one after the other: whenever the process is killed, the first ones are new and the others old.</summary>
    [Fact]
    public async Task Killed_between_any_two_files_of_a_trim_the_home_is_whole()
    {
        string failed;
        var denying = new Denying(key => key == "log_data/bad.json");
        await using (var stack = await OpenAsync(denying.For))
        {
            await DeliverAsync(stack, "good");
            await DeliverAsync(stack, "bad");
            failed = (await FailedAsync(stack))[0];
            Age(stack, days: 40);
        }

        Copy(folder["home"], folder["before"]);
        await using (var stack = await OpenAsync(denying.For))
        {
            stack.Clock.SkipTo(TimeProvider.System.GetUtcNow().AddDays(40));
            await stack.Keeping.TrimIfDueAsync(Cancellation);
        }

        string[] steps = ["metrics.jsonl", "logs", "notices.jsonl", "bucket/_ingest", "executions.past", "executions.jsonl", "executions"];
        for (var done = 0; done <= steps.Length; done++)
        {
            Copy(folder["before"], folder[$"cut{done}"]);
            foreach (var step in steps.Take(done))
            {
                Replace(folder[$"home/{step}"], folder[$"cut{done}/{step}"]);
            }

            await File.WriteAllTextAsync(folder[$"cut{done}/executions.jsonl.new"], "half a li", Cancellation);
            await using var stack = await OpenAsync(name: $"cut{done}");
            await stack.SettleAsync(Cancellation);
            Assert.Equal([failed], await FailedAsync(stack));
            await new StackFailures(new LocalOperations(stack)).RedriveAsync(null, (_, _) => { }, Cancellation);
            Assert.Equal(2, (await stack.Ledger.CountsAsync(Cancellation)).Songplays);
        }
    }

    private Task<LocalStack> OpenAsync(Func<DuckDbWarehouseOptions, DuckDbWarehouseOptions>? changed = null, string name = "home") =>
        LocalStack.OpenAsync(HomeFolder.Open(folder[name]), inRealTime: false, changed ?? (options => options), Cancellation);

    private static Task<DeliveryReport> DeliverAsync(LocalStack stack, string name) =>
        new Delivery(stack).RunAsync([FileOf(name)], Cancellation);

    /// <summary>One play, of another user for each name.</summary>
    private static FileToDeliver FileOf(string name) => FileToDeliver.Of($"log_data/{name}.json", LineOf(name));

    private static byte[] LineOf(string name)
    {
        var user = name.Sum(letter => letter);
        var line = $$"""{"page":"NextSong","ts":1541106106796,"sessionId":7,"itemInSession":1,"userId":"{{user}}"}""";
        return Encoding.UTF8.GetBytes(line);
    }

    /// <summary>A file whose notice has become a list, and the list's notice waits.</summary>
    /// <returns>The list's key.</returns>
    private static async Task<string> PutWithoutDeliveryAsync(LocalStack stack, string name)
    {
        var file = FileOf(name);
        await stack.Bucket.StoreAsync(new(stack.Bucket.Bucket, file.Key), LineOf(name), Cancellation);
        var arrived = stack.Mappings.First(mapping => mapping.Queue.Count > 0);
        while (await arrived.InvokeDueAsync(windowIsOver: true, Cancellation))
        {
        }

        var list = Directory.EnumerateFiles(Path.Combine(stack.Home.Bucket, ArrivalList.Prefix), "*", SearchOption.AllDirectories)
            .MaxBy(File.GetLastWriteTimeUtc)!;
        return Path.GetRelativePath(stack.Home.Bucket, list);
    }

    private static async Task<IReadOnlyList<string>> FailedAsync(LocalStack stack) =>
        [.. (await new StackFailures(new LocalOperations(stack)).FindAsync(Cancellation)).Executions.Select(failed => failed.Name)];

    /// <summary>So many days pass, for the stack and for the files.</summary>
    private static void Age(LocalStack stack, int days)
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(stack.Home.Bucket, "_ingest"), "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(stack.Home.Executions)))
        {
            File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file).AddDays(-days));
        }

        stack.Clock.SkipTo(stack.Clock.Now.AddDays(days));
    }

    private static string HistoryOf(LocalStack stack, string name) => Path.Combine(stack.Home.Executions, $"{name}.jsonl");

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var path in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) is not ("lock" or "owner.sock")))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target, overwrite: true);
        }
    }

    private static void Replace(string from, string to)
    {
        if (File.Exists(from))
        {
            File.Copy(from, to, overwrite: true);
            return;
        }

        if (Directory.Exists(to))
        {
            Directory.Delete(to, recursive: true);
        }

        if (Directory.Exists(from))
        {
            Copy(from, to);
        }
        else
        {
            File.Delete(to);
        }
    }
}
