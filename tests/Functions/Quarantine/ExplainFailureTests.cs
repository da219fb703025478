using Sparkify.Functions.Quarantine;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Quarantine;

public sealed class ExplainFailureTests
{
    private readonly Surroundings around = new();

    /// <summary>The warehouse's clock may be two minutes behind ours.</summary>
    [Fact]
    public async Task The_load_errors_of_the_process_that_failed_are_asked_for_from_two_minutes_before_it_was_submitted()
    {
        var staging = Inputs.Ticket(Steps.Stage) with { Pid = 4711, Outcome = StatementOutcome.Poison, Attempt = 3, Visits = 9 };

        var ticket = await new ExplainFailure(around.Ports).HandleAsync(
            new ExplainFailureInput { Load = Inputs.Load, ExecutionId = Inputs.ExecutionId, Staging = staging }, around.Context);

        var batch = Assert.Single(around.Warehouse.Submitted);
        var question = Assert.Single(batch.Statements);
        Assert.Contains("session_id = 4711 AND start_time >= '2018-11-01 23:57:30.000'", question, StringComparison.Ordinal);
        Assert.Equal("explain log-data-00112233445566778899aabb #1", batch.Name);
        Assert.Equal(("explain", 1, 1, "submitted-1"), (ticket.Step, ticket.Attempt, ticket.Visits, ticket.StatementId));
    }

    [Fact]
    public async Task Of_a_copy_that_went_through_the_views_are_asked_by_its_name_as_often_as_a_statement_is_tried()
    {
        around.Warehouse.Answers("staged", 4, Answer.RowsLoaded(30)).Answers("staged", 5, Answer.RowsStaged(30));
        var input = new ExplainFailureInput
        {
            Load = Inputs.Load,
            ExecutionId = Inputs.ExecutionId,
            Staging = Inputs.Ticket(Steps.Stage, "staged"),
            Explaining = Inputs.Ticket(Steps.Explain, attempt: 5),
        };

        var ticket = await new ExplainFailure(around.Ports).HandleAsync(input, around.Context);

        var batch = Assert.Single(around.Warehouse.Submitted);
        Assert.Equal(3, batch.Statements.Count);
        Assert.All(batch.Statements, question => Assert.Contains("query_id = 4711", question, StringComparison.Ordinal));
        Assert.Equal((6, Steps.ClientToken(Inputs.ExecutionId, "explain", 6)), (ticket.Attempt, batch.ClientToken));
        await Assert.ThrowsAsync<AttemptsExhaustedException>(
            () => new ExplainFailure(around.Ports).HandleAsync(input with { Explaining = ticket }, around.Context));
    }
}
