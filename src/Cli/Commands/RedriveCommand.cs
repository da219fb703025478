using System.CommandLine;
using System.Text.Json;
using Sparkify.Operations;

namespace Sparkify.Cli.Commands;

/// <summary><c>redrive [NAME|--all]</c>: starts failed executions again, and gives dead letters back to their queues.</summary>
internal sealed class RedriveCommand : OperatorCommand
{
    private static readonly Argument<string?> Named = new("NAME")
    {
        Description = "An execution, or a queue whose dead letters are to go back",
        Arity = ArgumentArity.ZeroOrOne,
        Validators = { CommonOptions.RefuseOption },
    };

    private static readonly Option<bool> All = new("--all") { Description = "Everything that 'failures' lists" };
    private static readonly Option<bool> Json = CommonOptions.Json("One JSON object instead of lines");

    public RedriveCommand()
        : base("redrive", "Starts again what failed", Named, All, Json) => Validators.Add(given =>
        {
            if (given.GetValue(Named) is null != given.GetValue(All))
            {
                given.AddError("Name one, or say --all.");
            }
        });

    public override async Task<int> RunAsync(
        ParseResult asked, IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        var json = asked.GetValue(Json);
        var redriven = await ProgressLine.RunAsync(output, json, report => new StackFailures(stack).RedriveAsync(
            asked.GetValue(Named), (ended, all) => report(new WorkProgress("executions", ended, all)), cancellationToken));

        if (json)
        {
            output.Line(JsonSerializer.Serialize(redriven, OperationsJson.Default.RedriveReport));
        }
        else
        {
            foreach (var line in RedriveWords.Lines(redriven, stack))
            {
                output.Line(line);
            }
        }

        return redriven.DiedAgain.Count == 0 && redriven.Started.All(execution => execution.Status is ExecutionEntry.Succeeded)
            ? ExitCode.AllWell
            : ExitCode.Failed;
    }
}
