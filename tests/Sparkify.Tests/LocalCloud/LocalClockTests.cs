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
    public async Task While_a_function_works_no_time_is_skipped()
    {
        var clock = new LocalClock(isVirtual: true);
        var done = new TaskCompletionSource<bool>();
        var work = clock.WorkAsync(() => done.Task);

        var wait = clock.DelayAsync(TimeSpan.FromHours(5), TestContext.Current.CancellationToken);
        await Task.Delay(TimeSpan.FromMilliseconds(50), TestContext.Current.CancellationToken);
        Assert.False(wait.IsCompleted);
        done.SetResult(true);

        await work;
        await wait;
    }
}
