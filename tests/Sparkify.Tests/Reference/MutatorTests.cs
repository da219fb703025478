using CsCheck;
using Sparkify.Reference;
using Sparkify.Reference.Mutations;
using Sparkify.SampleData;
using Sparkify.Tests.SampleData;

namespace Sparkify.Tests.Reference;

public sealed class MutatorTests
{
    private static readonly IReadOnlyList<SourceFile> Files = Sources.Of(new GenerateOptions(300, 20, 5, ""));
    private static readonly StarSchema Star = StarSchema.Of(Files);

    public static TheoryData<string> LayoutMutations => [.. Mutator.OfKind(MutationKind.Layout).Select(mutation => mutation.Name)];

    public static TheoryData<string> OtherMutations =>
        [.. Mutator.OfKind(MutationKind.Content, MutationKind.Damage).Select(mutation => mutation.Name)];

    [Theory]
    [MemberData(nameof(LayoutMutations))]
    public void Rows_in_another_form_give_the_same_star_schema(string name)
    {
        Assert.Contains(Enumerable.Range(0, 30), seed => Apply(name, (ulong)seed).Applied.Count > 0);

        Gen.ULong.Sample(seed =>
        {
            var mutated = Apply(name, seed);
            var comparison = Comparison.Of(Star, StarSchema.Of(mutated.Files));
            Assert.True(comparison.AreEqual, $"{mutated}\n{comparison}");
        }, iter: 30, threads: 1);
    }

    [Theory]
    [MemberData(nameof(OtherMutations))]
    public void Other_rows_give_another_star_schema_for_some_seed(string name) => Assert.Contains(
        Enumerable.Range(0, 300), seed => !Comparison.Of(Star, StarSchema.Of(Apply(name, (ulong)seed).Files)).AreEqual);

    /// <summary>They are about one identity, so that the order of winners has something to decide.</summary>
    [Theory]
    [InlineData("a play is said again with other content")]
    [InlineData("a play is said again with another length")]
    public void A_play_that_is_said_again_with_other_content_is_the_same_play(string name)
    {
        var again = Enumerable.Range(0, 100).Select(seed => StarSchema.Of(Apply(name, (ulong)seed).Files).Songplays).ToList();

        Assert.All(again, songplays => Assert.Equal(Star.Songplays.Rows.Select(Id), songplays.Rows.Select(Id)));
        Assert.InRange(again.Count(songplays => !Comparison.Of(Star.Songplays, songplays).None), 10, 100);

        static string? Id(IReadOnlyList<string?> row) => row[0];
    }

    [Theory]
    [InlineData("a play is said again at another time")]
    [InlineData("a play is said again of another user")]
    [InlineData("a play is said again of no user")]
    public void A_play_that_is_said_again_at_another_time_or_of_another_user_is_a_play_of_its_own(string name)
    {
        var again = Enumerable.Range(0, 100).Select(seed => StarSchema.Of(Apply(name, (ulong)seed).Files).Songplays.Rows.Count);

        Assert.InRange(again.Count(plays => plays > Star.Songplays.Rows.Count), 50, 100);
    }

    [Fact]
    public void Whatever_the_files_hold_their_order_and_repetition_change_nothing() => Gen.ULong.Sample(seed =>
    {
        var mutated = Mutator.Mutate(Files, seed, 12);
        var expected = StarSchema.Of(mutated.Files);
        var again = mutated.Files.Concat(mutated.Files.Take(7)).ToArray();
        new Chance(seed).Shuffle(again);

        var comparison = Comparison.Of(expected, StarSchema.Of(again));

        Assert.True(comparison.AreEqual, $"{mutated}\n{comparison}");
    }, iter: 60, threads: 1);

    [Fact]
    public void The_same_seed_gives_the_same_files() => Gen.ULong.Sample(seed =>
    {
        var (one, other) = (Mutator.Mutate(Files, seed, 10), Mutator.Mutate(Files, seed, 10));

        Assert.Equal(one.ToString(), other.ToString());
        Assert.Equal(one.Files.Select(Text), other.Files.Select(Text));
    }, iter: 20, threads: 1);

    [Fact]
    public void No_two_files_have_one_key_and_no_two_mutations_one_name() => Gen.ULong.Sample(seed =>
    {
        Assert.Distinct(Mutator.Mutate(Files, seed, 30).Files.Select(file => file.Key));
        Assert.Distinct(Mutator.All.Select(mutation => mutation.Name));
    }, iter: 20, threads: 1);

    private static MutatedFiles Apply(string name, ulong seed) =>
        Mutator.Mutate(Files, seed, 1, [Mutator.All.Single(mutation => mutation.Name == name)]);

    private static string Text(SourceFile file) => file.Key + Convert.ToHexString(file.Bytes.Span);
}
