using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Intake;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions;

/// <summary>Submits a step's batch, as the attempt after the one before.</summary>
internal static class Submission
{
    /// <exception cref="AttemptsExhaustedException">The batch was submitted as often as it may be.</exception>
    public static Task<StatementTicket> SendAsync(
        FunctionPorts ports,
        Load load,
        string executionId,
        string step,
        StatementTicket? previous,
        IReadOnlyList<string> statements,
        CancellationToken cancellationToken)
    {
        ports.Traces.Annotate(load);
        return SendAsync(ports, load.LoadId, executionId, step, previous, statements, cancellationToken);
    }

    /// <param name="subject">What the batch is for: a load or a backfill, by its id.</param>
    /// <exception cref="AttemptsExhaustedException">The batch was submitted as often as it may be.</exception>
    public static async Task<StatementTicket> SendAsync(
        FunctionPorts ports,
        string subject,
        string executionId,
        string step,
        StatementTicket? previous,
        IReadOnlyList<string> statements,
        CancellationToken cancellationToken)
    {
        var attempt = (previous?.Attempt ?? 0) + 1;
        if (attempt > StatementCheck.MostAttempts)
        {
            throw new AttemptsExhaustedException(
                $"{subject}: {step} was submitted {previous!.Attempt} times; the last time: {previous.Error ?? "its results were lost"}");
        }

        var submittedAt = ports.Time.GetUtcNow();
        var id = await ports.Warehouse.SubmitAsync(
            new StatementBatch
            {
                Name = $"{step} {subject} #{attempt}",
                ClientToken = Steps.ClientToken(executionId, step, attempt),
                Statements = statements,
            },
            cancellationToken);
        return new StatementTicket
        {
            StatementId = id,
            Step = step,
            Attempt = attempt,
            PollsBefore = (previous?.PollsBefore ?? 0) + (previous?.Polls ?? 0),
            RetrySeconds = StatementCheck.RetrySeconds(attempt),
            SubmittedAt = submittedAt.ToUnixTimeMilliseconds(),
        };
    }
}
