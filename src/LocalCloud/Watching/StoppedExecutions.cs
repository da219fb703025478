using System.Threading.Channels;
using Sparkify.LocalCloud.Workflow;
using Sparkify.Operations;

namespace Sparkify.LocalCloud.Watching;

/// <summary>Goes on with executions that stopped without an end, as a full disk makes one: their history says where.</summary>
internal static class StoppedExecutions
{
    private static readonly TimeSpan AfterStop = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(LocalWorkflows workflows, Action<string> report, CancellationToken cancellationToken)
    {
        var stopped = Channel.CreateUnbounded<string>();
        void Report(ExecutionEntry execution, Exception failure)
        {
            report($"{execution.Name} stopped without an end: {failure.Message} It goes on in {AfterStop.TotalSeconds:0} seconds.");
            stopped.Writer.TryWrite(execution.Name);
        }

        workflows.Stopped += Report;
        try
        {
            while (await stopped.Reader.WaitToReadAsync(cancellationToken))
            {
                await Task.Delay(AfterStop, cancellationToken);
                while (stopped.Reader.TryRead(out _))
                {
                }

                workflows.Resume();
            }
        }
        finally
        {
            workflows.Stopped -= Report;
        }
    }
}
