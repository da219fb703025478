using Sparkify.Proof.Faults;
using Sparkify.Proof.Running;
using Sparkify.RedshiftOnDuckDb;

namespace Sparkify.Proof.World;

/// <summary>
/// Stands around every statement of every batch: lets others run, makes the planned faults happen, and keeps the books of what was merged.
/// </summary>
internal sealed class BatchGate(Simulation simulation) : IStatementGate
{
    private readonly HashSet<string> doomed = new(StringComparer.Ordinal);
    private readonly HashSet<string> open = new(StringComparer.Ordinal);

    /// <summary>After each commit, before anyone else runs.</summary>
    public event Action<string>? Committed;

    /// <summary>Everything was killed: what is under way gets no further.</summary>
    public void Doom() => doomed.UnionWith(open);

    public async ValueTask BeforeAsync(StatementStep step)
    {
        open.Add(step.BatchId);
        await Task.Yield();
        Live(step);
        if (step.Kind != StepKind.Begin)
        {
            if (Books.IsCopyOfFiles(step.Sql))
            {
                // Each COPY of a staging batch is into a fresh table.
                simulation.Bucket.ForgetReads(Lane.Current!);
            }

            if (step.Sql.StartsWith("COPY ", StringComparison.Ordinal))
            {
                Fail(step, Faults.Site.Copy, after: false);
            }

            Fail(step, Site(step), after: false);
            simulation.Books.Started(step.Sql);
        }
    }

    public async ValueTask AfterAsync(StatementStep step)
    {
        if (step.Kind == StepKind.Commit)
        {
            open.Remove(step.BatchId);
            simulation.Trace.Say($"{step.BatchName} is committed");
            simulation.Books.Committed(step.BatchName, Lane.Current!);
            Committed?.Invoke(step.BatchName);
        }

        Poison(step);
        Fail(step, Site(step), after: true);
        await Task.Yield();
        Live(step);
    }

    private static Site Site(StatementStep step) => step.Kind == StepKind.Commit ? Faults.Site.Commit : Faults.Site.Statement;

    private void Live(StatementStep step)
    {
        if (doomed.Contains(step.BatchId))
        {
            throw StatementFaultException.Vanished();
        }
    }

    /// <summary>A file that fails its COPY in words that name neither the file nor a fault that anybody knows.</summary>
    private void Poison(StatementStep step)
    {
        if (Books.IsCopyOfFiles(step.Sql)
            && simulation.Bucket.ReadIn(Lane.Current!).Any(version => simulation.Schedule.Poison.Contains(version.Key)))
        {
            simulation.Count(Happening.PoisonMet);
            throw StatementFaultException.Failed(FaultKinds.NewWords);
        }
    }

    private void Fail(StatementStep step, Site site, bool after)
    {
        if (step.Kind == StepKind.Begin || simulation.Faults.At(site, after) is not { } kind)
        {
            return;
        }

        simulation.Trace.Say($"{step.BatchName}, {(step.Kind == StepKind.Commit ? "commit" : $"statement {step.Number}")}: {kind}");
        throw kind.Effect is Effect.DiesBefore or Effect.DiesAfter ? StatementFaultException.Vanished()
            : kind == FaultKinds.StatementAborted ? StatementFaultException.Aborted()
            : StatementFaultException.Failed(kind.Error!);
    }
}
