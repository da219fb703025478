using System.CommandLine;
using System.Globalization;
using Sparkify.Cli.Sharing;
using Sparkify.Ingestion;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Home;
using Sparkify.LocalCloud.Watching;
using Sparkify.Operations;
using Sparkify.Page;

namespace Sparkify.Cli.Commands;

/// <summary>
/// <c>watch</c>: owns the home and keeps running; files copied into the bucket load by themselves, other commands and a page are served.
/// </summary>
internal sealed class WatchCommand : SparkifyCommand
{
    private static readonly Option<int?> Port = new("--port")
    {
        Description = "Of the page; 0 takes any that is free (8750, if that is free)",
        HelpName = "N",
    };

    private static readonly Option<int?> Window = new("--window")
    {
        Description = "Seconds for which files gather, before they are listed and again before they load (as the template says)",
        HelpName = "N",
    };

    static WatchCommand()
    {
        Port.Validators.Add(given => CommandLines.Require(given, 0, 65_535));
        Window.Validators.Add(given => CommandLines.Require(given, 0, 300));
    }

    public WatchCommand()
        : base(
            "watch", "Keeps running: files copied into the home's bucket/ load by themselves, and a page shows it",
            Port, Window, CommonOptions.Keep)
    {
    }

    public override async Task<int> RunAsync(ParseResult asked, CommandOutput output, CancellationToken cancellationToken)
    {
        var (path, port) = (asked.GetRequiredValue(CommonOptions.Home), asked.GetValue(Port));
        var home = HomeFolder.Open(path);
        if (await HomeOwner.OpenSoonAsync(home, inRealTime: true, cancellationToken, Parameters(asked.GetValue(Window))) is not { } owned)
        {
            output.Error.WriteLine($"{home.Path} is in use by another process: end it, or name another folder by --home.");
            return ExitCode.Failed;
        }

        await using (owned)
        {
            owned.SayUpgrade(output);
            var stack = owned.Stack;
            CommonOptions.SetKeep(asked, stack);
            stack.Workflows.Ended += execution => Say(output, Words(execution));
            stack.NoticeBoard.Published += (subject, message) => Say(output, NoticeWords.Of(subject, message, HomeOption.Of(path)));
            try
            {
                await using var page = await ServeAsync(stack, port, cancellationToken);
                var prefixes = string.Join(" and ", Dataset.All.Select(dataset => dataset.Prefix));
                output.Line($"Watching {home.Bucket}: copy files into its {prefixes}. Ctrl-C ends it.");
                output.Line($"See it at {page.Link}{Instead(port, page)}");
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

    /// <param name="window">Null: as the template says.</param>
    private static Dictionary<string, string>? Parameters(int? window) => window is not { } seconds ? null : new()
    {
        ["BatchWindowSeconds"] = seconds.ToString(CultureInfo.InvariantCulture),
        ["LoadWindowSeconds"] = seconds.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A port that was asked for, or none. Where nobody asked, another free one is as good.</summary>
    private static async Task<PageServer> ServeAsync(LocalStack stack, int? port, CancellationToken cancellationToken)
    {
        try
        {
            return await PageServer.StartAsync(stack, port ?? PageServer.UsualPort, cancellationToken);
        }
        catch (PortTakenException) when (port is null)
        {
            return await PageServer.StartAsync(stack, port: 0, cancellationToken);
        }
    }

    private static string Instead(int? port, PageServer page) =>
        port is null && !page.Address.EndsWith($":{PageServer.UsualPort}/", StringComparison.Ordinal)
            ? $" (port {PageServer.UsualPort} is taken by another program; --port chooses one)"
            : "";

    private static string Words(ExecutionEntry execution) => execution.Status is ExecutionEntry.Succeeded
        ? $"{execution.Name} is done."
        : $"{execution.Name} ended {execution.Status}: {FailureWords.Of(execution)}";

    private static void Say(CommandOutput output, string text)
    {
        lock (output)
        {
            output.Line(string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetUtcNow():HH:mm:ss} UTC {text}"));
        }
    }
}
