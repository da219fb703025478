using System.CommandLine;
using System.CommandLine.Parsing;
using Sparkify.Cli.Answers;
using Sparkify.Ingestion.Statements;
using Sparkify.Operations;
using Sparkify.Warehouse;

namespace Sparkify.Cli.Commands;

/// <summary><c>ask [QUESTION]</c>: the analysts' questions, and the warehouse's answers.</summary>
internal sealed class AskCommand : OperatorCommand
{
    private static readonly Argument<string?> Question = new("QUESTION")
    {
        Description = "Its name; without one, the questions are listed",
        Arity = ArgumentArity.ZeroOrOne,
        Validators = { CommonOptions.RefuseOption, CommonOptions.RequireText, RequireKnown },
    };

    private static readonly Option<bool> All = new("--all") { Description = "Every question with its answer" };

    private static readonly Option<bool> Json =
        CommonOptions.Json("An array of objects instead of a drawing; with --all, one for each question, by its name");

    private static readonly Option<bool> Csv = new("--csv") { Description = "Comma-separated values instead of a drawing" };

    public AskCommand() : base("ask", "Answers an analyst's question, or lists them", Question, All, Json, Csv) =>
        Validators.Add(CommandLines.WhereReadable(Check));

    public override bool OnlyLooks => true;

    protected override string StoppedOnStack => "Stopped, and the statement is cancelled.";

    /// <summary>A list needs no warehouse.</summary>
    public override Task<int> RunAsync(ParseResult asked, CommandOutput output, CancellationToken cancellationToken)
    {
        if (asked.GetValue(Question) is not null || asked.GetValue(All))
        {
            return base.RunAsync(asked, output, cancellationToken);
        }

        Write(Writer(asked, output), new QueryResult(
            [new QueryColumn("name", "character varying"), new QueryColumn("question", "character varying")],
            [.. AnalystQuestions.All.Select(IReadOnlyList<object?> (question) => [question.Name, question.Words])]));
        return Task.FromResult(ExitCode.AllWell);
    }

    public override async Task<int> RunAsync(
        ParseResult asked, IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        IReadOnlyList<AnalystQuestion> questions =
            asked.GetValue(Question) is { } name ? [AnalystQuestions.Find(name)!] : AnalystQuestions.All;
        if (asked.GetValue(Json) && asked.GetValue(All))
        {
            await WriteAllAsync();
        }
        else if (asked.GetValue(Json) || asked.GetValue(Csv))
        {
            Write(Writer(asked, output), await AnswerAsync(questions[0]));
        }
        else
        {
            await DrawAsync();
        }

        return ExitCode.AllWell;

        async Task<QueryResult> AnswerAsync(AnalystQuestion question) =>
            QueryResult.Of(await stack.AskAsync(question.File.Render(), cancellationToken).ToListAsync(cancellationToken));

        async Task DrawAsync()
        {
            var songs = KnownSongs.Of(await AnswerAsync(AnalystQuestions.KnownSongs));
            if (songs.Plays == 0)
            {
                output.Line("No play is loaded yet, and every question is about plays: ask again when there are some.");
                return;
            }

            foreach (var question in questions)
            {
                AnswerOutput.Write(output, question, await AnswerAsync(question), songs.Coverage);
                AnswerOutput.Note(output, question);
                if (output.NobodyReads())
                {
                    return;
                }
            }
        }

        async Task WriteAllAsync()
        {
            var before = "{";
            foreach (var question in questions)
            {
                output.Answer.Write($"{before}\"{question.Name}\": ");
                AnswerJson.Write(await AnswerAsync(question), output.Answer);
                before = ",";
            }

            output.Answer.Write("}\n");
        }
    }

    private static IAnswerWriter Writer(ParseResult asked, CommandOutput output) =>
        asked.GetValue(Json) ? new AnswerJson(output.Answer) : asked.GetValue(Csv) ? new AnswerCsv(output.Answer) : output.Table();

    private static void Write(IAnswerWriter writer, QueryResult answer)
    {
        writer.Write(answer);
        writer.End();
    }

    private static void Check(CommandResult given)
    {
        if (given.GetValue(All) && given.GetValue(Question) is { } name)
        {
            given.AddError($"'{name}' is one question, and --all is every one: say one of them.");
        }

        if (given.GetValue(Csv) && (given.GetValue(Json) || given.GetValue(All)))
        {
            given.AddError(
                $"--csv is one table, and {(given.GetValue(Json) ? "--json is another form of it" : "--all has many")}: leave one out.");
        }
    }

    private static void RequireKnown(ArgumentResult given)
    {
        if (given.Tokens is [var token] && !string.IsNullOrWhiteSpace(token.Value) && AnalystQuestions.Find(token.Value) is null)
        {
            given.AddError(
                $"There is no question '{token.Value}'."
                + NearMisses.Sentence(token.Value, AnalystQuestions.All.Select(question => question.Name))
                + " 'ask' alone lists them all.");
        }
    }
}
