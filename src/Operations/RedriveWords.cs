namespace Sparkify.Operations;

/// <summary>Says what came of a redrive.</summary>
public static class RedriveWords
{
    /// <param name="report">What came of it.</param>
    /// <param name="stack">Whose executions and queues they were.</param>
    public static IEnumerable<string> Lines(RedriveReport report, IOperatedStack stack)
    {
        foreach (var execution in report.Started)
        {
            yield return
                $"{execution.Of} was started again as {execution.Name}: "
                + $"{execution.Status}{(execution.Reason is null ? "" : $": {execution.Reason}")}";
        }

        if (report.TakenBack > 0)
        {
            yield return $"{Counted.Of(report.TakenBack, "message went back to its queue", "messages went back to their queues")}.";
            if (!stack.AwaitsLetters)
            {
                yield return $"Those that die again do so in some hours: ./sparkify failures{stack.Option} lists them then.";
            }
        }

        foreach (var letter in report.DiedAgain)
        {
            yield return $"{letter.Id} is a dead letter of {letter.Queue} again: {letter.Reason}";
            if (letter.WhatToDo is not null)
            {
                yield return $"  what to do: {letter.WhatToDo}";
            }
        }

        if (report.Started.Count == 0 && report.TakenBack == 0 && report.DiedAgain.Count == 0)
        {
            yield return "There was nothing to start again.";
        }
    }
}
