using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Home;
using Sparkify.LocalCloud.Keeping;
using Sparkify.Operations;

namespace Sparkify.Cli;

/// <summary>What several commands take.</summary>
internal static partial class CommonOptions
{
    public static readonly Option<string> Home = new("--home")
    {
        Description = "The folder that holds bucket, warehouse and executions; demo uses one that is gone afterwards, unless this is given",
        DefaultValueFactory = _ => HomeOption.Usual,
        HelpName = "FOLDER",
        Recursive = true,
        Validators = { RequirePath },
    };

    /// <summary>
    /// Where relative paths begin, unless that is here: the owner of a home works elsewhere than the one who typed the command.
    /// </summary>
    public static readonly Option<string?> RelativeTo = new("--relative-to") { Recursive = true, Hidden = true };

    public static readonly Option<string[]> Keep = new("--keep")
    {
        Description =
            $"How long, or how much, the home keeps of histories, metrics, logs, notices and lists: 7d, 500MB; given twice, both. It holds "
            + $"from now on ({KeepLimits.Usual}, unless given)",
        HelpName = "LIMIT",
        Validators = { RequireLimits },
    };

    public static Option<bool> Json(string description) => new("--json") { Description = description };

    /// <summary>Sets the home's limits, where the command states any.</summary>
    public static void SetKeep(ParseResult asked, LocalStack stack)
    {
        if (asked.GetResult(Keep) is { } given)
        {
            stack.Keeping.Set(given.Tokens.Aggregate(stack.Keeping.Limits, (limits, token) => limits.With(token.Value) ?? limits));
        }
    }

    /// <param name="asked">The command, or a part of it.</param>
    public static string FullPath(string path, SymbolResult asked) =>
        Path.GetFullPath(path, asked.GetValue(RelativeTo) ?? Environment.CurrentDirectory);

    public static void RequirePath(OptionResult given)
    {
        if (given.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        {
            given.AddError($"{given.IdentifierToken?.Value} takes the path of a folder, and this one is empty.");
        }
    }

    private static void RequireLimits(OptionResult given)
    {
        foreach (var token in given.Tokens.Where(token => KeepLimits.Usual.With(token.Value) is null))
        {
            given.AddError($"--keep takes {KeepLimits.Expected}, and not '{token.Value}'.");
        }
    }

    public static void RequireText(ArgumentResult given)
    {
        if (given.Tokens is [var token] && string.IsNullOrWhiteSpace(token.Value))
        {
            given.AddError($"{given.Argument.Name} is empty.");
        }
    }

    /// <summary>An option that does not exist comes as an argument, where there is room for one.</summary>
    /// <remarks>A statement may begin with a comment.</remarks>
    public static void RefuseOption(ArgumentResult given)
    {
        if (given.Tokens is [var token] && OptionName().IsMatch(token.Value))
        {
            given.AddError($"There is no option {token.Value}.{NearMisses.Sentence(token.Value, CommandLines.Names(given.Parent))}");
        }
    }

    [GeneratedRegex(@"\A--[a-zA-Z][^\s]*\z")]
    private static partial Regex OptionName();
}
