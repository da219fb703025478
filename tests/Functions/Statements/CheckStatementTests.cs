using Sparkify.Functions.Statements;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Statements;

public sealed class CheckStatementTests
{
    private readonly Surroundings around = new();

    private static StatementTicket Ticket => Inputs.Ticket(Steps.Stage) with { Outcome = StatementOutcome.Running };

    [Fact]
    public async Task A_statement_that_goes_on_is_asked_after_again_a_second_later()
    {
        around.Warehouse.Reports(Inputs.Report(StatementStatus.Started));
        around.Context.Left(TimeSpan.FromSeconds(10));

        var seen = await RunAsync(Ticket);

        Assert.Equal((StatementOutcome.Running, 1, 4711L, 1_500L), (seen.Outcome, seen.WaitSeconds, seen.Pid, seen.DurationMs));
        Assert.Equal((Ticket.StatementId, Ticket.Step, Ticket.SubmittedAt), (seen.StatementId, seen.Step, seen.SubmittedAt));
    }

    [Theory]
    [InlineData(StatementStatus.Finished, null, StatementOutcome.Finished)]
    [InlineData(StatementStatus.Aborted, "stopped", StatementOutcome.Aborted)]
    [InlineData(StatementStatus.Failed, "ERROR: 1023", StatementOutcome.Retry)]
    [InlineData(StatementStatus.Failed, "never heard of", StatementOutcome.Poison)]
    [InlineData(StatementStatus.Failed, "permission denied for schema dw", StatementOutcome.Refused)]
    public async Task A_statement_that_has_ended_says_how_the_execution_goes_on(
        StatementStatus status, string? error, StatementOutcome outcome)
    {
        around.Warehouse.Reports(Inputs.Report(status, error: error));

        var seen = await RunAsync(Ticket);

        Assert.Equal((outcome, error), (seen.Outcome, seen.Error));
    }

    /// <summary>It may have committed or not: each batch can be repeated.</summary>
    [Theory]
    [InlineData(5, StatementOutcome.Retry)]
    [InlineData(6, StatementOutcome.Exhausted)]
    public async Task A_statement_that_was_lost_is_submitted_again_and_not_for_ever(int attempt, StatementOutcome outcome)
    {
        around.Warehouse.Fails("s", new StatementLostException("s is gone"));

        var seen = await RunAsync(Ticket with { Attempt = attempt });

        Assert.Equal((outcome, "s is gone"), (seen.Outcome, seen.Error));
    }

    [Fact]
    public async Task A_data_api_that_is_busy_is_the_state_machines_to_try_again()
    {
        around.Warehouse.Fails("s", new WarehouseThrottledException("too many"));

        Assert.Equal(FailureKind.Transient, (await Assert.ThrowsAsync<WarehouseThrottledException>(() => RunAsync(Ticket))).Kind);
    }

    private Task<StatementTicket> RunAsync(StatementTicket ticket) => new CheckStatement(around.Ports).HandleAsync(ticket, around.Context);
}
