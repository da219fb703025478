using System.CommandLine;
using Sparkify.Operations;

namespace Sparkify.Cli.Commands;

/// <summary><c>query "SQL"</c>: one statement against the warehouse, and its rows.</summary>
internal sealed class QueryCommand() : OperatorCommand("query", "Asks the warehouse", Sql, Json)
{
    private static readonly Argument<string> Sql = new("SQL")
    {
        Description = "One statement",
        Validators = { CommonOptions.RefuseOption, CommonOptions.RequireText },
    };

    private static readonly Option<bool> Json = CommonOptions.Json("An array of objects instead of a table");

    public override bool OnlyLooks => true;

    protected override string StoppedOnStack => "Stopped, and the statement is cancelled.";

    public override async Task<int> RunAsync(
        ParseResult asked, IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        IAnswerWriter answer = asked.GetValue(Json) ? new AnswerJson(output.Answer) : output.Table();
        await foreach (var page in stack.AskAsync(asked.GetRequiredValue(Sql), cancellationToken))
        {
            answer.Write(page);
            if (output.NobodyReads())
            {
                return ExitCode.AllWell;
            }
        }

        answer.End();
        return ExitCode.AllWell;
    }
}
