using System.CommandLine;
using System.Text.RegularExpressions;
using Sparkify.Cli.Commands;
using Sparkify.Cli.Sharing;
using Sparkify.LocalCloud.Delivering;
using Sparkify.LocalCloud.Home;
using Sparkify.LocalCloud.Template;
using Sparkify.SampleData;

namespace Sparkify.Cli;

/// <summary>The command line: which commands there are, and what they take.</summary>
internal static partial class SparkifyCommand
{
    private static readonly Option<string> Home = new("--home")
    {
        Description = "The folder that holds bucket, warehouse and executions; demo uses one that is gone afterwards, unless this is given",
        DefaultValueFactory = _ => HomeOption.Usual,
        HelpName = "FOLDER",
        Recursive = true,
        Validators = { RequirePath },
    };

    /// <summary>From Ctrl-C until the process ends, whatever it does: a statement is stopped in less, and what was written so far is closed.</summary>
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(30);

    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] arguments) =>
        CommandLines.RunAsync(Create(), arguments, new InvocationConfiguration { ProcessTerminationTimeout = TimeToStop });

    private static RootCommand Create() => new(
        """
        Loads Sparkify's activity and song files into one star schema, as on AWS, on this machine.

        backfill, query, files, failures and redrive work on a deployed stack, too: --stack NAME.
        Three more are the launcher's own: 'test' runs every test, 'prove' the long proof, 'bench' measures what loads cost.
        Exit codes: 0 all well, 1 failed, 2 wrong usage, 3 done but files were quarantined or rows rejected.
        """)
    {
        Home, Demo(), Load(), Watch(), OperatorCommands.Backfill(RunOnEitherAsync).OrStack(Home), Query().OrStack(Home), Files().OrStack(Home),
        OperatorCommands.Failures(RunOnEitherAsync).OrStack(Home), OperatorCommands.Redrive(RunOnEitherAsync).OrStack(Home), OperatorCommands.Rebuild(RunAsync),
        Generate(), Template(), Reset(),
    };

    private static Command Demo()
    {
        var command = new Command("demo", "Makes a small sample, loads it, asks it three questions, and loads it again to show that nothing changes");
        command.SetAction((parsed, cancellation) => TellAsync(output => DemoCommand.RunAsync(
            parsed.GetResult(Home) is { Implicit: false } ? parsed.GetValue(Home) : null, output, cancellation)));
        return command;
    }

    private static Command Load()
    {
        var folders = new Argument<string[]>("DIR") { Description = "Holds log_data/, song_data/ or both", Arity = ArgumentArity.OneOrMore };
        folders.Validators.Add(given =>
        {
            foreach (var folder in given.Tokens.Select(token => token.Value).Where(folder => !SourceFolder.IsOne(folder)))
            {
                given.AddError($"There is no {SourceFolder.Expected} in '{folder}': name the folder that holds them.");
            }
        });
        var json = Json("One JSON object instead of the summary");
        var command = new Command("load", "Delivers the files of folders to the bucket, runs to the end, and says what became of them") { folders, json };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed, new LoadCommand { Folders = [.. parsed.GetRequiredValue(folders).Select(Path.GetFullPath)], Json = parsed.GetValue(json) }, cancellation));
        return command;
    }

    private static Command Watch()
    {
        var port = new Option<int?>("--port") { Description = "Of the page; 0 takes any that is free (8750, if that is free)", HelpName = "N" };
        port.Validators.Add(given => CommandLines.Require(given, 0, 65_535));
        var window = new Option<int?>("--window") { Description = "Seconds for which files gather, before they are listed and again before they load (as the template says)", HelpName = "N" };
        window.Validators.Add(given => CommandLines.Require(given, 0, 300));
        var command = new Command("watch", "Keeps running: files copied into the home's bucket/ load by themselves, and a page shows it") { port, window };
        command.SetAction((parsed, cancellation) => TellAsync(output => WatchCommand.RunAsync(
            parsed.GetRequiredValue(Home), new WatchOptions { Port = parsed.GetValue(port), Window = parsed.GetValue(window) }, output, cancellation)));
        return command;
    }

    private static Command Query()
    {
        var sql = new Argument<string>("SQL") { Description = "One statement", Validators = { RefuseOption } };
        var json = Json("An array of objects instead of a table");
        var command = new Command("query", "Asks the warehouse") { sql, json };
        command.SetAction((parsed, cancellation) => RunOnEitherAsync(
            parsed, new QueryCommand { Sql = parsed.GetRequiredValue(sql), Json = parsed.GetValue(json) }, cancellation));
        return command;
    }

    private static Command Files()
    {
        var key = new Argument<string?>("KEY") { Description = "One file's key: everything that is known of it", Arity = ArgumentArity.ZeroOrOne, Validators = { RefuseOption } };
        var json = Json("An array of objects instead of a table");
        var command = new Command("files", "Tells what became of each file, and why it is or is not queryable") { key, json };
        command.SetAction((parsed, cancellation) => RunOnEitherAsync(
            parsed, new FilesCommand { Key = parsed.GetValue(key), Json = parsed.GetValue(json) }, cancellation));
        return command;
    }

    private static Command Generate()
    {
        var events = new Option<long>("--events") { Description = "How many events", Required = true, HelpName = "N" };
        var songs = new Option<int>("--songs") { Description = "How many songs", Required = true, HelpName = "N" };
        var seed = new Option<long>("--seed") { Description = "The same seed gives the same bytes", DefaultValueFactory = _ => 1, HelpName = "N" };
        var folder = new Option<string>("--out") { Description = "Where log_data/ and song_data/ go", Required = true, HelpName = "FOLDER", Validators = { RequirePath } };
        var command = new Command("generate", "Makes a data set of the same shape as the real one") { events, songs, seed, folder };
        command.SetAction((parsed, _) => TellAsync(output => Task.FromResult(GenerateCommand.Run(
            new GenerateOptions(parsed.GetValue(events), parsed.GetValue(songs), parsed.GetValue(seed), Path.GetFullPath(parsed.GetRequiredValue(folder))),
            output))));
        return command;
    }

    private static Command Template()
    {
        var command = new Command("template", "Prints the template that a deployment sends, the state machines in their places");
        command.SetAction((_, _) => TellAsync(output =>
        {
            output.Answer.Write(SplicedTemplate.Read(StackTemplate.FindRoot()));
            return Task.FromResult(ExitCode.AllWell);
        }));
        return command;
    }

    private static Command Reset()
    {
        var command = new Command("reset", "Forgets the home: its bucket, its warehouse and its executions");
        command.SetAction((parsed, _) => TellAsync(output => Task.FromResult(ResetCommand.Run(parsed.GetRequiredValue(Home), output))));
        return command;
    }

    private static void RequirePath(System.CommandLine.Parsing.OptionResult given)
    {
        if (given.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        {
            given.AddError($"{given.IdentifierToken?.Value} takes the path of a folder, and this one is empty.");
        }
    }

    /// <summary>An option that does not exist comes as an argument, where there is room for one. A statement may begin with a comment.</summary>
    public static void RefuseOption(System.CommandLine.Parsing.ArgumentResult given)
    {
        if (given.Tokens is [var token] && OptionName().IsMatch(token.Value))
        {
            given.AddError($"There is no option {token.Value}: --help tells which there are.");
        }
    }

    [GeneratedRegex(@"\A--[a-zA-Z][^\s]*\z")]
    private static partial Regex OptionName();

    private static Option<bool> Json(string description) => new("--json") { Description = description };

    private static Task<int> RunAsync(ParseResult parsed, HomeCommand command, CancellationToken cancellationToken)
    {
        var output = CommandOutput.ForThisProcess();
        return CommandErrors.TellAsync(output, Stopped(command), () => HomeOwner.RunAsync(parsed.GetRequiredValue(Home), command, output, cancellationToken));
    }

    private static string Stopped(HomeCommand command) => command switch
    {
        { OnlyLooks: true } => "Stopped.",
        RebuildCommand => "Stopped. The next rebuild starts from nothing.",
        _ => CommandErrors.GoesOn,
    };

    /// <summary>On the deployed stack that --stack names, else on the home.</summary>
    private static Task<int> RunOnEitherAsync(ParseResult parsed, OperatorCommand command, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(StackOption.Stack) is not { } stack)
        {
            return RunAsync(parsed, command, cancellationToken);
        }

        var output = CommandOutput.ForThisProcess();
        var stopped = command is QueryCommand ? "Stopped, and the statement is cancelled." : "Stopped looking. What was begun goes on in AWS.";
        return CommandErrors.TellAsync(output, stopped, () => StackOption.RunAsync(stack, command, output, cancellationToken));
    }

    private static Task<int> TellAsync(Func<CommandOutput, Task<int>> run)
    {
        var output = CommandOutput.ForThisProcess();
        return CommandErrors.TellAsync(output, "Stopped.", () => run(output));
    }
}
