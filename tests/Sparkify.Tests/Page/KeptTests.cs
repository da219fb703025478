using Sparkify.LocalCloud.Keeping;

namespace Sparkify.Tests.Page;

/// <summary>The page of a home that keeps its past for a while only.</summary>
public sealed class KeptTests : OwnPage
{
    [Fact]
    public async Task An_execution_without_a_history_says_why_and_one_that_is_gone_leaves_the_page()
    {
        await Page.LoadAsync(("log_data/a.json", Samples.Play(1)));
        var name = Assert.Single(Page.Stack.Workflows.Executions).Name;

        await TrimAsync(new KeepLimits(14, 60_000));

        var timeline = await Page.GetAsync($"api/executions/{name}");
        Assert.StartsWith(
            "Its history is gone: this home keeps 14 days", timeline.GetProperty("gone").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, timeline.GetProperty("visits").GetArrayLength());

        var before = await Page.GetAsync("api/executions");
        await using var stream = await EventStream.OpenAsync(
            Page, $"api/changes?after={before.GetProperty("epoch").GetString()}.{before.GetProperty("change")}");
        Page.Stack.Clock.SkipTo(Page.Stack.Clock.Now.AddDays(20));
        await TrimAsync(KeepLimits.Usual);

        // How large the load was may be said before that.
        while ((await stream.NextAsync()).Id is not "restart")
        {
        }

        Assert.Equal(0, (await Page.GetAsync("api/executions")).GetProperty("executions").GetArrayLength());
    }

    private async Task TrimAsync(KeepLimits limits)
    {
        Page.Stack.Keeping.Set(limits);
        Assert.Null(await Page.Stack.Keeping.TrimIfDueAsync(TestContext.Current.CancellationToken));
    }
}
