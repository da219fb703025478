using Sparkify.Functions.Staging;
using Sparkify.Ingestion;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Staging;

public sealed class StageFilesTests
{
    private readonly Surroundings around = new();

    [Fact]
    public async Task A_load_is_copied_into_a_table_of_its_own_and_asked_what_became_of_it()
    {
        var ticket = await RunAsync(new StageFilesInput { Load = Inputs.Load, ExecutionId = Inputs.ExecutionId });

        var batch = Assert.Single(around.Warehouse.Submitted);
        Assert.Equal("stage log-data-00112233445566778899aabb #1", batch.Name);
        Assert.Equal(Steps.ClientToken(Inputs.ExecutionId, "stage", 1), batch.ClientToken);
        Assert.Equal(8, batch.Statements.Count);
        Assert.StartsWith("DROP TABLE IF EXISTS dw.staging_events_00112233445566778899aabb", batch.Statements[0], StringComparison.Ordinal);
        Assert.Contains("LIKE dw.staging_events)", batch.Statements[1], StringComparison.Ordinal);
        Assert.StartsWith("COPY dw.staging_events_00112233445566778899aabb", batch.Statements[2], StringComparison.Ordinal);
        Assert.Contains(
            "'s3://sparkify/_ingest/loads/log-data-00112233445566778899aabb/manifest.json'", batch.Statements[2], StringComparison.Ordinal);
        Assert.Contains($"IAM_ROLE '{Inputs.CopyRole}'", batch.Statements[2], StringComparison.Ordinal);
        Assert.DoesNotContain("GZIP", batch.Statements[2], StringComparison.Ordinal);
        Assert.Equal(
            new StatementTicket
            {
                StatementId = "submitted-1",
                Step = "stage",
                Attempt = 1,
                Visits = 1,
                RetrySeconds = 5,
                SubmittedAt = Inputs.NowMs,
                Outcome = StatementOutcome.Finished,
                Pid = 4711,
                DurationMs = 1_500,
            },
            ticket);
        Assert.Equal(Inputs.Load.LoadId, Assert.Single(around.Annotated)["load_id"]);
    }

    [Fact]
    public async Task Gzip_files_are_copied_as_such_and_songs_into_a_table_of_songs()
    {
        await RunAsync(new StageFilesInput
        {
            Load = Inputs.Load with { Gzip = true, Dataset = Dataset.SongData, LoadId = "song-data-00ff" },
            ExecutionId = Inputs.ExecutionId,
        });

        var statements = Assert.Single(around.Warehouse.Submitted).Statements;
        Assert.Contains("dw.staging_songs_00ff", statements[0], StringComparison.Ordinal);
        Assert.Contains("LIKE dw.staging_songs)", statements[1], StringComparison.Ordinal);
        Assert.Contains("GZIP", statements[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_next_attempt_is_another_submission_that_waits_longer_and_counts_the_visits_of_both()
    {
        var before = Inputs.Ticket(Steps.Stage, attempt: 2) with { Visits = 7, Outcome = StatementOutcome.Retry };

        var ticket = await RunAsync(new StageFilesInput { Load = Inputs.Load, ExecutionId = Inputs.ExecutionId, Staging = before });

        Assert.Equal((3, 8, 20), (ticket.Attempt, ticket.Visits, ticket.RetrySeconds));
        Assert.Equal(Steps.ClientToken(Inputs.ExecutionId, "stage", 3), around.Warehouse.Submitted[0].ClientToken);
        Assert.EndsWith("#3", around.Warehouse.Submitted[0].Name, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ERROR: 1023", "log-data-00112233445566778899aabb: stage was submitted 6 times; the last time: ERROR: 1023")]
    [InlineData(null, "log-data-00112233445566778899aabb: stage was submitted 6 times; the last time: its results were lost")]
    public async Task A_seventh_attempt_is_not_made(string? error, string words)
    {
        var sixth = Inputs.Ticket(Steps.Stage, attempt: 6) with { Error = error };
        var fifth = Inputs.Ticket(Steps.Stage, attempt: 5);

        var failure = await Assert.ThrowsAsync<AttemptsExhaustedException>(
            () => RunAsync(new StageFilesInput { Load = Inputs.Load, ExecutionId = Inputs.ExecutionId, Staging = sixth }));
        Assert.Equal(words, failure.Message);
        Assert.Empty(around.Warehouse.Submitted);
        Assert.Equal(
            6, (await RunAsync(new StageFilesInput { Load = Inputs.Load, ExecutionId = Inputs.ExecutionId, Staging = fifth })).Attempt);
    }

    /// <summary>Only the second attempt: the first has most often nothing to confirm.</summary>
    [Fact]
    public async Task A_file_that_is_alone_and_failed_is_tried_again_behind_one_that_is_known_to_load()
    {
        var load = Inputs.Load with { Files = 1, Control = "log-data-ffee" };

        var first = await RunAsync(new StageFilesInput { Load = load, ExecutionId = Inputs.ExecutionId });
        var second = await RunAsync(new StageFilesInput { Load = load, ExecutionId = Inputs.ExecutionId, Staging = first });
        var many = await RunAsync(
            new StageFilesInput { Load = load with { Files = 2 }, ExecutionId = Inputs.ExecutionId, Staging = first });

        StatementTicket[] tickets = [first, second, many];
        Assert.Equal([(true, 0), (true, 3), (false, 0)], tickets.Select(ticket => (ticket.Confirm, ticket.ControlStatements)));
        Assert.Equal([8, 11, 8], around.Warehouse.Submitted.Select(batch => batch.Statements.Count));
        var statements = around.Warehouse.Submitted[1].Statements;
        Assert.Contains("/log-data-ffee/manifest.json", statements[2], StringComparison.Ordinal);
        Assert.Equal(around.Warehouse.Submitted[0].Statements, statements.Skip(3));
    }

    private Task<StatementTicket> RunAsync(StageFilesInput input) => new StageFiles(around.Ports).HandleAsync(input, around.Context);
}
