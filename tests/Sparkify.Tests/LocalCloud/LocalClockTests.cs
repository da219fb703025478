using Sparkify.LocalCloud.Workflow;

namespace Sparkify.Tests.LocalCloud;

public sealed class LocalClockTests
{
    [Fact]
    public async Task A_virtual_wait_takes_its_time_by_the_clock_and_waits_overlap()
    {
        var clock = new LocalClock(isVirtual: true);
        var before = clock.Now;

        await Task.WhenAll(
            Enumerable.Range(1, 50).Select(hours => clock.DelayAsync(TimeSpan.FromHours(hours), TestContext.Current.CancellationToken)));

        Assert.InRange(clock.Now - before, TimeSpan.FromHours(50), TimeSpan.FromHours(51));
    }

    [Fact]
    public async Task While_the_warehouse_works_a_wait_lasts_until_it_has_made_progress()
    {
        var progress = new TaskCompletionSource();
        var clock = new LocalClock(isVirtual: true) { Progress = (_, _) => progress.Task };

        var wait = clock.DelayAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.False(wait.IsCompleted);
        progress.SetResult();

        await wait;
    }
}
