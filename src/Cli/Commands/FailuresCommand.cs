using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Sparkify.Operations;

namespace Sparkify.Cli.Commands;

/// <summary><c>failures</c>: what failed and is not mended, why, and the command that would mend each.</summary>
internal sealed class FailuresCommand() : OperatorCommand("failures", "Lists what failed, why, and the command that mends it", Json)
{
    private static readonly Option<bool> Json = CommonOptions.Json("One JSON object instead of lines");

    /// <summary>Of a queue; what is beyond them is counted.</summary>
    private const int MostLetters = 5;

    public override bool OnlyLooks => true;

    public override async Task<int> RunAsync(
        ParseResult asked, IOperatedStack stack, CommandOutput output, CancellationToken cancellationToken)
    {
        var report = await new StackFailures(stack).FindAsync(cancellationToken);
        if (asked.GetValue(Json))
        {
            output.Line(JsonSerializer.Serialize(report, OperationsJson.Default.FailuresReport));
        }
        else
        {
            Print(report, output);
        }

        return ExitCode.AllWell;
    }

    private static void Print(FailuresReport report, CommandOutput output)
    {
        if (report.Executions.Count == 0 && report.DeadLetters.Count == 0)
        {
            output.Line("Nothing has failed that is not mended.");
        }

        foreach (var execution in report.Executions)
        {
            output.Line(string.Create(
                CultureInfo.InvariantCulture,
                $"{execution.Name} ({execution.StateMachine}) {execution.Status} at {execution.EndedAt:yyyy-MM-dd HH:mm:ss}: "
                + $"{execution.Reason}"));
            output.Line($"  mend: {execution.Mend}");
        }

        foreach (var queue in report.DeadLetters)
        {
            output.Line($"{queue.Queue}: {Counted.Of(queue.Messages, "dead letter")}");
            foreach (var letter in queue.Letters.Take(MostLetters))
            {
                output.Line($"  {letter.Id}: {letter.Reason}");
                output.Line($"    {letter.Says}");
                if (letter.WhatToDo is not null)
                {
                    output.Line($"    what to do: {letter.WhatToDo}");
                }
            }

            output.Line($"  mend: {queue.Mend}");
        }
    }
}
