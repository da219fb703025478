using PuppeteerSharp;

namespace Sparkify.Tests.Page;

/// <summary>A tab of a browser. What the browser complains of fails the test that disposes it.</summary>
internal sealed class PageTab : IAsyncDisposable
{
    private readonly List<string> _complaints = [];

    public PageTab(IPage page)
    {
        Page = page;
        page.PageError += (_, error) => _complaints.Add(error.Message);
        page.Console += (_, said) =>
        {
            if (said.Message.Type is ConsoleType.Error or ConsoleType.Warning
                && !(MayMiss && said.Message.Text.Contains("status of 404", StringComparison.Ordinal)))
            {
                _complaints.Add(said.Message.Text);
            }
        };
    }

    public IPage Page { get; }

    /// <summary>It asks for what is not there.</summary>
    public bool MayMiss { get; init; }

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
