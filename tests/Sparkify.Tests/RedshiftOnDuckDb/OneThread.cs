using System.Collections.Concurrent;

namespace Sparkify.Tests.RedshiftOnDuckDb;

/// <summary>Runs tasks one after another on the thread that pumps: what interleaves, and how, is the test's choice alone.</summary>
internal sealed class OneThread : TaskScheduler
{
    private readonly ConcurrentQueue<Task> _tasks = new();

    /// <summary>Runs all that can run now.</summary>
    public void Pump()
    {
        while (_tasks.TryDequeue(out var task))
        {
            TryExecuteTask(task);
        }
    }

    protected override void QueueTask(Task task) => _tasks.Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [.. _tasks];
}
