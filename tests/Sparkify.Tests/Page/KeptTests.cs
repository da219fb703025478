using Sparkify.LocalCloud.Keeping;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Page;

/// <summary>The page of a home that keeps its past for a while only.</summary>
public sealed class KeptTests : IAsyncLifetime
{
    private readonly LocalHome _home = new();
    private PageHome _page = null!;

    public async ValueTask InitializeAsync() => _page = await PageHome.OpenAsync(_home);

    public async ValueTask DisposeAsync()
    {
        await _page.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task An_execution_without_a_history_says_why_and_one_that_is_gone_leaves_the_page()
    {
        await _page.LoadAsync(("log_data/a.json", Samples.Play(1)));
        var name = Assert.Single(_page.Stack.Workflows.Executions).Name;

        await TrimAsync(new KeepLimits(14, 60_000));

        var timeline = await _page.GetAsync($"api/executions/{name}");
        Assert.StartsWith(
            "Its history is gone: this home keeps 14 days", timeline.GetProperty("gone").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, timeline.GetProperty("visits").GetArrayLength());

        var before = await _page.GetAsync("api/executions");
        await using var stream = await EventStream.OpenAsync(
            _page, $"api/changes?after={before.GetProperty("epoch").GetString()}.{before.GetProperty("change")}");
        _page.Stack.Clock.SkipTo(_page.Stack.Clock.Now.AddDays(20));
        await TrimAsync(KeepLimits.Usual);

        Assert.Equal("restart", (await stream.NextAsync()).Id);
        Assert.Equal(0, (await _page.GetAsync("api/executions")).GetProperty("executions").GetArrayLength());
    }

    private async Task TrimAsync(KeepLimits limits)
    {
        _page.Stack.Keeping.Set(limits);
        Assert.Null(await _page.Stack.Keeping.TrimIfDueAsync(TestContext.Current.CancellationToken));
    }
}
