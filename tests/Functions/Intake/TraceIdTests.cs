using Sparkify.Ingestion.Intake;

namespace Sparkify.Functions.Tests.Intake;

public sealed class TraceIdTests
{
    private static FileVersion At(long time, string? trace) => Files.Version("log_data/x.json", eventTime: time) with { TraceId = trace };

    /// <summary>The form is that of X-Ray's header: 1, the seconds as 8 hexadecimal digits, 24 more.</summary>
    [Fact]
    public void A_trace_has_the_seconds_of_its_start_and_a_digest_of_what_it_is_the_trace_of() =>
        Assert.Equal("1-5bdb69ba-19b25856e1c150ca834cffc8", TraceId.Of(1_541_106_106_796, "seed"));

    [Fact]
    public void A_load_goes_by_the_trace_of_its_oldest_file_that_has_one()
    {
        Assert.Equal("old", TraceId.OfOldest([At(3, "new"), At(2, "old"), At(1, null)]));
        Assert.Equal("old", TraceId.OfOldest([At(1, null), At(2, "old"), At(3, "new")]));
        Assert.Equal("a", TraceId.OfOldest([At(2, "b"), At(2, "a")]));
        Assert.Null(TraceId.OfOldest([At(1, null)]));
        Assert.Null(TraceId.OfOldest([]));
    }

    [Fact]
    public void A_call_to_aws_carries_it_as_a_root_that_is_sampled() => Assert.Equal("Root=1-a-b;Sampled=1", TraceId.Header("1-a-b"));
}
