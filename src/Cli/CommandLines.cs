using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sparkify.Operations;

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
        if (parsed.Errors.Count == 0)
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }

        if (parsed.Tokens.Count == 0)
        {
            await parsed.RootCommandResult.Command.Parse("--help").InvokeAsync(configuration, cancellationToken);
            return ExitCode.WrongUsage;
        }

        foreach (var error in parsed.Errors)
        {
            var word = parsed.UnmatchedTokens.FirstOrDefault(token => error.Message.Contains($"'{token}'", StringComparison.Ordinal));
            // That a command is missing says nothing where one is misspelled.
            if (word is not null || parsed.UnmatchedTokens.Count == 0 || error.SymbolResult is not CommandResult)
            {
                configuration.Error.WriteLine(
                    error.Message + (word is null ? "" : NearMisses.Sentence(word, Names(parsed.CommandResult))));
            }
        }

        var typed = parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ";
        configuration.Error.WriteLine($"{typed}--help shows what there is.");
        return ExitCode.WrongUsage;
    }

    /// <summary>What can be typed behind a command: its options, and the commands below it.</summary>
    public static IEnumerable<string> Names(SymbolResult? given)
    {
        for (var at = given; at is not null; at = at.Parent)
        {
            if (at is not CommandResult { Command: var command })
            {
                continue;
            }

            foreach (var name in command.Options.Where(option => !option.Hidden && (at == given || option.Recursive))
                .SelectMany(option => option.Aliases.Append(option.Name)).Where(name => name.StartsWith("--", StringComparison.Ordinal))
                .Concat(at == given ? command.Subcommands.Select(below => below.Name) : []))
            {
                yield return name;
            }
        }
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

    /// <summary>Refuses every value but these, in words that name the nearest first; and completes to them.</summary>
    /// <param name="values">What the option, or the argument, takes.</param>
    public static void AcceptOnly(Option option, params IReadOnlyList<string> values)
    {
        option.CompletionSources.Add([.. values]);
        option.Validators.Add(given => RefuseOther(given, option.Name, given.Tokens, values));
    }

    /// <inheritdoc cref="AcceptOnly(Option, IReadOnlyList{string})"/>
    public static void AcceptOnly(Argument argument, params IReadOnlyList<string> values)
    {
        argument.CompletionSources.Add([.. values]);
        argument.Validators.Add(given => RefuseOther(given, argument.Name, given.Tokens, values));
    }

    private static void RefuseOther(SymbolResult given, string name, IReadOnlyList<Token> tokens, IReadOnlyList<string> values)
    {
        if (tokens is [var token] && !values.Contains(token.Value))
        {
            given.AddError(
                $"'{token.Value}' is nothing that {name} takes.{NearMisses.Sentence(token.Value, values)} "
                + $"It takes {string.Join(", ", values.SkipLast(1))} or {values[^1]}.");
        }
    }

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
