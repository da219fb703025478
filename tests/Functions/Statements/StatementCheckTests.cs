using CsCheck;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Statements;

public sealed class StatementCheckTests
{
    private static StatementTicket Ticket(string step = Steps.Stage, int attempt = 1) =>
        new() { StatementId = "s", Step = step, Attempt = attempt, SubmittedAt = 0 };

    private static StatementReport Report(StatementStatus status, string? error = null) =>
        new() { Id = "s", Status = status, Error = error };

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    [InlineData(4, 4)]
    [InlineData(9, 16)]
    [InlineData(10, 30)]
    [InlineData(1_000_000, 30)]
    public void Where_nothing_waits_for_an_end_it_is_asked_after_ever_less_often(int asked, int seconds) =>
        Assert.Equal(seconds, StatementCheck.PauseSeconds(asked));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(3, 20)]
    [InlineData(7, 320)]
    [InlineData(8, 320)]
    [InlineData(100, 320)]
    public void Each_attempt_waits_twice_as_long_as_the_one_before(int attempt, int seconds) =>
        Assert.Equal(seconds, StatementCheck.RetrySeconds(attempt));

    [Theory]
    [InlineData(StatementStatus.Submitted)]
    [InlineData(StatementStatus.Picked)]
    [InlineData(StatementStatus.Started)]
    public void Until_it_has_ended_a_statement_runs(StatementStatus status)
    {
        Assert.Equal(StatementOutcome.Running, StatementCheck.Next(Ticket(), Report(status)).Outcome);
        Assert.False(Report(status).HasEnded);
    }

    [Theory]
    [InlineData(StatementStatus.Finished)]
    [InlineData(StatementStatus.Failed)]
    [InlineData(StatementStatus.Aborted)]
    public void Three_states_are_ends(StatementStatus status) => Assert.True(Report(status).HasEnded);

    [Fact]
    public void A_status_that_nobody_knows_is_no_answer() => Assert.StartsWith(
        "not a status of the Data API",
        Assert.Throws<ArgumentOutOfRangeException>(
            () => StatementCheck.Next(Ticket(), Report((StatementStatus)9))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_failure_without_a_word_is_a_passing_one() =>
        Assert.Equal(StatementOutcome.Retry, StatementCheck.Next(Ticket(), Report(StatementStatus.Failed)).Outcome);

    [Fact]
    public void An_aborted_statement_is_never_tried_again()
    {
        Gen.Select(Gen.OneOf(Steps.Stage, Steps.Merge, Steps.Quarantine), Gen.Int[1, 9], Gen.String).Sample((step, attempt, error) =>
            Assert.Equal(
                StatementOutcome.Aborted, StatementCheck.Next(Ticket(step, attempt), Report(StatementStatus.Aborted, error)).Outcome));
    }

    [Theory]
    [InlineData("ERROR: 1023 DETAIL: Serializable isolation violation on table - 108")]
    [InlineData("ERROR: could not complete because of conflict with concurrent transaction")]
    [InlineData("ERROR: deadlock detected")]
    [InlineData("ERROR: relation \"dw.tracks\" does not exist")] // the schema is just being changed
    [InlineData("Connection or an prior query failed.")]
    [InlineData("S3ServiceException:Please reduce your request rate.,Status 503,Error SlowDown")]
    public void A_passing_failure_is_tried_again_and_not_for_ever(string error)
    {
        Assert.Equal(StatementOutcome.Retry, StatementCheck.Next(Ticket(), Report(StatementStatus.Failed, error)).Outcome);
        Assert.Equal(
            StatementOutcome.Exhausted,
            StatementCheck.Next(Ticket(attempt: StatementCheck.MostAttempts), Report(StatementStatus.Failed, error)).Outcome);
    }

    [Theory]
    [InlineData("ERROR: User arn:aws:redshift:us-east-1:1:dbuser:x is not authorized to assume IAM Role arn:aws:iam::1:role/copy")]
    [InlineData("ERROR: permission denied for schema dw")]
    [InlineData("ERROR: schema \"dw\" does not exist")]
    public void A_failure_of_the_stack_never_takes_a_load_apart(string error) =>
        Assert.Equal(StatementOutcome.Refused, StatementCheck.Next(Ticket(), Report(StatementStatus.Failed, error)).Outcome);

    [Theory]
    [InlineData("never seen before")]
    [InlineData("Load into table failed")]
    public void Whatever_else_a_copy_says_the_files_are_searched_for_the_reason(string error)
    {
        Assert.Equal(StatementOutcome.Poison, StatementCheck.Next(Ticket(), Report(StatementStatus.Failed, error)).Outcome);
        Assert.Equal(StatementOutcome.Refused, StatementCheck.Next(Ticket(Steps.Merge), Report(StatementStatus.Failed, error)).Outcome);
    }

    [Fact]
    public void A_file_that_is_to_be_confirmed_is_tried_once_more_for_words_that_nobody_knows()
    {
        var first = Ticket() with { Confirm = true };
        var second = first with { Attempt = 2, ControlStatements = 3 };

        Assert.Equal(StatementOutcome.Retry, Outcome(first, "never seen before"));
        Assert.Equal(StatementOutcome.Poison, Outcome(first, "Load into table failed"));
        Assert.Equal(StatementOutcome.Refused, Outcome(first, "Out of Memory"));
        Assert.Equal(StatementOutcome.Poison, Outcome(second, "never seen before"));
    }

    /// <summary>The statements before what failed say Finished, though they were rolled back.</summary>
    [Theory]
    [InlineData(1, StatementOutcome.Refused)]
    [InlineData(3, StatementOutcome.Refused)]
    [InlineData(4, StatementOutcome.Poison)]
    [InlineData(6, StatementOutcome.Poison)]
    public void What_fails_a_file_that_is_known_to_load_is_no_files_fault(int failed, StatementOutcome outcome)
    {
        var ticket = Ticket(attempt: 2) with { Confirm = true, ControlStatements = 3 };

        foreach (var error in new[] { "never seen before", "Load into table failed" })
        {
            Assert.Equal(outcome, Outcome(ticket, error, failed));
        }

        Assert.Equal(StatementOutcome.Retry, Outcome(ticket, "ERROR: 1023", failed));
    }

    private static StatementOutcome Outcome(StatementTicket ticket, string error, int failed = 6)
    {
        var report = Report(StatementStatus.Failed, error) with
        {
            SubStatements =
            [
                .. Enumerable.Range(1, 11).Select(n => new SubStatementReport(
                    $"s:{n}",
                    n < failed ? StatementStatus.Finished : n == failed ? StatementStatus.Failed : StatementStatus.Aborted,
                    n == failed ? error : null,
                    -1,
                    TimeSpan.Zero,
                    HasResultSet: false)),
            ],
        };
        return StatementCheck.Next(ticket, report).Outcome;
    }

    [Fact]
    public void No_two_steps_attempts_or_executions_share_a_client_token()
    {
        Gen.Select(
            Gen.OneOf("arn:a", "arn:b"),
            Gen.OneOf(Steps.Stage, Steps.Merge, Steps.Quarantine, Steps.Explain),
            Gen.Int[1, 12]).Array[2].Sample(pair =>
        {
            var tokens = pair.Select(p => Steps.ClientToken(p.Item1, p.Item2, p.Item3)).ToList();

            Assert.Equal(pair[0] == pair[1], tokens[0] == tokens[1]);
            Assert.All(tokens, token => Assert.Equal(64, token.Length));
        });
    }
}
