using System.Globalization;
using System.Text.Json;
using PuppeteerSharp;
using PuppeteerSharp.Media;
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
        "watch-workflow-dark", "watch-files-dark", "watch-files-light", "watch-answers-light", "watch-dashboard-light", "watch-phone-light"
    ];

    /// <summary>So that the charts have something to draw.</summary>
    private const int SamplesOfPictures = 16;

    private readonly LocalHome _home = new();
    private PageHome? _page;
    private IBrowser? _browser;

    private PageHome Home => _page ?? throw new InvalidOperationException("the page was not opened");

    /// <remarks>It skips nothing: what a fixture throws here fails its tests.</remarks>
    public async ValueTask InitializeAsync()
    {
        _browser = await Chromium.LaunchAsync();
        if (_browser is null)
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
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

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
        Assert.SkipWhen(_browser is null, Chromium.IsAbsent);
        return OpenAsync(Home, place, theme, width, height);
    }

    /// <summary>The same of another home's page.</summary>
    /// <param name="early">Runs before any script of the page.</param>
    internal async Task<PageTab> OpenAsync(
        PageHome home, string place, string theme = "light", int width = 1440, int height = 900, string? early = null)
    {
        Assert.SkipWhen(_browser is null, Chromium.IsAbsent);
        var page = await _browser!.NewPageAsync();
        var tab = new PageTab(page);
        if (early is not null)
        {
            await page.EvaluateExpressionOnNewDocumentAsync(early);
        }

        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = height, IsMobile = width < 500, HasTouch = width < 500 });
        await page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = theme }]);
        await page.GoToAsync(home.Link + place);
        await page.WaitForFunctionAsync(
            "() => !['', 'Loading…'].includes(document.querySelector('#intake')?.textContent ?? '') && document.querySelector('main > *')");
        return tab;
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

/// <summary>A tab of the browser.</summary>
internal sealed class PageTab : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    public PageTab(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => _complaints.Add(error.Message);
        page.Console += (_, said) =>
        {
            if (said.Message.Type is ConsoleType.Error or ConsoleType.Warning)
            {
                _complaints.Add(said.Message.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>As a person does: what moved away under the pointer is clicked again.</summary>
    public async Task ClickUntilAsync(string selector, string condition)
    {
        for (var tries = 1; ; tries++)
        {
            await Page.WaitForSelectorAsync(selector);
            try
            {
                await Page.ClickAsync(selector);
                await Page.WaitForFunctionAsync($"() => {condition}", new WaitForFunctionOptions { Timeout = 5_000 });
                return;
            }
            catch (PuppeteerException) when (tries < 8)
            {
                // It came to nothing in time, or what was clicked has been replaced meanwhile.
            }
        }
    }

    public Task WhenAsync(string condition) => Page.WaitForFunctionAsync($"() => {condition}");

    public Task<string> TextAsync(string selector) =>
        Page.EvaluateExpressionAsync<string>($"document.querySelector({Quoted(selector)}).innerText");

    public async ValueTask DisposeAsync()
    {
        await Page.CloseAsync();
        Assert.Empty(_complaints);
    }

    public static string Quoted(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
