using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Sparkify.Functions.Statements;
using Sparkify.Ingestion.Failures;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Functions.Tests.Statements;

public sealed class StepBatchTests
{
    /// <summary>Less than the template's by a moment, as it is when a function begins.</summary>
    private static readonly TimeSpan FunctionTimeout = TimeSpan.FromSeconds(299.7);

    /// <summary>
    /// However long a batch takes, and whether or not the Data API waits: it is submitted once, its statements are made once, its end is
    /// seen within a second where the Data API waits, and each visit but the last uses the function's time.
    /// </summary>
    [Fact]
    public void A_batch_is_submitted_once_and_stayed_with_to_its_end() => Gen.Select(Gen.Int[0, 4_000], Gen.Bool).Sample((seconds, waits) =>
    {
        var service = new TimedWarehouse(TimeSpan.FromSeconds(seconds), waits);
        var (made, visits) = (0, 0);
        StatementTicket? ticket = null;
        do
        {
            visits++;
            ticket = Visit(service, ticket, () => made++);
        }
        while (ticket.Outcome == StatementOutcome.Running);

        Assert.Equal((1, 1, StatementOutcome.Finished, visits), (made, service.Submitted, ticket.Outcome, ticket.Visits));
        Assert.Equal(Math.Max(1, (seconds + 278) / 279), visits, tolerance: waits ? 0 : 1);
        Assert.InRange((service.Now - service.EndsAt).TotalSeconds, 0, waits ? 1 : 30);
        Assert.True(service.Asked <= (seconds / 30) + (11 * visits), $"{service.Asked} questions in {seconds} s");
    });

    [Theory]
    [InlineData("ERROR: permission denied for schema dw", nameof(WarehouseRefusedException))]
    [InlineData(null, nameof(StatementStoppedException))]
    public async Task What_no_second_try_can_mend_ends_the_step_in_the_databases_own_words(string? error, string type)
    {
        var around = new Surroundings();
        around.Warehouse.Reports(Inputs.Report(
            error is null ? StatementStatus.Aborted : StatementStatus.Failed, "submitted-1", error ?? "Query cancelled on user's request"));

        var failure = await Assert.ThrowsAnyAsync<IngestionException>(() => StepBatch.RunAsync(
            around.Ports, Inputs.Load, Inputs.ExecutionId, Steps.Merge, null, Nothing, around.Context, CancellationToken.None));

        Assert.Equal((type, FailureKind.Terminal), (failure.GetType().Name, failure.Kind));
        Assert.Contains($"{Inputs.Load.LoadId}: merge, attempt 1", failure.Message, StringComparison.Ordinal);
        Assert.Contains(error ?? "on user's request", failure.Message, StringComparison.Ordinal);
    }

    private static StatementTicket Visit(TimedWarehouse service, StatementTicket? ticket, Action making)
    {
        var around = new Surroundings();
        around.Context.Left(FunctionTimeout, service);
        return StepBatch.RunAsync(
            around.Ports with { Warehouse = service, Time = service },
            Inputs.Load,
            Inputs.ExecutionId,
            Steps.Stage,
            ticket,
            attempt =>
            {
                making();
                return Nothing(attempt);
            },
            around.Context,
            CancellationToken.None).GetAwaiter().GetResult();
    }

    private static Task<StepStatements> Nothing(int attempt) => Task.FromResult(new StepStatements(["SELECT 1"]));

    /// <summary>Runs one batch for so long, on a clock that goes on where somebody waits.</summary>
    private sealed class TimedWarehouse(TimeSpan takes, bool waits) : FakeTimeProvider(Inputs.Now), IWarehouse
    {
        public int Submitted { get; private set; }
        public int Asked { get; private set; }
        public DateTimeOffset EndsAt { get; private set; }
        public DateTimeOffset Now => GetUtcNow();

        public Task<string> SubmitAsync(StatementBatch batch, CancellationToken cancellationToken)
        {
            Submitted++;
            EndsAt = Now + takes;
            return Task.FromResult("id");
        }

        public Task<StatementReport> DescribeAsync(string statementId, TimeSpan wait, CancellationToken cancellationToken)
        {
            Assert.InRange(wait, TimeSpan.Zero, IWarehouse.LongestWait);
            Asked++;
            if (waits && Now < EndsAt)
            {
                Advance(EndsAt - Now < wait ? EndsAt - Now : wait);
            }

            return Task.FromResult(
                Inputs.Report(Now < EndsAt ? StatementStatus.Started : StatementStatus.Finished) with { Id = statementId });
        }

        public Task<ResultPage> FetchAsync(string statementId, string? nextToken, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Advance(dueTime);
            return timer;
        }
    }
}
