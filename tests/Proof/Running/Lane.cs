namespace Sparkify.Proof.Running;

/// <summary>
/// Something that can die: a process, a function's sandbox, a connection. What runs in a lane goes on in it, and what descends from
/// it ends with it: of a dead lane no continuation ever runs again, as if the power had gone between two instructions.
/// </summary>
public sealed class Lane : SynchronizationContext
{
    private readonly Scheduler scheduler;
    private readonly Lane? parent;
    private bool alive = true;

    internal Lane(Scheduler scheduler, Lane? parent) => (this.scheduler, this.parent) = (scheduler, parent);

    public bool IsAlive => alive && (parent is null || parent.IsAlive);

    /// <summary>The lane of the continuation that runs now; null outside of a run.</summary>
    public static new Lane? Current => SynchronizationContext.Current as Lane;

    public Lane Child() => new(scheduler, this);

    public void Kill() => alive = false;

    /// <summary>Runs work in this lane. The task never ends if the lane dies first.</summary>
    public Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        var done = new TaskCompletionSource<T>();
        Post(static async state =>
        {
            var (work, done) = ((Func<Task<T>>, TaskCompletionSource<T>))state!;
            try
            {
                done.SetResult(await work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        }, (work, done));
        return done.Task;
    }

    /// <summary>Runs work in this lane that nobody waits for: an exception out of it breaks the simulation.</summary>
    public void Start(Func<Task> work) => Post(async _ =>
    {
        try
        {
            await work();
        }
        catch (Exception e)
        {
            scheduler.Fail(e);
        }
    }, null);

    public override void Post(SendOrPostCallback d, object? state) => scheduler.Post(this, d, state);

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    public override SynchronizationContext CreateCopy() => this;
}
