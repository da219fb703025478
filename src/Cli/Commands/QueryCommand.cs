using Sparkify.Operations;

namespace Sparkify.Cli.Commands;

/// <summary><c>query "SQL"</c>: one statement against the warehouse, and its rows.</summary>
internal sealed record QueryCommand : OperatorCommand
{
    public required string Sql { get; init; }
    public bool Json { get; init; }

    public override async Task<int> RunAsync(IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        var answer = await stack.AskAsync(Sql, cancellationToken);
        if (Json)
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
