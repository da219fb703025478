using Sparkify.Ingestion.Failures;

namespace Sparkify.Functions.Tests;

public sealed class DeadlineTests
{
    /// <summary>Work that is not ended would be waited for for ever.</summary>
    private static readonly TimeSpan HangsAfter = TimeSpan.FromSeconds(30);

    private readonly Surroundings around = new();

    /// <summary>Two seconds are kept for the answer.</summary>
    [Theory]
    [InlineData(2_000)]
    [InlineData(1_000)]
    [InlineData(-1)]
    public async Task Work_is_not_begun_where_only_the_time_to_answer_is_left(int milliseconds)
    {
        around.Context.Left(TimeSpan.FromMilliseconds(milliseconds));

        var failure = await Assert.ThrowsAsync<DeadlineNearException>(() => KeepAsync(_ => throw new InvalidOperationException("begun")));

        Assert.Equal(
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"TheFunction was called with {milliseconds / 1000.0:0.0} s left: give it a longer Timeout"),
            failure.Message);
        Assert.Equal(FailureKind.Transient, failure.Kind);
    }

    [Fact]
    public async Task Work_is_ended_two_seconds_before_lambda_would_end_it()
    {
        around.Context.Left(TimeSpan.FromSeconds(12));

        var work = KeepAsync(async cancellation =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return 1;
        });
        around.Time.Advance(TimeSpan.FromMilliseconds(9_999));
        Assert.False(work.IsCompleted);
        around.Time.Advance(TimeSpan.FromMilliseconds(1));

        var ended = await Assert.ThrowsAsync<DeadlineNearException>(
            () => work.WaitAsync(HangsAfter, TestContext.Current.CancellationToken));
        Assert.Equal("TheFunction had not finished after 10.0 s", ended.Message);
    }

    [Fact]
    public async Task Work_that_is_done_in_time_is_answered_and_another_cancellation_is_not_the_deadlines()
    {
        around.Context.Left(TimeSpan.FromMilliseconds(2_001));

        Assert.Equal(7, await KeepAsync(_ => Task.FromResult(7)));
        await Assert.ThrowsAsync<OperationCanceledException>(() => KeepAsync(_ => throw new OperationCanceledException()));
    }

    private Task<int> KeepAsync(Func<CancellationToken, Task<int>> work) => Deadline.KeepAsync(around.Time, around.Context, work);
}
