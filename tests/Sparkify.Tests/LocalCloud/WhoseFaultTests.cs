using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Delivering;
using Sparkify.LocalCloud.Home;
using Sparkify.Operations;
using Sparkify.RedshiftOnDuckDb;
using Sparkify.Tests.Operated;

namespace Sparkify.Tests.LocalCloud;

/// <summary>
/// Whole homes whose stack fails, or whose load views lag or say nothing: no good file is blamed, and no row goes in silence.
/// </summary>
public sealed class WhoseFaultTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Files_that_the_role_may_not_read_are_not_marked_and_load_when_it_may()
    {
        var denying = new Denying(key => key.StartsWith("log_data/", StringComparison.Ordinal));
        await using var stack = await OpenAsync(options => denying.For(options));

        var report = await DeliverAsync(stack, Events(40));

        var files = report.Summary.Files;
        Assert.Equal((40, 0, 0, 40), (files.Delivered, files.Loaded, files.Quarantined, files.Failed));
        Assert.InRange(denying.Copies, 1, 12);
        Assert.Contains("no file is marked", Assert.Single(await NoticesAsync(stack)), StringComparison.Ordinal);
        Assert.Contains("Access Denied", Assert.Single(await NoticesAsync(stack)), StringComparison.Ordinal);
        Assert.Equal((1, 0), (report.Summary.Executions.Failed, (await stack.Ledger.FilesAsync(Cancellation)).Count));

        denying.Denies = _ => false;
        var redriven = await new StackFailures(new LocalOperations(stack)).RedriveAsync(null, (_, _) => { }, Cancellation);

        Assert.Equal("SUCCEEDED", Assert.Single(redriven.Started).Status);
        Assert.Equal(40, (await stack.Ledger.FilesAsync(Cancellation)).Count(file => file.Value.Status == "loaded"));
        Assert.Equal(40, (await stack.Ledger.CountsAsync(Cancellation)).Songplays);
    }

    [Fact]
    public async Task One_file_that_the_role_may_not_read_is_set_aside_and_the_others_load()
    {
        var denying = new Denying(key => key == "log_data/7.json");
        await using var stack = await OpenAsync(options => denying.For(options));

        var report = await DeliverAsync(stack, Events(500));

        var files = report.Summary.Files;
        Assert.Equal((499, 1, 0), (files.Loaded, files.Quarantined, report.Summary.Executions.Failed));
        Assert.InRange(denying.Copies, 1, (2 * Math.Log2(500)) + 12);
        var set = Assert.Single(await stack.Ledger.FilesAsync(Cancellation), file => file.Value.Status == "quarantined");
        Assert.Equal("log_data/7.json", set.Key.Key);
        Assert.Contains("Access Denied", set.Value.Reason, StringComparison.Ordinal);
        Assert.Contains("Access Denied", Assert.Single(report.Losses), StringComparison.Ordinal);
    }

    /// <summary>Half of the file is bad: a merge would say that nothing was refused, and five rows would be gone.</summary>
    [Fact]
    public async Task With_silent_load_views_nothing_is_merged_and_the_words_say_why()
    {
        await using var stack = await OpenAsync(options => options with { LoadViewsLag = () => null });

        var report = await DeliverAsync(stack, [HalfBad]);

        Assert.Equal((0, 0, 1), (report.Summary.Files.Loaded, report.Summary.Files.Quarantined, report.Summary.Files.Failed));
        Assert.Equal((0, 0), (report.Summary.Tables.Songplays, report.Summary.Rows.Staged));
        Assert.Contains(
            "loaded 5 rows, and the load history says nothing of it, after the load views were asked 6 times: nobody knows which rows were "
            + "refused, so nothing is merged and no file is marked",
            Assert.Single(await NoticesAsync(stack)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Load_views_that_lag_are_asked_again_and_the_load_is_what_it_would_have_been(int questions)
    {
        await using var stack = await OpenAsync(options => options with { LoadViewsLag = () => questions });

        var report = await DeliverAsync(stack, [HalfBad, .. Events(20)]);

        Assert.Equal((20, 1, 0), (report.Summary.Files.Loaded, report.Summary.Files.Quarantined, report.Summary.Executions.Failed));
        Assert.Equal(20, report.Summary.Tables.Songplays);
        Assert.StartsWith("quarantined: log_data/half.json: 5 of 10 rows refused", Assert.Single(report.Losses), StringComparison.Ordinal);
    }

    private static FileToDeliver HalfBad =>
        File("half", string.Concat(Enumerable.Range(0, 10).Select(n => n < 5 ? Event(900 + n) : "x\n")));

    private static IEnumerable<FileToDeliver> Events(int files) => Enumerable.Range(1, files).Select(n => File($"{n}", Event(n)));

    private static FileToDeliver File(string name, string content) =>
        FileToDeliver.Of($"log_data/{name}.json", System.Text.Encoding.UTF8.GetBytes(content));

    private static string Event(int number) =>
        $$"""{"page":"NextSong","ts":{{1541106106796 + number}},"sessionId":7,"itemInSession":{{number}},"userId":"8"}""" + "\n";

    private static Task<DeliveryReport> DeliverAsync(LocalStack stack, IEnumerable<FileToDeliver> files) =>
        new Delivery(stack).RunAsync(files, Cancellation);

    private static async Task<IReadOnlyList<string>> NoticesAsync(LocalStack stack) =>
        System.IO.File.Exists(stack.Home.Notices) ? await System.IO.File.ReadAllLinesAsync(stack.Home.Notices, Cancellation) : [];

    private Task<LocalStack> OpenAsync(Func<DuckDbWarehouseOptions, DuckDbWarehouseOptions> changed) => LocalStack.OpenAsync(
        HomeFolder.Open(folder["home"]), inRealTime: false, changed, Cancellation);
}
