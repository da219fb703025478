using Sparkify.Operations;

namespace Sparkify.Tests.Operated;

public sealed class NearMissesTests
{
    private static readonly string[] Known =
        ["backfill", "failures", "files", "load", "query", "quarantined", "song_coverage", "top_artists", "top_songs"];

    [Theory]
    [InlineData("fiels", "files")]
    [InlineData("LOAD", "load")]
    [InlineData("qury", "query")]
    [InlineData("quarantine", "quarantined")]
    [InlineData("fill", "backfill")]
    [InlineData("TOP", "top_songs top_artists")]
    [InlineData("top songs", "top_songs")]
    [InlineData("song-covreage", "song_coverage")]
    [InlineData("reset", "")]
    [InlineData(" ", "")]
    [InlineData("x", "")]
    public void The_nearest_come_first_and_what_is_far_is_not_named(string word, string near) =>
        Assert.Equal(near, string.Join(' ', NearMisses.Of(word, Known)));

    /// <summary>Whatever two words are: changed in few places they are near, and so they are the other way round.</summary>
    [Fact]
    public void A_word_with_few_slips_is_near_in_both_directions()
    {
        var random = new Random(5);
        for (var round = 0; round < 2_000; round++)
        {
            var word = string.Concat(Enumerable.Range(0, random.Next(12, 90)).Select(_ => (char)random.Next('a', 'f')));
            var slipped = word;
            for (var slip = random.Next(3); slip > 0; slip--)
            {
                var at = random.Next(slipped.Length - 1);
                slipped = random.Next(4) switch
                {
                    0 => slipped.Insert(at, "z"),
                    1 => slipped.Remove(at, 1),
                    2 => $"{slipped[..at]}{slipped[at + 1]}{slipped[at]}{slipped[(at + 2)..]}",
                    _ => $"{slipped[..at]}z{slipped[(at + 1)..]}",
                };
            }

            Assert.Equal([word], NearMisses.Of(slipped, [word, new string('y', word.Length)]));
            Assert.Equal([slipped], NearMisses.Of(word, [slipped, new string('y', word.Length)]));
        }
    }

    [Fact]
    public void What_is_much_farther_than_the_nearest_is_not_named() =>
        Assert.Equal(["2018-11-29-late"], NearMisses.Of("2018-11-29-laet", ["2018-11-29-late", "2018-11-29-line"]));

    [Fact]
    public void No_more_than_three_are_named() => Assert.Equal(3, NearMisses.Of("a1", ["a2", "a3", "a4", "a5"]).Count);
}
