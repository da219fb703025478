using System.Text.Json.Nodes;
using PuppeteerSharp;
using Sparkify.Page;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Page;

/// <summary>The page says what needs somebody, and mends what a button can mend.</summary>
public sealed class AttentionTests(TabBrowser browser) : IClassFixture<TabBrowser>, IDisposable
{
    private readonly LocalHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task What_is_wrong_comes_first_and_goes_when_it_is_mended_from_the_page()
    {
        await using var page = await PageHome.OpenAsync(_home, files: new FileLimits(Listed: 2, LookedAt: 3));
        await page.LoadAsync(("log_data/poison.json", Samples.Poison), ("log_data/rows.json", Samples.WithARefusedRow));
        await page.FailAsync(("log_data/unlucky.json", Samples.Play(700)));
        await using var tab = await browser.OpenAsync(page, "#/answers");
        await tab.WhenAsync("document.querySelectorAll('#attention .trouble').length === 3");

        var words = await tab.TextAsync("#attention");
        Assert.Matches(@"1 execution failed since [\d:]+", words);
        Assert.Contains("relation \"users\" does not exist", words, StringComparison.Ordinal);
        Assert.Matches(@"1 file quarantined since [\d:]+", words);
        Assert.Contains("1 row of 1 file not loaded", words, StringComparison.Ordinal);
        var failed = page.Stack.Workflows.Executions.Single(execution => execution.Status is "FAILED").Name;
        Assert.Contains($"./sparkify redrive {failed} --home ", words, StringComparison.Ordinal);
        var above = "document.querySelector('#attention').getBoundingClientRect().bottom "
            + "<= document.querySelector('main').getBoundingClientRect().top";
        foreach (var view in new[] { "files", "dashboard", "workflow" })
        {
            await tab.Page.EvaluateExpressionAsync($"location.hash = '#/{view}'");
            await tab.WhenAsync($"document.title.toLowerCase().startsWith('{view}') && {above}");
        }

        await RedriveAsync(tab, failed);
        await tab.WhenAsync("document.querySelectorAll('#attention .trouble').length === 2");
        await PageFilesAsync(tab, page);
        await BackfillAsync(tab);

        await page.LoadAsync(("log_data/poison.json", Samples.Play(800)), ("log_data/rows.json", Samples.Play(801)));
        await tab.WhenAsync("document.querySelector('#attention').hidden");
    }

    [Fact]
    public async Task A_queue_is_late_once_its_oldest_message_has_waited_for_as_long_as_lets_the_alarm_go_off()
    {
        await using var page = await PageHome.OpenAsync(_home);
        Assert.Equal(
            [("ArrivalsQueue", 1_800), ("LogDataQueue", 1_800), ("SongDataQueue", 1_800)],
            page.Stack.Template.LateAfter.OrderBy(late => late.Key, StringComparer.Ordinal)
                .Select(late => (late.Key, (int)late.Value.TotalSeconds)));
        var snapshot = await LookedAtAsync(page);
        JsonObject Queue(string name, int minutes) => new()
        {
            ["queue"] = name,
            ["messages"] = 3,
            ["dead"] = 0,
            ["oldest"] = DateTimeOffset.UtcNow.AddMinutes(-minutes).ToUnixTimeMilliseconds(),
            ["lateAfter"] = 1_800_000,
        };
        snapshot["intake"] = new JsonArray(Queue("LogDataQueue", 31), Queue("SongDataQueue", 29));

        await using var tab = await browser.OpenAsync(page, "#/files", prepare: async opened =>
        {
            await opened.SetRequestInterceptionAsync(true);
            opened.Request += async (_, asked) => await (asked.Request.Url.EndsWith("/api/executions", StringComparison.Ordinal)
                ? asked.Request.RespondAsync(new ResponseData { ContentType = "application/json", Body = snapshot.ToJsonString() })
                : asked.Request.ContinueAsync());
        });

        await tab.WhenAsync("document.querySelectorAll('#attention .trouble').length === 1");
        Assert.Matches(@"LogDataQueue is late: 3 messages since [\d:]+", await tab.TextAsync("#attention"));
    }

    /// <summary>All that the page knows once it has looked at the queues: nothing changes it after that.</summary>
    private static async Task<JsonNode> LookedAtAsync(PageHome page)
    {
        var snapshot = await page.GetAsync("api/executions");
        if (snapshot.GetProperty("intake").GetArrayLength() == 0)
        {
            await using var stream = await EventStream.OpenAsync(
                page, $"api/changes?after={snapshot.GetProperty("epoch").GetString()}.{snapshot.GetProperty("change")}");
            while ((await stream.NextAsync()).Data.GetProperty("intake").GetArrayLength() == 0)
            {
            }

            snapshot = await page.GetAsync("api/executions");
        }

        return JsonNode.Parse(snapshot.GetRawText())!;
    }

    /// <summary>It asks first, and says which command does the same and what came of it, as the command does.</summary>
    private static async Task RedriveAsync(PageTab tab, string failed)
    {
        await tab.ClickUntilAsync(".trouble[data-kind=failed] .actions button", "document.querySelector('#mend[open]')");
        Assert.Contains($"./sparkify redrive {failed} --home ", await tab.TextAsync("#mend"), StringComparison.Ordinal);
        Assert.Equal("Cancel", await tab.Page.EvaluateExpressionAsync<string>("document.activeElement.textContent"));
        await PageBrowser.ScreenshotAsync(tab, "watch-redrive-light");
        await tab.Page.ClickAsync("#mend button[type=submit]");
        await tab.WhenAsync("document.querySelector('#mend .note.is-good')");
        Assert.Contains(
            $"{failed} was started again as {failed}-again1: SUCCEEDED", await tab.TextAsync("#mend .said"), StringComparison.Ordinal);
        await tab.Page.Keyboard.PressAsync("Escape");
    }

    /// <summary>With more files than are looked at at once they are listed page by page.</summary>
    private static async Task PageFilesAsync(PageTab tab, PageHome page)
    {
        const string keys = "[...document.querySelectorAll('.files-table tr[data-key]')].map(row => row.dataset.key).join(' ')";
        await page.LoadAsync(("log_data/z1.json", Samples.Play(901)), ("log_data/z2.json", Samples.Play(902)));
        await tab.Page.EvaluateExpressionAsync("location.hash = '#/files'");
        await tab.WhenAsync($"{keys} === 'log_data/poison.json log_data/rows.json'");
        await ClickTextAsync(tab, "The next", $"{keys} === 'log_data/unlucky.json log_data/z1.json'");
        await ClickTextAsync(tab, "The next", $"{keys} === 'log_data/z2.json'");
        await ClickTextAsync(tab, "From the first", $"{keys} === 'log_data/poison.json log_data/rows.json'");
    }

    private static async Task BackfillAsync(PageTab tab)
    {
        await tab.ClickUntilAsync(".files-title button", "document.querySelector('#mend[open]')");
        await tab.Page.TypeAsync("#mend-prefix", "log_data/z it's");
        await tab.WhenAsync("document.querySelector('#mend code').textContent.includes(`--prefix 'log_data/z it'\\\\''s'`)");
        await tab.Page.ClickAsync("#mend footer button:nth-of-type(2)");
        await tab.WhenAsync("document.querySelector('#mend .note.is-good')");
        Assert.Contains("0 files found in log_data/z it's", await tab.TextAsync("#mend .said"), StringComparison.Ordinal);
        Assert.Contains("Nothing would be loaded.", await tab.TextAsync("#mend .said"), StringComparison.Ordinal);
        await tab.Page.Keyboard.PressAsync("Escape");
    }

    private static async Task ClickTextAsync(PageTab tab, string text, string condition)
    {
        await tab.WhenAsync($"[...document.querySelectorAll('.list-foot button')].some(one => one.textContent === '{text}')");
        await tab.Page.EvaluateExpressionAsync(
            $"[...document.querySelectorAll('.list-foot button')].find(one => one.textContent === '{text}').click()");
        await tab.WhenAsync(condition);
    }
}
