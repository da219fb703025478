using Amazon.Lambda.Core;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Statements;

/// <summary>
/// Runs a step's batch: submits it as the attempt after the one before, and stays until it has ended. If the function's time is short
/// before that, the ticket says so, and the next visit goes on with the same batch.
/// </summary>
internal static class StepBatch
{
    /// <summary>What a function keeps of its time: for an answer that comes late, and for its own.</summary>
    private static readonly TimeSpan Reserve = TimeSpan.FromSeconds(20);

    /// <param name="previous">The attempt before, or the same one while it runs; null before the first.</param>
    /// <param name="statements">Of the attempt, from 1. Asked for only where there is something to submit.</param>
    /// <returns>With the outcome Running, Finished, Retry or Poison.</returns>
    /// <exception cref="AttemptsExhaustedException">The batch was submitted as often as it may be.</exception>
    /// <exception cref="WarehouseRefusedException">No file and no second try can change why it failed.</exception>
    /// <exception cref="StatementStoppedException">Somebody stopped it.</exception>
    public static Task<StatementTicket> RunAsync(
        FunctionPorts ports,
        Load load,
        string executionId,
        string step,
        StatementTicket? previous,
        Func<int, Task<StepStatements>> statements,
        ILambdaContext context,
        CancellationToken cancellationToken)
    {
        ports.Traces.Annotate(load);
        return RunAsync(ports, load.LoadId, executionId, step, previous, statements, context, cancellationToken);
    }

    /// <param name="subject">What the batch is for: a load or a backfill, by its id.</param>
    public static async Task<StatementTicket> RunAsync(
        FunctionPorts ports,
        string subject,
        string executionId,
        string step,
        StatementTicket? previous,
        Func<int, Task<StepStatements>> statements,
        ILambdaContext context,
        CancellationToken cancellationToken)
    {
        var running = previous is { Outcome: StatementOutcome.Running }
            ? previous
            : await SubmitAsync(ports, subject, executionId, step, previous, statements, cancellationToken);
        var seen = await StayAsync(ports, running with { Visits = running.Visits + 1 }, context, cancellationToken);
        var attempt = $"{subject}: {step}, attempt {seen.Attempt}";
        return seen.Outcome switch
        {
            StatementOutcome.Refused => throw new WarehouseRefusedException($"{attempt}: the warehouse refuses a statement: {seen.Error}"),
            StatementOutcome.Aborted => throw new StatementStoppedException($"{attempt}: somebody stopped it: {seen.Error}"),
            StatementOutcome.Exhausted => throw Exhausted(subject, seen),
            _ => seen,
        };
    }

    /// <summary>Asks after a batch until it has ended or the function's time is short.</summary>
    /// <returns>With any outcome.</returns>
    public static async Task<StatementTicket> StayAsync(
        FunctionPorts ports, StatementTicket ticket, ILambdaContext context, CancellationToken cancellationToken)
    {
        try
        {
            return StatementCheck.Next(
                ticket, await BatchEnd.AwaitAsync(ports.Warehouse, ticket.StatementId, ports.Time, Left, cancellationToken));
        }
        catch (StatementLostException e)
        {
            return StatementCheck.Lost(ticket, e.Message);
        }

        TimeSpan Left() => context.RemainingTime > Reserve ? context.RemainingTime - Reserve : TimeSpan.Zero;
    }

    private static async Task<StatementTicket> SubmitAsync(
        FunctionPorts ports,
        string subject,
        string executionId,
        string step,
        StatementTicket? previous,
        Func<int, Task<StepStatements>> statements,
        CancellationToken cancellationToken)
    {
        if (previous?.Attempt >= StatementCheck.MostAttempts)
        {
            throw Exhausted(subject, previous);
        }

        var attempt = (previous?.Attempt ?? 0) + 1;
        var batch = await statements(attempt);
        var submittedAt = ports.Time.GetUtcNow();
        var id = await ports.Warehouse.SubmitAsync(
            new StatementBatch
            {
                Name = $"{step} {subject} #{attempt}",
                ClientToken = Steps.ClientToken(executionId, step, attempt),
                Statements = batch.Statements,
            },
            cancellationToken);
        return new StatementTicket
        {
            StatementId = id,
            Step = step,
            Attempt = attempt,
            Confirm = batch.Confirm,
            ControlStatements = batch.ControlStatements,
            Visits = previous?.Visits ?? 0,
            RetrySeconds = StatementCheck.RetrySeconds(attempt),
            SubmittedAt = submittedAt.ToUnixTimeMilliseconds(),
        };
    }

    private static AttemptsExhaustedException Exhausted(string subject, StatementTicket last) => new(
        $"{subject}: {last.Step} was submitted {last.Attempt} times; the last time: {last.Error ?? "its results were lost"}");
}

/// <summary>What an attempt of a step submits.</summary>
/// <param name="Confirm">As <see cref="StatementTicket.Confirm"/>.</param>
/// <param name="ControlStatements">As <see cref="StatementTicket.ControlStatements"/>.</param>
internal sealed record StepStatements(IReadOnlyList<string> Statements, bool Confirm = false, int ControlStatements = 0);
