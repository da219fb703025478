using System.CommandLine;
using Sparkify.Cli.Sharing;
using Sparkify.LocalCloud.Home;

namespace Sparkify.Cli.Commands;

/// <summary><c>reset</c>: deletes what sparkify made in the home, and only that.</summary>
internal sealed class ResetCommand() : SparkifyCommand("reset", "Forgets the home: its bucket, its warehouse and its executions")
{
    public override Task<int> RunAsync(ParseResult asked, CommandOutput output, CancellationToken cancellationToken) =>
        Task.FromResult(Run(asked.GetRequiredValue(CommonOptions.Home), output));

    private static int Run(string path, CommandOutput output)
    {
        if (HomeFolder.Find(path) is not { } home)
        {
            if (!Directory.Exists(path))
            {
                output.Line($"There is nothing at {path}.");
                return ExitCode.AllWell;
            }

            output.Error.WriteLine($"{path} is not a home of sparkify: nothing was deleted.");
            return ExitCode.Failed;
        }

        using (var taken = HomeLock.TryTake(home))
        {
            if (taken is null)
            {
                output.Error.WriteLine($"{home.Path} is in use: end the process that works there, then reset.");
                return ExitCode.Failed;
            }

            HomeSocket.Forget(home);
        }

        output.Line(home.Forget() ? $"{home.Path} is forgotten; what else was in it is still there." : $"{home.Path} is forgotten.");
        return ExitCode.AllWell;
    }
}
