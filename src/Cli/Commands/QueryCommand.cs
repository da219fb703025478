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
        var answer = await stack.AskAsync(asked.GetRequiredValue(Sql), cancellationToken);
        if (asked.GetValue(Json))
        {
            AnswerJson.Write(answer, output.Answer);
        }
        else
        {
            output.Rows(answer);
        }

        return ExitCode.AllWell;
    }
}
