using CsCheck;
using Sparkify.LocalCloud.Metrics;

namespace Sparkify.Tests.Metrics;

public sealed class CountedTimeTests
{
    [Fact]
    public void Spans_in_any_order_count_each_second_once()
    {
        var spans = Gen.Select(Gen.Int[0, 60], Gen.Int[0, 20]).List[0, 12];
        spans.Sample(shown =>
        {
            var counted = new CountedTime();

            var seconds = shown.Sum(span => counted.Add(At(span.Item1), At(span.Item1 + span.Item2)).TotalSeconds);

            Assert.Equal(shown.SelectMany(span => Enumerable.Range(span.Item1, span.Item2)).Distinct().Count(), seconds);
        });
    }

    private static DateTimeOffset At(int second) => DateTimeOffset.UnixEpoch.AddSeconds(second);
}
