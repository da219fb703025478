using System.Globalization;
using Sparkify.Local.Home;
using Sparkify.Local.Sharing;
using Sparkify.Local.Watching;
using Sparkify.Local.Workflow;

namespace Sparkify.Local.CommandLine;

/// <summary><c>watch</c>: owns the home and keeps running; files copied into the bucket load by themselves, other commands are served.</summary>
internal static class WatchCommand
{
    public static async Task<int> RunAsync(string path, CommandOutput output, CancellationToken cancellationToken)
    {
        var home = SparkifyHome.Open(path);
        if (await OwnedHome.TryOpenAsync(home, inRealTime: true, cancellationToken) is not { } owned)
        {
            output.Error.WriteLine($"{home.Path} is in use by another process: end it, or name another folder by --home.");
            return ExitCode.Failed;
        }
        await using (owned)
        {
            var stack = owned.Stack;
            stack.Workflows.Ended += execution => Say(output, Words(execution));
            stack.NoticeBoard.Published += (subject, message) => Say(output, $"{subject}: {message}");
            output.Line($"Watching {home.Bucket}: copy files into its log_data/ and song_data/. Ctrl-C ends it.");
            try
            {
                await BucketWatcher.WatchAsync(stack, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                output.Line("Stopped. What was begun goes on with the next watch or load.");
            }
        }
        return ExitCode.AllWell;
    }

    private static string Words(ExecutionEntry execution) => execution.Status is ExecutionEntry.Succeeded
        ? $"{execution.Name} is loaded."
        : $"{execution.Name} ended {execution.Status}: {execution.Error}: {execution.Cause}";

    private static void Say(CommandOutput output, string text)
    {
        lock (output)
        {
            output.Line(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetLocalNow():HH:mm:ss} {text}"));
        }
    }
}
