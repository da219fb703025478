using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Sparkify.Cli.Prompting;
using Sparkify.Ingestion.Failures;
using Sparkify.Operations;
using Sparkify.Operations.Asking;

namespace Sparkify.Cli.Commands;

/// <summary>
/// <c>query "SQL"</c>: statements against the warehouse, and their rows. What is in a file, on the standard input or typed at the prompt is
/// read here, and asked as an argument: whoever owns the home knows neither this terminal nor this input.
/// </summary>
internal sealed class QueryCommand : OperatorCommand
{
    private const string StandardInput = "-";

    private static readonly Argument<string?> Sql = new("SQL")
    {
        Description = "One statement or several, parted by semicolons; - reads them from the standard input; without any, a prompt asks",
        Arity = ArgumentArity.ZeroOrOne,
        Validators = { CommonOptions.RefuseOption, CommonOptions.RequireText },
    };

    private static readonly Option<string?> File = new("--file", "-f") { Description = "The statements of this file", HelpName = "FILE" };
    private static readonly Option<bool> Json = CommonOptions.Json("An array of objects instead of a table");

    private static readonly Option<bool> Csv = new("--csv")
    {
        Description = "RFC 4180 with a line of names; NULL is nothing, empty text is \"\"",
    };

    private static readonly Option<bool> All = new("--all")
    {
        Description = "On a terminal, too, every row, and cells as long as they are",
    };

    /// <summary>Where the statements come from, for the words of an error.</summary>
    private static readonly Option<string?> From = new("--from") { Hidden = true };

    public QueryCommand()
        : base("query", "Asks the warehouse", Sql, File, Json, Csv, All, From) => Validators.Add(CommandLines.WhereReadable(Check));

    public override bool OnlyLooks => true;

    protected override string StoppedOnStack => "Stopped, and the statement is cancelled.";

    /// <summary>At the prompt, Ctrl-C ends a statement and not the process.</summary>
    public override bool OutlivesCtrlC(ParseResult asked, CommandOutput output) =>
        asked.GetValue(Sql) is null && asked.GetValue(File) is null && output.Keys is not null;

    public override async Task<int> RunAsync(ParseResult asked, CommandOutput output, CancellationToken cancellationToken)
    {
        if (OutlivesCtrlC(asked, output))
        {
            var history = new History(output.HistoryPath);
            var editor = new LineEditor(output.Keys!, output.Answer, () => output.Width, history);
            return await new QueryPrompt(editor, history, output, typed => AskAsync(asked, null, typed, output)).RunAsync();
        }

        if (asked.GetValue(File) is { } file)
        {
            var text = await System.IO.File.ReadAllTextAsync(CommonOptions.FullPath(file, asked.CommandResult), cancellationToken);
            return await AskAsync(asked, file, text, output, cancellationToken);
        }

        return asked.GetValue(Sql) is null or StandardInput
            ? await AskAsync(asked, "standard input", await output.Input.ReadToEndAsync(cancellationToken), output, cancellationToken)
            : await base.RunAsync(asked, output, cancellationToken);
    }

    public override async Task<int> RunAsync(
        ParseResult asked, IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        var script = SqlScript.Read(asked.GetRequiredValue(Sql)!);
        var from = asked.GetValue(From);
        if (script.Statements.Count == 0)
        {
            throw new WrongInputException($"There is no statement in {from ?? "it"}.");
        }

        var relations = new Relations(stack);
        foreach (var statement in script.Statements)
        {
            if (statement != script.Statements[0])
            {
                output.Line();
            }

            try
            {
                await AskAsync(relations, statement.Sql, Form(asked, output), output, cancellationToken);
            }
            catch (WarehouseRefusedException refused) when (from is not null || script.Statements.Count > 1)
            {
                var place = string.Create(CultureInfo.InvariantCulture, $"line {statement.Line}");
                throw new WarehouseRefusedException($"{(from is null ? "" : $"{from}, ")}{place}: {refused.Message}", refused);
            }

            if (output.NobodyReads())
            {
                break;
            }
        }

        return ExitCode.AllWell;
    }

    private static async Task AskAsync(
        Relations relations, string sql, IAnswerWriter answer, CommandOutput output, CancellationToken cancellationToken)
    {
        await foreach (var page in relations.AskAsync(sql, cancellationToken))
        {
            answer.Write(page);
            if (output.NobodyReads())
            {
                return;
            }

            if (!answer.WantsMore)
            {
                break;
            }
        }

        answer.End();
    }

    private static IAnswerWriter Form(ParseResult asked, CommandOutput output) =>
        asked.GetValue(Json) ? new AnswerJson(output.Answer)
        : !asked.GetValue(Csv) ? output.AnswerTable(asked.GetValue(All))
        : output.IsTerminal ? new VisibleAnswer(new AnswerCsv(output.Answer))
        : new AnswerCsv(output.Answer);

    /// <summary>Types the command again with its statements as the argument. Behind <c>--</c> nothing is taken for an option.</summary>
    private static Task<int> AskAsync(
        ParseResult asked, string? from, string text, CommandOutput output, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new WrongInputException($"There is no statement in {from}.");
        }

        List<string> again = ["query", .. from is null ? [] : (string[])[From.Name, from]];
        again.AddRange(((Option<bool>[])[Json, Csv, All]).Where(asked.GetValue).Select(option => option.Name));
        again.AddRange(asked.GetValue(StackOption.Stack) is { } stack
            ? [StackOption.Stack.Name, stack]
            : [CommonOptions.Home.Name, asked.GetRequiredValue(CommonOptions.Home)]);
        return SparkifyCommands.RunAsync([.. again, "--", text], output, cancellationToken);
    }

    private static void Check(CommandResult given)
    {
        if (given.GetValue(Sql) is not null && given.GetValue(File) is not null)
        {
            given.AddError("SQL and --file are two things to ask: say one of them.");
        }

        if (given.GetValue(Json) && given.GetValue(Csv))
        {
            given.AddError("--json and --csv are two forms of an answer: say one of them.");
        }
    }
}
