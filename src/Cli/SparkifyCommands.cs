using System.CommandLine;
using Sparkify.Cli.Commands;

namespace Sparkify.Cli;

/// <summary>The command line: a line for each command, in the order of the help. What a command is, stands in its own file.</summary>
internal static class SparkifyCommands
{
    private static readonly SparkifyCommand[] All =
    [
        new DemoCommand(),
        new LoadCommand(),
        new WatchCommand(),
        new BackfillCommand(),
        new QueryCommand(),
        new AskCommand(),
        new ExportCommand(),
        new FilesCommand(),
        new FailuresCommand(),
        new RedriveCommand(),
        new VerifyCommand(),
        new RebuildCommand(),
        new GenerateCommand(),
        new CostCommand(),
        new TemplateCommand(),
        new ResetCommand(),
        new CompletionCommand(),
    ];

    private static readonly RootCommand Root = Create();

    /// <summary>
    /// A file of arguments (@FILE) is not read: the owner of a home, which parses the same words, might find another one.
    /// </summary>
    private static readonly ParserConfiguration AsTyped = new() { ResponseFileTokenReplacer = null };

    /// <returns>The exit code.</returns>
    public static Task<int> RunAsync(string[] arguments, CommandOutput output, CancellationToken cancellationToken = default)
    {
        var parsed = Root.Parse(arguments, AsTyped);
        var invocation = new Invocation(arguments, output);
        if (parsed.Errors.Count == 0 && parsed.CommandResult.Command is SparkifyCommand command && command.OutlivesCtrlC(parsed, output))
        {
            invocation.ProcessTerminationTimeout = null;
        }

        return CommandLines.RunAsync(parsed, invocation, cancellationToken);
    }

    /// <summary>What another process was asked.</summary>
    /// <param name="arguments">As they were typed.</param>
    /// <param name="folder">Where.</param>
    public static ParseResult Parse(IReadOnlyList<string> arguments, string folder) =>
        Root.Parse([CommonOptions.RelativeTo.Name, folder, .. arguments], AsTyped);

    private static RootCommand Create()
    {
        var onStacks = All.OfType<OperatorCommand>().Select(command => command.Name).ToArray();
        var root = new RootCommand(
            $"""
            Loads Sparkify's activity and song files into one star schema, as on AWS, on this machine.

            {string.Join(", ", onStacks[..^1])} and {onStacks[^1]} work on a deployed stack, too: --stack NAME.
            The launcher has commands of its own: 'test' runs every test, 'cover' and 'mutate' judge the fast ones, 'prove' is the
            long proof, 'bench' measures what loads cost.
            Exit codes: 0 all well, 1 failed, 2 wrong usage, 3 done but files were quarantined or rows rejected.
            """)
        {
            CommonOptions.Home, CommonOptions.RelativeTo,
        };
        foreach (var command in All)
        {
            root.Add(command);
        }

        return root;
    }
}
