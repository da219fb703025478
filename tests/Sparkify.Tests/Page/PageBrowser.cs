using System.Globalization;
using System.Text.Json;
using Sparkify.LocalCloud.Home;
using Sparkify.LocalCloud.Workflow;
using Sparkify.Operations;
using Sparkify.Reference;
using Sparkify.SampleData;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.SampleData;
using Sparkify.Tests.StandIns;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Page;

/// <summary>
/// A page with everything on it, in a browser: a sample is loaded, a file is poison, one has a refused row, the load of one failed, and
/// 5,000 executions are history.
/// </summary>
public sealed class PageBrowser : IAsyncLifetime
{
    public const int History = 5_000;
    public const string PoisonKey = "log_data/2018/11/2018-11-30-broken.json";
    public const string FailedKey = "log_data/2018/11/2018-11-30-unlucky.json";
    public const string RefusedKey = "log_data/2018/11/2018-11-29-late.json";

    /// <summary>Set: the screenshots of the documentation are taken anew.</summary>
    private static readonly bool IsForDocumentation = Environment.GetEnvironmentVariable("SPARKIFY_SCREENSHOTS") is "1";

    private static readonly HashSet<string> OfDocumentation =
    [
        "watch-workflow-dark", "watch-files-dark", "watch-files-light", "watch-answers-light", "watch-dashboard-light",
        "watch-phone-workflow-light",
    ];

    /// <summary>So that the charts have something to draw.</summary>
    private const int SamplesOfPictures = 16;

    private readonly LocalHome _home = new();
    private readonly TabBrowser _tabs = new();
    private PageHome? _page;

    private PageHome Home => _page ?? throw new InvalidOperationException("the page was not opened");

    /// <remarks>It skips nothing: what a fixture throws here fails its tests.</remarks>
    public async ValueTask InitializeAsync()
    {
        await _tabs.InitializeAsync();
        if (!_tabs.HasBrowser)
        {
            return;
        }

        WriteHistory(HomeFolder.Open(_home.Path).ExecutionList);
        // In virtual time, as 'load' does it: what the page finds when it comes.
        await _home.LoadAsync(_home.FolderOf(Sources.Of(new GenerateOptions(2_000, 100, 1, ""))
            .Append(SourceFile.OfText(Dataset.LogData, PoisonKey, Samples.Poison))
            .Append(SourceFile.OfText(Dataset.LogData, RefusedKey, Samples.WithARefusedRow))));
        await using (var before = await PageHome.OpenAsync(_home))
        {
            await before.FailAsync((FailedKey, Samples.Play(700)));
        }

        _page = await PageHome.OpenAsync(_home, inRealTime: true);
        for (var sample = 0; IsForDocumentation && sample < SamplesOfPictures; sample++)
        {
            await Home.SampleAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _tabs.DisposeAsync();
        if (_page is not null)
        {
            await _page.DisposeAsync();
        }

        _home.Dispose();
    }

    /// <summary>
    /// A tab of its own, at a place of the page, or the test is skipped. What the browser complains of fails the test that disposes it.
    /// </summary>
    internal Task<PageTab> OpenAsync(string place, string theme = "light", int width = 1440, int height = 900)
    {
        _tabs.RequireBrowser();
        return _tabs.OpenAsync(Home, place, theme, width, height);
    }

    /// <summary>How many the warehouse has, as the page writes it.</summary>
    internal async Task<string> SongsAsync() =>
        (await Home.Stack.Ledger.CountsAsync(TestContext.Current.CancellationToken)).Songs.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The latest load of events that staged rows: not every execution passes StageFiles.</summary>
    internal async Task<string> StagedLoadAsync() => (string)(await Home.Stack.AskAsync(
        "SELECT load_id FROM dw.loads WHERE dataset = 'log_data' AND rows_staged > 0 ORDER BY recorded_at DESC",
        TestContext.Current.CancellationToken)).Rows[0][0]!;

    /// <summary>
    /// Keeps the lock of the loads: one batch has it and another waits, so that a merge waits for longer than the page takes to show it.
    /// </summary>
    internal Task KeepLockAsync(CancellationToken until)
    {
        return Task.WhenAll(KeepAsync(), KeepAsync());

        async Task KeepAsync()
        {
            while (!until.IsCancellationRequested)
            {
                await Home.Stack.RunBatchAsync(
                    "keep the lock", ["LOCK dw.load_lock", .. ProbeBatch.TakeTime(seed: 1, tens: 10, ones: 3)], CancellationToken.None);
            }
        }
    }

    /// <summary>Into artifacts/screenshots, or one of the documentation into docs/images.</summary>
    internal static async Task ScreenshotAsync(PageTab tab, string name)
    {
        var folder = Repository.Path(IsForDocumentation && OfDocumentation.Contains(name) ? "docs/images" : "artifacts/screenshots");
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, $"{name}.png");
        await tab.Page.ScreenshotAsync(path);
        TestContext.Current.TestOutputHelper?.WriteLine(path);
    }

    /// <summary>Executions of the ten days before, which a home keeps: one each three minutes; some failed.</summary>
    private static void WriteHistory(string path)
    {
        var latest = DateTimeOffset.UtcNow.AddHours(-2);
        File.WriteAllLines(path, Enumerable.Range(0, History).Select(at =>
        {
            var name = string.Create(
                CultureInfo.InvariantCulture, $"{(at % 3 == 0 ? "song" : "log")}-data-{at * 2_654_435_761L % 0xffffffffff:x10}{at:x8}");
            var start = latest.AddMinutes(-3 * at);
            var failed = at % 97 == 40;
            return JsonSerializer.Serialize(
                new ExecutionEntry
                {
                    ExecutionArn = $"arn:aws:states:local:000000000000:execution:sparkify-local-ingest:{name}",
                    StateMachineArn = "arn:aws:states:local:000000000000:stateMachine:sparkify-local-ingest",
                    Name = name,
                    Status = failed ? "FAILED" : "SUCCEEDED",
                    StartDate = start,
                    StopDate = start.AddSeconds(3 + (at % 11)),
                    Error = failed ? "AttemptsExhaustedException" : null,
                },
                WorkflowJson.Default.ExecutionEntry);
        }));
    }
}
