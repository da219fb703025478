using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Page;

/// <summary>Whoever may put a file, or send a message, says what many texts of the page are: none of them becomes markup or runs.</summary>
public sealed class HostileTextTests(TabBrowser browser) : IClassFixture<TabBrowser>, IDisposable
{
    private const string Image = "<img src=x onerror=ran=1>";
    private const string Script = "\"'><script>ran=1</script><svg onload=ran=1>";
    private const string Link = "[a](javascript:ran=1)`${ran=1}`";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly LocalHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task It_is_shown_as_it_is_and_nothing_of_it_runs()
    {
        await using var page = await PageHome.OpenAsync(_home);
        await page.LoadAsync(
            ($"log_data/{Image}.json", Samples.Poison),
            ($"log_data/{Link.Replace('/', '_')}.json", Play(1)),
            ("log_data/rows.json", Play(2) + "\n" + Play(3).Replace(":3,", $":{Json(Image)},", StringComparison.Ordinal)),
            ("song_data/songs.json", Song()));
        await page.FailAsync(($"log_data/{Image}-failed.json", Play(4)));
        page.Stack.Mappings[0].Queue.DeadLetters!.Send([$$"""{"Records":{{Json(Script)}}}"""]);
        await using var tab = await browser.OpenAsync(page, "#/workflow", early: """
            window.ran = 0;
            window.violations = [];
            addEventListener('securitypolicyviolation', event => violations.push(`${event.violatedDirective} ${event.blockedURI}`));
            """, mayMiss: true);

        await tab.WhenAsync("document.querySelectorAll('#attention .trouble').length >= 3");
        await LookAsync(tab, "#/files", $".files-table tr[data-key*='<img']");
        await LookAsync(tab, $"#/files/{Uri.EscapeDataString($"log_data/{Image}.json")}", ".version");
        await LookAsync(tab, $"#/files/{Uri.EscapeDataString(Image + Script)}", ".story .note.is-bad");
        await LookAsync(tab, "#/answers", ".answers");
        await LookAsync(tab, "#/dashboard", ".widget");
        await LookAsync(tab, $"#/workflow/{Uri.EscapeDataString(Image)}", ".empty h2");
        var failed = page.Stack.Workflows.Executions.Single(execution => execution.Status is "FAILED").Name;
        await LookAsync(tab, $"#/workflow/{failed}", ".visit[data-state=StageFiles]");
        await LookAsync(tab, $"#/{Image}", ".row");
        await DropAsync(tab);
        await tab.Page.EvaluateExpressionAsync("for (const one of document.querySelectorAll('details')) one.open = true");

        Assert.Equal("0 ", await tab.Page.EvaluateExpressionAsync<string>("`${window.ran} ${violations.join(', ')}`"));
        Assert.Equal("", await tab.Page.EvaluateExpressionAsync<string>("document.cookie"));
    }

    /// <summary>Everything that is on the page by then was looked at: no element of a text, and no address that runs.</summary>
    private static async Task LookAsync(PageTab tab, string place, string ready)
    {
        await tab.Page.EvaluateExpressionAsync($"location.hash = {Json(place)}");
        await tab.WhenAsync($"document.querySelector({Json(ready)})");
        Assert.Equal("", await tab.Page.EvaluateExpressionAsync<string>(
            """
            [...document.querySelectorAll('img:not(.brand img), script:not([src^="js/"]), iframe, object, embed, base, [onerror], [onload], [href^="javascript:" i]')]
              .map(one => one.outerHTML).join('\n')
            """));
    }

    private static async Task DropAsync(PageTab tab)
    {
        await tab.Page.EvaluateExpressionAsync(
            $$"""
            (() => {
              const transfer = new DataTransfer();
              transfer.items.add(new File(['{}'], {{Json(Image + ".json")}}));
              dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, cancelable: true }));
            })()
            """);
        await LookAsync(tab, "#/workflow", "#drop[open] .put");
        Assert.Contains("<img", await tab.TextAsync("#drop .from"), StringComparison.Ordinal);
    }

    private static string Play(int item) => new JsonObject
    {
        ["artist"] = Image, ["song"] = Script, ["firstName"] = Link, ["gender"] = "F", ["itemInSession"] = item, ["lastName"] = "L",
        ["length"] = 1.5, ["level"] = "free", ["location"] = Image, ["page"] = "NextSong", ["sessionId"] = 7, ["ts"] = 1541121934796L,
        ["userAgent"] = Script, ["userId"] = "9",
    }.ToJsonString(Plain);

    private static string Song() => new JsonObject
    {
        ["song_id"] = "S1", ["title"] = Script, ["artist_id"] = "A1", ["artist_name"] = Image, ["duration"] = 1.5, ["year"] = 2000,
        ["artist_location"] = Image,
    }.ToJsonString(Plain);

    private static string Json(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
