using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.RegularExpressions;
using Sparkify.LocalCloud.Home;

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

    public static Option<bool> Json(string description) => new("--json") { Description = description };

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
            given.AddError($"There is no option {token.Value}: --help lists those that there are.");
        }
    }

    [GeneratedRegex(@"\A--[a-zA-Z][^\s]*\z")]
    private static partial Regex OptionName();
}
