using System.CommandLine;
using Sparkify.Cli.Sharing;
using Sparkify.LocalCloud.Home;
using Sparkify.Operations;

namespace Sparkify.Cli.Commands;

/// <summary><c>reset</c>: deletes what sparkify made in the home, and only that. Where files lie in the bucket, it asks first.</summary>
internal sealed class ResetCommand() : SparkifyCommand("reset", "Forgets the home: its bucket, its warehouse and its executions", Yes)
{
    private static readonly Option<bool> Yes = new("--yes") { Description = "Deletes the files of the bucket without asking" };

    public override Task<int> RunAsync(ParseResult asked, CommandOutput output, CancellationToken cancellationToken) =>
        Task.FromResult(Run(asked.GetRequiredValue(CommonOptions.Home), asked.GetValue(Yes), output));

    private static int Run(string path, bool isSure, CommandOutput output)
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

            if (!isSure && home.FilesInBucket() is > 0 and var files)
            {
                var has = $"{home.Path} has {Counted.Of(files, "file")} in its bucket";
                if (output.Ask is not { } ask)
                {
                    output.Error.WriteLine($"{has}: nothing was deleted. reset --yes deletes them, with the warehouse made of them.");
                    return ExitCode.WrongUsage;
                }

                if (ask($"{has}. Delete them, with the warehouse made of them? (y/N)")?.Trim() is not ("y" or "Y" or "yes" or "Yes"))
                {
                    output.Line("Nothing was deleted.");
                    return ExitCode.AllWell;
                }
            }

            HomeSocket.Forget(home);
        }

        output.Line(home.Forget() ? $"{home.Path} is forgotten; what else was in it is still there." : $"{home.Path} is forgotten.");
        return ExitCode.AllWell;
    }
}
