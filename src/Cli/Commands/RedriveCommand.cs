using System.Globalization;
using System.Text.Json;
using Sparkify.Operations;

namespace Sparkify.Cli.Commands;

/// <summary><c>redrive [NAME|--all]</c>: starts failed executions again, and gives dead letters back to their queues.</summary>
internal sealed record RedriveCommand : OperatorCommand
{
    /// <summary>Of an execution or a queue; null: all.</summary>
    public string? Name { get; init; }

    public bool Json { get; init; }

    public override async Task<int> RunAsync(IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        RedriveReport report;
        using (var progress = new ProgressLine(output, Json, output.Time))
        {
            report = await new StackFailures(stack).RedriveAsync(Name, (ended, all) => progress.Tell("executions", ended, all), cancellationToken);
        }

        if (Json)
        {
            output.Line(JsonSerializer.Serialize(report, OperationsJson.Default.RedriveReport));
        }
        else
        {
            Print(report, output);
        }

        return report.Started.All(execution => execution.Status is ExecutionEntry.Succeeded) ? ExitCode.AllWell : ExitCode.Failed;
    }

    private static void Print(RedriveReport report, CommandOutput output)
    {
        foreach (var execution in report.Started)
        {
            output.Line($"{execution.Of} was started again as {execution.Name}: {execution.Status}{(execution.Reason is null ? "" : $": {execution.Reason}")}");
        }

        if (report.TakenBack > 0)
        {
            output.Line(string.Create(CultureInfo.InvariantCulture, $"{report.TakenBack:N0} messages went back to their queues."));
        }

        if (report.Started.Count == 0 && report.TakenBack == 0)
        {
            output.Line("There was nothing to start again.");
        }
    }
}
