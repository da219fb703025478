using System.Globalization;
using Sparkify.Cli.Sharing;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Home;
using Sparkify.LocalCloud.Watching;
using Sparkify.Operations;
using Sparkify.Page;
using Sparkify.Ingestion;

namespace Sparkify.Cli.Commands;

/// <summary><c>watch</c>: owns the home and keeps running; files copied into the bucket load by themselves, other commands and a page are served.</summary>
internal static class WatchCommand
{
    public static async Task<int> RunAsync(string path, WatchOptions options, CommandOutput output, CancellationToken cancellationToken)
    {
        var home = HomeFolder.Open(path);
        if (await HomeOwner.OpenSoonAsync(home, inRealTime: true, cancellationToken, options.Parameters) is not { } owned)
        {
            output.Error.WriteLine($"{home.Path} is in use by another process: end it, or name another folder by --home.");
            return ExitCode.Failed;
        }
        await using (owned)
        {
            var stack = owned.Stack;
            stack.Workflows.Ended += execution => Say(output, Words(execution));
            stack.NoticeBoard.Published += (subject, message) => Say(output, NoticeWords.Of(subject, message, HomeOption.Of(path)));
            try
            {
                await using var page = await ServeAsync(stack, options, cancellationToken);
                var prefixes = string.Join(" and ", Dataset.All.Select(dataset => dataset.Prefix));
                output.Line($"Watching {home.Bucket}: copy files into its {prefixes}. Ctrl-C ends it.");
                output.Line($"See it at {page.Address}{Instead(options, page)}");
                await BucketWatcher.WatchAsync(stack, text => Say(output, text), cancellationToken);
            }
            catch (PortTakenException taken)
            {
                output.Error.WriteLine($"{taken.Message}.");
                return ExitCode.Failed;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                output.Line("Stopped. What was begun goes on with the next watch or load.");
            }
        }
        return ExitCode.AllWell;
    }

    /// <summary>A port that was asked for, or none. Where nobody asked, another free one is as good.</summary>
    private static async Task<PageServer> ServeAsync(LocalStack stack, WatchOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return await PageServer.StartAsync(stack, options.Port ?? PageServer.UsualPort, cancellationToken);
        }
        catch (PortTakenException) when (options.Port is null)
        {
            return await PageServer.StartAsync(stack, port: 0, cancellationToken);
        }
    }

    private static string Instead(WatchOptions options, PageServer page) =>
        options.Port is null && !page.Address.EndsWith($":{PageServer.UsualPort}/", StringComparison.Ordinal)
            ? $" (port {PageServer.UsualPort} is taken by another program; --port chooses one)"
            : "";

    private static string Words(ExecutionEntry execution) => execution.Status is ExecutionEntry.Succeeded
        ? $"{execution.Name} is done."
        : $"{execution.Name} ended {execution.Status}: {FailureWords.Of(execution)}";

    private static void Say(CommandOutput output, string text)
    {
        lock (output)
        {
            output.Line(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetLocalNow():HH:mm:ss} {text}"));
        }
    }
}

/// <summary>What <c>watch</c> is told.</summary>
internal sealed record WatchOptions
{
    /// <summary>Of the page; 0: any that is free; null: the usual one, or any that is free.</summary>
    public int? Port { get; init; }

    /// <summary>Seconds for which files gather, once before they are listed and once before they are loaded; null: as the template says.</summary>
    public int? Window { get; init; }

    public IReadOnlyDictionary<string, string>? Parameters => Window is not { } seconds ? null : new Dictionary<string, string>
    {
        ["BatchWindowSeconds"] = seconds.ToString(CultureInfo.InvariantCulture),
        ["LoadWindowSeconds"] = seconds.ToString(CultureInfo.InvariantCulture),
    };
}
