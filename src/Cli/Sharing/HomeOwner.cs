using System.CommandLine;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Home;

namespace Sparkify.Cli.Sharing;

/// <summary>A home with its stack, while this process owns it. Other processes' commands are served meanwhile.</summary>
internal sealed class HomeOwner : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(100);

    /// <summary>A query has the home for less.</summary>
    private static readonly TimeSpan ALittle = TimeSpan.FromSeconds(3);

    private readonly HomeLock _homeLock;
    private readonly CommandServer _server;

    private HomeOwner(LocalStack stack, HomeLock homeLock, CommandServer server)
    {
        Stack = stack;
        _homeLock = homeLock;
        _server = server;
    }

    public LocalStack Stack { get; }

    /// <param name="home">The home to own.</param>
    /// <param name="inRealTime">Windows and waits last as long as they say.</param>
    /// <param name="cancellationToken">Ends the opening.</param>
    /// <param name="parameters">For the template's parameters; the others have their defaults.</param>
    /// <param name="mayUpgrade">False: a home of an earlier version is refused.</param>
    /// <returns>Null: another process has the home.</returns>
    public static async Task<HomeOwner?> TryOpenAsync(
        HomeFolder home,
        bool inRealTime,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? parameters = null,
        bool mayUpgrade = true)
    {
        if (HomeLock.TryTake(home) is not { } taken)
        {
            return null;
        }

        try
        {
            home.EmptyScratch();
            var stack = await LocalStack.OpenAsync(home, inRealTime, cancellationToken, parameters, mayUpgrade);
            return new HomeOwner(stack, taken, new CommandServer(home, stack));
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>As <see cref="TryOpenAsync"/>, but a command that is just using the home is waited for.</summary>
    public static async Task<HomeOwner?> OpenSoonAsync(
        HomeFolder home, bool inRealTime, CancellationToken cancellationToken, IReadOnlyDictionary<string, string>? parameters = null)
    {
        var startedAt = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await TryOpenAsync(home, inRealTime, cancellationToken, parameters) is { } owned)
            {
                return owned;
            }

            if (TimeProvider.System.GetElapsedTime(startedAt) >= ALittle)
            {
                return null;
            }

            await Task.Delay(BetweenTries, cancellationToken);
        }
    }

    /// <summary>Runs the command here if the home is free, else by its owner.</summary>
    /// <exception cref="NotAHomeException">There is no home, and this is no command that makes one.</exception>
    public static async Task<int> RunAsync(
        HomeCommand command, ParseResult asked, CommandOutput output, CancellationToken cancellationToken)
    {
        var path = asked.GetRequiredValue(CommonOptions.Home);
        var home = command.MakesHome(asked) ? HomeFolder.Open(path) : HomeFolder.OpenExisting(path);
        var request = new CommandRequest
        {
            Arguments = Invocation.Of(asked).Arguments,
            Folder = Environment.CurrentDirectory,
            IsTerminal = output.IsTerminal,
            Width = output.Width,
            Height = output.Height,
        };
        var startedAt = TimeProvider.System.GetTimestamp();
        do
        {
            if (await TryOpenAsync(home, inRealTime: false, cancellationToken, mayUpgrade: !command.OnlyLooks) is { } owned)
            {
                await using (owned)
                {
                    owned.SayUpgrade(output);
                    var ended = await command.RunAsync(asked, owned.Stack, output, cancellationToken);
                    if (!command.OnlyLooks && await owned.Stack.Keeping.TrimIfDueAsync(cancellationToken) is { } problem)
                    {
                        output.Complain(problem);
                    }

                    return ended;
                }
            }

            if (await CommandClient.TryRunAsync(home, request, command.OnlyLooks, output, cancellationToken) is { } exit)
            {
                return exit;
            }

            // Between the two: an owner that is just coming or going.
            await Task.Delay(BetweenTries, cancellationToken);
        }
        while (TimeProvider.System.GetElapsedTime(startedAt) < Patience);
        output.Error.WriteLine(
            $"{home.Path} is in use by another process, which does not answer: end it, or name another folder by --home.");
        return ExitCode.Failed;
    }

    /// <summary>Says that opening the home has upgraded it, if it has.</summary>
    public void SayUpgrade(CommandOutput output)
    {
        if (Stack.Upgraded is { } words)
        {
            output.Error.WriteLine(words);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await Stack.DisposeAsync();
        _homeLock.Dispose();
    }
}
