using Sparkify.Cli;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.Cli;

/// <summary>A home with the samples, which its tests only look at.</summary>
public sealed class LoadedHome : IAsyncLifetime
{
    internal LocalHome Home { get; } = new();

    public async ValueTask InitializeAsync() => await Home.LoadAsync(Repository.Path("samples"));

    public ValueTask DisposeAsync()
    {
        Home.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Runs a command with this on its standard input.</summary>
    internal async Task<(int Exit, string Output, string Error)> RunAsync(string input, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var to = new CommandOutput(output, error, isTerminal: false, width: 0) { Input = new StringReader(input) };
        var exit = await SparkifyCommands.RunAsync([.. arguments, "--home", Home.Path], to, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }
}
