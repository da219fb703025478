using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace Sparkify.Cli;

/// <summary>What all command lines here have in common.</summary>
internal static class CommandLines
{
    /// <returns>The command's exit code, or that of wrong usage.</returns>
    public static Task<int> RunAsync(
        RootCommand command, string[] arguments, InvocationConfiguration configuration, CancellationToken cancellationToken = default) =>
        RunAsync(command.Parse(arguments), configuration, cancellationToken);

    /// <returns>The command's exit code, or that of wrong usage.</returns>
    public static async Task<int> RunAsync(
        ParseResult parsed, InvocationConfiguration configuration, CancellationToken cancellationToken = default)
    {
        var isUsable = parsed.Errors.Count == 0;
        // On errors this prints them, with the usage.
        var exit = await parsed.InvokeAsync(configuration, cancellationToken);
        return isUsable ? exit : ExitCode.WrongUsage;
    }

    /// <summary>
    /// A check of a command's options. What can't be read, or is given twice, has an error of its own and is not checked.
    /// </summary>
    public static Action<CommandResult> WhereReadable(Action<CommandResult> check) => given =>
    {
        try
        {
            check(given);
        }
        catch (InvalidOperationException)
        {
            // Asked for such a value, the parser says by this that it has refused it.
        }
    };

    /// <summary>Refuses a number that is not within these bounds. What is no number at all, the option's type refuses.</summary>
    public static void Require(OptionResult given, long least, long most)
    {
        if (given.Tokens is [var token]
            && long.TryParse(token.Value, CultureInfo.InvariantCulture, out var number)
            && (number < least || number > most))
        {
            given.AddError(string.Create(
                CultureInfo.InvariantCulture, $"{given.IdentifierToken?.Value} takes a whole number from {least} to {most}."));
        }
    }
}
