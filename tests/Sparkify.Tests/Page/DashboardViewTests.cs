using System.Text.Json;
using System.Text.Json.Nodes;
using PuppeteerSharp;

namespace Sparkify.Tests.Page;

/// <summary>Widgets of which a test knows the numbers: as CloudWatch would draw them.</summary>
public sealed class DashboardViewTests(TabBrowser browser) : OwnPage, IClassFixture<TabBrowser>
{
    [Fact]
    public async Task Counts_are_those_of_the_time_shown_and_thresholds_are_drawn()
    {
        // Two loads in two periods: the last bucket has one of the three files.
        await Page.LoadAsync(("log_data/a.json", Samples.Play(1)), ("log_data/b.json", Samples.Play(2)));
        Page.Stack.Clock.SkipTo(Page.Stack.Clock.Now.AddMinutes(2));
        await Page.LoadAsync(("log_data/c.json", Samples.Play(3)));
        await using var tab = await browser.OpenAsync(
            Page, "#/dashboard", early: "const now = Date.now; Date.now = () => now() + 180_000;", prepare: AnswerWithAsync);

        await tab.WhenAsync("document.querySelectorAll('.widget canvas').length === 2");

        Assert.Equal("3", await tab.TextAsync(".widget[data-title=one] .value b"));
        Assert.Equal("3", await tab.TextAsync(".widget[data-title=twice] .value b"));
        Assert.Matches(@"files:?\s*3", await tab.TextAsync(".widget[data-title=near] .u-legend"));
        Assert.Matches(@"late\s*2\.5", await tab.TextAsync(".widget[data-title=near] .thresholds"));
        Assert.Matches(@"far\s*9,000", await tab.TextAsync(".widget[data-title=far] .thresholds"));
        // A row of the first's colour lies within the drawing, and one at the upper edge of the other.
        Assert.InRange(await HeightOfLineAsync(tab, "near"), 0.05, 0.5);
        Assert.InRange(await HeightOfLineAsync(tab, "far"), 0, 0.1);
    }

    /// <summary>Where the threshold is drawn, of the height of its canvas from above; 1: it is not.</summary>
    private static Task<double> HeightOfLineAsync(PageTab tab, string title) => tab.Page.EvaluateExpressionAsync<double>(
        $$"""
        (() => {
          const canvas = document.querySelector('.widget[data-title={{title}}] canvas');
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          for (let y = 0; y < canvas.height; y++) {
            let reds = 0;
            for (let x = 0; x < canvas.width; x++) {
              const at = 4 * (y * canvas.width + x);
              if (data[at] > 200 && data[at + 1] < 60 && data[at + 2] < 60 && data[at + 3] > 100) reds++;
            }
            if (reds > canvas.width / 3) return y / canvas.height;
          }
          return 1;
        })()
        """);

    private static async Task AnswerWithAsync(IPage page)
    {
        await page.SetRequestInterceptionAsync(true);
        page.Request += async (_, asked) => await (asked.Request.Url.EndsWith("/api/dashboard", StringComparison.Ordinal)
            ? asked.Request.RespondAsync(new ResponseData { ContentType = "application/json", Body = Body })
            : asked.Request.ContinueAsync());
    }

    private static string Body
    {
        get
        {
            var files = new JsonArray(
                "Sparkify", "FilesLoaded", "Stack", "sparkify-local", "Dataset", "log_data",
                new JsonObject { ["id"] = "m", ["label"] = "files" });
            JsonObject Widget(string title, int y, JsonArray metrics, params (string Name, JsonNode Value)[] others)
            {
                var properties = new JsonObject { ["title"] = title, ["stat"] = "Sum", ["period"] = 60, ["metrics"] = metrics };
                foreach (var (name, value) in others)
                {
                    properties[name] = value;
                }

                return new JsonObject
                {
                    ["type"] = "metric", ["x"] = 0, ["y"] = y, ["width"] = 12, ["height"] = 6, ["properties"] = properties,
                };
            }

            JsonNode Line(string label, double value) => new JsonObject
            {
                ["horizontal"] = new JsonArray(new JsonObject { ["label"] = label, ["value"] = value, ["color"] = "#ff0000" }),
            };
            return new JsonObject
            {
                ["widgets"] = new JsonArray(
                    Widget("one", 0, [files.DeepClone()], ("view", "singleValue")),
                    Widget(
                        "twice", 6, [Hidden(files), new JsonArray(new JsonObject { ["expression"] = "2 * m - m", ["label"] = "sum" })],
                        ("view", "singleValue"), ("setPeriodToTimeRange", true)),
                    Widget("near", 12, [files.DeepClone()], ("view", "timeSeries"), ("annotations", Line("late", 2.5))),
                    Widget("far", 18, [files.DeepClone()], ("view", "timeSeries"), ("annotations", Line("far", 9_000)))),
            }.ToJsonString(JsonSerializerOptions.Web);
        }
    }

    private static JsonNode Hidden(JsonArray metric)
    {
        var hidden = metric.DeepClone();
        hidden[metric.Count - 1]!["visible"] = false;
        return hidden;
    }
}
