namespace Sparkify.Proof.Running;

/// <summary>For code that takes a <see cref="TaskScheduler"/>: each task it starts gets a lane of its own below one.</summary>
public sealed class LaneTasks(Lane lane) : TaskScheduler
{
    public override int MaximumConcurrencyLevel => 1;

    protected override void QueueTask(Task task) => lane.Child().Post(_ => TryExecuteTask(task), null);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
