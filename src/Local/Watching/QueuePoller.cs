using Sparkify.Local.Queues;
using Sparkify.Local.Run;

namespace Sparkify.Local.Watching;

/// <summary>Lambda's pollers in real time: each queue's messages are delivered when their window is over.</summary>
internal static class QueuePoller
{
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(20);

    public static Task RunAsync(LocalStack stack, CancellationToken cancellationToken) =>
        Task.WhenAll(stack.Mappings.Select(mapping => PollAsync(mapping, stack.Clock, cancellationToken)));

    private static async Task PollAsync(EventSourceMapping mapping, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var arrived = new SemaphoreSlim(0);
        void Wake() => arrived.Release();
        mapping.Queue.Arrived += Wake;
        try
        {
            while (true)
            {
                if (await mapping.InvokeDueAsync(windowIsOver: false, cancellationToken))
                {
                    continue;
                }
                var due = mapping.DueAt - clock.GetUtcNow() ?? LongPoll;
                await arrived.WaitAsync(due < LongPoll ? (due > TimeSpan.Zero ? due : TimeSpan.Zero) : LongPoll, cancellationToken);
            }
        }
        finally
        {
            mapping.Queue.Arrived -= Wake;
        }
    }
}
