using Sparkify.Operations;

namespace Sparkify.Tests.Operated;

public sealed class NearMissesTests
{
    private static readonly string[] Known = ["backfill", "failures", "files", "load", "query", "quarantined"];

    [Theory]
    [InlineData("fiels", "files")]
    [InlineData("LOAD", "load")]
    [InlineData("qury", "query")]
    [InlineData("quarantine", "quarantined")]
    [InlineData("fill", "backfill")]
    [InlineData("reset", "")]
    [InlineData("x", "")]
    public void The_nearest_come_first_and_what_is_far_is_not_named(string word, string near) =>
        Assert.Equal(near, string.Join(' ', NearMisses.Of(word, Known)));

    [Fact]
    public void No_more_than_three_are_named() => Assert.Equal(3, NearMisses.Of("a1", ["a2", "a3", "a4", "a5"]).Count);
}
