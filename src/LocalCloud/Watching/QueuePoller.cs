using Sparkify.LocalCloud.Queues;

namespace Sparkify.LocalCloud.Watching;

/// <summary>Lambda's poller of one queue in real time: messages are delivered when their window is over.</summary>
internal static class QueuePoller
{
    private static readonly TimeSpan LongPoll = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    /// <param name="report">Gets what can't be done now: a message that was not worked on comes again.</param>
    public static async Task RunAsync(
        EventSourceMapping mapping, TimeProvider clock, Action<string> report, CancellationToken cancellationToken)
    {
        using var arrived = new WakeUp();
        mapping.Queue.Arrived += arrived.Call;
        try
        {
            while (true)
            {
                if (await IsInvokedAsync(mapping, report, cancellationToken))
                {
                    continue;
                }

                var due = mapping.DueAt - clock.GetUtcNow() ?? LongPoll;
                await arrived.WaitAsync(due < LongPoll ? (due > TimeSpan.Zero ? due : TimeSpan.Zero) : LongPoll, cancellationToken);
            }
        }
        finally
        {
            mapping.Queue.Arrived -= arrived.Call;
        }
    }

    private static async Task<bool> IsInvokedAsync(EventSourceMapping mapping, Action<string> report, CancellationToken cancellationToken)
    {
        try
        {
            return await mapping.InvokeDueAsync(windowIsOver: false, cancellationToken);
        }
        catch (Exception noRoom) when (noRoom is IOException or UnauthorizedAccessException)
        {
            report(
                $"{mapping.Queue.Name} can't be worked on: {noRoom.Message} It is tried again in {AfterFailure.TotalSeconds:0} seconds.");
            await Task.Delay(AfterFailure, cancellationToken);
            return true;
        }
    }
}
