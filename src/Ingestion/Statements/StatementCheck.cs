namespace Sparkify.Ingestion.Statements;

/// <summary>Decides, from what the warehouse says of a statement, how its execution goes on.</summary>
public static class StatementCheck
{
    /// <summary>A statement is submitted at most this often.</summary>
    public const int MostAttempts = 6;

    /// <exception cref="ArgumentOutOfRangeException">The warehouse knows a status that we don't.</exception>
    public static StatementTicket Next(StatementTicket ticket, StatementReport report)
    {
        var seen = ticket with
        {
            Pid = report.Pid,
            Error = report.Error,
            DurationMs = (long)report.Duration.TotalMilliseconds,
        };
        return report.Status switch
        {
            StatementStatus.Submitted or StatementStatus.Picked or StatementStatus.Started =>
                seen with { Outcome = StatementOutcome.Running },
            StatementStatus.Finished => seen with { Outcome = StatementOutcome.Finished },
            StatementStatus.Aborted => seen with { Outcome = StatementOutcome.Aborted },
            StatementStatus.Failed => seen with { Outcome = OutcomeOf(ticket, report) },
            _ => throw new ArgumentOutOfRangeException(nameof(report), report.Status, "not a status of the Data API"),
        };
    }

    /// <summary>
    /// A statement that the warehouse has lost from sight may have committed or not: every batch can be repeated, so repeat it.
    /// </summary>
    public static StatementTicket Lost(StatementTicket ticket, string why) =>
        ticket with { Outcome = Again(ticket), Error = why };

    /// <summary>1, 1, 2, 2, 4, 4, … 30 seconds between two questions that nothing waited for.</summary>
    public static int PauseSeconds(int asked) => Math.Min(1 << Math.Min(asked / 2, 5), (int)IWarehouse.LongestWait.TotalSeconds);

    /// <summary>5, 10, 20, … seconds.</summary>
    public static int RetrySeconds(int attempt) => 5 << Math.Min(attempt - 1, 6);

    private static StatementOutcome OutcomeOf(StatementTicket ticket, StatementReport report) => DatabaseError.FaultOf(report.Error) switch
    {
        DatabaseFault.Transient => Again(ticket),
        _ when ticket.Step != Steps.Stage => StatementOutcome.Refused,
        // A file that has loaded just before does not load now: whatever the words are, the file behind it is not at fault.
        _ when IsTheControl(ticket, report) => StatementOutcome.Refused,
        DatabaseFault.Stack => StatementOutcome.Refused,
        DatabaseFault.Unknown when ticket.Confirm && ticket.ControlStatements == 0 => Again(ticket),
        _ => StatementOutcome.Poison,
    };

    /// <summary>The first that says Failed is what failed: those before it say Finished, though they were rolled back.</summary>
    private static bool IsTheControl(StatementTicket ticket, StatementReport report) =>
        report.SubStatements.Take(ticket.ControlStatements).Any(statement => statement.Status is StatementStatus.Failed);

    private static StatementOutcome Again(StatementTicket ticket) =>
        ticket.Attempt < MostAttempts ? StatementOutcome.Retry : StatementOutcome.Exhausted;
}
