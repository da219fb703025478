using Sparkify.Reference.Mutations;

namespace Sparkify.Proof.Running;

/// <summary>
/// Everything of a simulation runs here: on one thread, one continuation at a time, the next one chosen by the seed. The same seed is the
/// same run, step by step. Time is virtual: it passes when nothing is ready, and now and then a little while something still is.
/// </summary>
public sealed class Scheduler
{
    /// <summary>No schedule comes near it: a run that does is going in circles.</summary>
    private const int MostSteps = 400_000;

    /// <summary>While work is ready, only a timer due so soon may overtake it.</summary>
    private static readonly TimeSpan Overtaking = TimeSpan.FromSeconds(20);

    private readonly Chance chance;
    private readonly List<(Lane Lane, SendOrPostCallback Callback, object? State)> ready = [];
    private readonly PriorityQueue<VirtualTimer, (DateTimeOffset, long)> timers = new();
    private readonly List<(int Step, Action Act)> interruptions = [];
    private readonly int thread = Environment.CurrentManagedThreadId;
    private long timersMade;
    private volatile string? trespass;

    public Scheduler(ulong seed, DateTimeOffset start)
    {
        chance = new Chance(seed);
        Now = start;
        Time = new VirtualTime(this);
        Root = new Lane(this, null);
    }

    /// <summary>The lane that all others descend from.</summary>
    public Lane Root { get; }

    public VirtualTime Time { get; }

    public DateTimeOffset Now { get; private set; }

    /// <summary>Continuations run so far.</summary>
    public int Steps { get; private set; }

    /// <summary>A digest of every choice made: equal for equal runs.</summary>
    public ulong Trail { get; private set; } = 14_695_981_039_346_656_037;

    /// <summary>The first thing that went wrong where nobody could catch it.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>Chance for those who run here: drawn in the order of the run, so it repeats with it.</summary>
    public Chance Chance => chance;

    /// <summary>Does something between two continuations, once the run has made so many steps.</summary>
    public void InterruptAt(int step, Action act) => interruptions.Add((step, act));

    /// <summary>Runs until nothing is ready and no timer is set.</summary>
    /// <exception cref="SimulationBrokenException">
    /// The simulation itself is at fault: a foreign thread, an endless run, a lost exception.
    /// </exception>
    public void RunToRest()
    {
        var before = SynchronizationContext.Current;
        try
        {
            bool goesOn;
            do
            {
                goesOn = RunOne();
                if (trespass is not null || Fault is not null)
                {
                    throw new SimulationBrokenException(trespass ?? $"an exception reached nobody: {Fault}");
                }
            }
            while (goesOn);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    internal void Post(Lane lane, SendOrPostCallback callback, object? state)
    {
        if (Environment.CurrentManagedThreadId != thread)
        {
            trespass = $"a continuation came from another thread: {Environment.StackTrace}";
            return;
        }

        if (lane.IsAlive)
        {
            ready.Add((lane, callback, state));
        }
    }

    internal void Fail(Exception exception) => Fault ??= exception;

    internal void Set(VirtualTimer timer) => timers.Enqueue(timer, (timer.Due, ++timersMade));

    private bool RunOne()
    {
        Interrupt();
        ready.RemoveAll(work => !work.Lane.IsAlive);
        DropDeadTimers();
        if (ready.Count == 0)
        {
            return timers.Count > 0 && FireTimer();
        }

        if (timers.Count > 0 && timers.Peek().Due - Now <= Overtaking && chance.Below(24) == 0)
        {
            return FireTimer();
        }

        var at = ready.Count == 1 ? 0 : chance.Below(ready.Count);
        var (lane, callback, state) = ready[at];
        ready.RemoveAt(at);
        Step((ulong)at);
        Run(lane, callback, state);
        return true;
    }

    private bool FireTimer()
    {
        var timer = timers.Dequeue();
        Now = timer.Due > Now ? timer.Due : Now;
        Step(1_000);
        Run(timer.Lane, _ => timer.Fire(), null);
        return true;
    }

    private void Step(ulong choice)
    {
        Trail = (Trail ^ (choice + (ulong)Now.Ticks)) * 1_099_511_628_211;
        if (++Steps > MostSteps)
        {
            throw new SimulationBrokenException($"{MostSteps} steps and no end");
        }
    }

    private void Run(Lane lane, SendOrPostCallback callback, object? state)
    {
        SynchronizationContext.SetSynchronizationContext(lane);
        try
        {
            callback(state);
        }
        catch (Exception e)
        {
            Fail(e);
        }
    }

    private void Interrupt()
    {
        for (var i = interruptions.Count - 1; i >= 0; i--)
        {
            if (Steps >= interruptions[i].Step)
            {
                var act = interruptions[i].Act;
                interruptions.RemoveAt(i);
                act();
            }
        }
    }

    private void DropDeadTimers()
    {
        while (timers.Count > 0 && !(timers.Peek() is { IsSet: true } next && next.Lane.IsAlive))
        {
            timers.Dequeue();
        }
    }
}

/// <summary>The simulation can't go on as it should: nothing is said about the product.</summary>
public sealed class SimulationBrokenException(string message) : Exception(message);
