using Sparkify.Proof.Running;

namespace Sparkify.Tests.Proof;

public sealed class SchedulerTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_is_the_same_order_and_other_seeds_are_others()
    {
        var orders = Enumerable.Range(0, 20).Select(seed => Order((ulong)seed)).ToList();

        Assert.Equal(orders, Enumerable.Range(0, 20).Select(seed => Order((ulong)seed)));
        Assert.InRange(orders.Distinct().Count(), 15, 20);
    }

    [Fact]
    public void Of_a_lane_that_was_killed_nothing_goes_on_and_nothing_of_its_descendants()
    {
        var scheduler = new Scheduler(1, Start);
        var process = scheduler.Root.Child();
        var steps = 0;
        process.Child().Start(() => CountAsync(() => steps++, 1_000));
        scheduler.InterruptAt(10, process.Kill);

        scheduler.RunToRest();

        Assert.InRange(steps, 1, 10);
    }

    [Fact]
    public void What_a_dead_lane_left_to_another_is_still_done()
    {
        var scheduler = new Scheduler(1, Start);
        var process = scheduler.Root.Child();
        var (sent, done) = (false, 0);
        process.Start(async () =>
        {
            scheduler.Root.Start(() => CountAsync(() => done++, 5));
            sent = true;
            await Task.Yield();
            done = int.MinValue;
        });
        scheduler.InterruptAt(1, process.Kill);

        scheduler.RunToRest();

        Assert.Equal((true, 5), (sent, done));
    }

    [Fact]
    public void Time_passes_when_nothing_is_ready_and_timers_fire_in_their_order()
    {
        var scheduler = new Scheduler(1, Start);
        var fired = new List<int>();
        foreach (var seconds in new[] { 300, 5, 86_400, 5 })
        {
            scheduler.Root.Start(async () =>
            {
                await scheduler.Time.DelayAsync(TimeSpan.FromSeconds(seconds), CancellationToken.None);
                fired.Add(seconds);
            });
        }

        scheduler.RunToRest();

        Assert.Equal([5, 5, 300, 86_400], fired);
        Assert.Equal(Start.AddDays(1), scheduler.Now);
    }

    [Fact]
    public void A_continuation_from_another_thread_breaks_the_simulation()
    {
        var scheduler = new Scheduler(1, Start);
        var stolen = new TaskCompletionSource();
        scheduler.Root.Start(async () => await stolen.Task);
        scheduler.Root.Start(async () =>
        {
            await scheduler.Time.DelayAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
            var thief = new Thread(stolen.SetResult);
            thief.Start();
            thief.Join();
        });

        Assert.Contains("another thread", Assert.Throws<SimulationBrokenException>(scheduler.RunToRest).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_that_reaches_nobody_breaks_the_simulation()
    {
        var scheduler = new Scheduler(1, Start);
        scheduler.Root.Start(async () =>
        {
            await Task.Yield();
            throw new InvalidOperationException("lost");
        });

        Assert.Contains("lost", Assert.Throws<SimulationBrokenException>(scheduler.RunToRest).Message, StringComparison.Ordinal);
    }

    private static string Order(ulong seed)
    {
        var scheduler = new Scheduler(seed, Start);
        var order = "";
        foreach (var name in "abc")
        {
            scheduler.Root.Start(() => CountAsync(() => order += name, 4));
        }

        scheduler.RunToRest();
        return order;
    }

    private static async Task CountAsync(Action count, int times)
    {
        for (var i = 0; i < times; i++)
        {
            await Task.Yield();
            count();
        }
    }
}
