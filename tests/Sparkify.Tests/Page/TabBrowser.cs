using PuppeteerSharp;
using PuppeteerSharp.Media;

namespace Sparkify.Tests.Page;

/// <summary>A browser, for tests that have a page of their own.</summary>
public sealed class TabBrowser : IAsyncLifetime
{
    private IBrowser? _browser;

    public bool HasBrowser => _browser is not null;

    /// <remarks>It skips nothing: what a fixture throws here fails its tests.</remarks>
    public async ValueTask InitializeAsync() => _browser = await Chromium.LaunchAsync();

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }
    }

    /// <summary>Skips the test where there is none.</summary>
    internal void RequireBrowser() => Assert.SkipWhen(_browser is null, Chromium.IsAbsent);

    /// <summary>A tab of its own, at a place of the page.</summary>
    /// <param name="width">Under 500: it is a phone.</param>
    /// <param name="early">Runs before any script of the page.</param>
    /// <param name="prepare">Runs before the page is opened.</param>
    internal async Task<PageTab> OpenAsync(
        PageHome home,
        string place,
        string theme = "light",
        int width = 1440,
        int height = 900,
        string? early = null,
        bool mayMiss = false,
        Func<IPage, Task>? prepare = null)
    {
        RequireBrowser();
        var page = await _browser!.NewPageAsync();
        var tab = new PageTab(page) { MayMiss = mayMiss };
        // What another test chose for its tab is not this one's.
        await page.EvaluateExpressionOnNewDocumentAsync(
            "if (location.host && !sessionStorage.begun) { localStorage.clear(); sessionStorage.begun = 1; }");
        if (early is not null)
        {
            await page.EvaluateExpressionOnNewDocumentAsync(early);
        }

        if (prepare is not null)
        {
            await prepare(page);
        }

        await page.SetViewportAsync(new ViewPortOptions { Width = width, Height = height, IsMobile = width < 500, HasTouch = width < 500 });
        await page.EmulateMediaFeaturesAsync([new MediaFeatureValue { MediaFeature = MediaFeature.PrefersColorScheme, Value = theme }]);
        await page.GoToAsync(home.Link + place);
        await page.WaitForFunctionAsync(
            "() => !['', 'Loading…'].includes(document.querySelector('#intake')?.textContent ?? '') && document.querySelector('main > *')");
        return tab;
    }
}
