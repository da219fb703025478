using Sparkify.Warehouse;

namespace Sparkify.Tests.Answers;

/// <summary>The header of a question's file.</summary>
public sealed class AnalystQuestionTests
{
    private const string Header = "-- Question: Which?\n-- Chart: bar a b\n-- A note\n-- of two lines.\nSELECT 1;";

    [Fact]
    public void Words_chart_formats_coverage_and_note_are_read()
    {
        var question = Read(Header.Replace("-- A note", "-- Show: b as percent, c as id\n-- Covers: known songs\n-- A note",
            StringComparison.Ordinal));

        Assert.Equal(("name", "Which?", "A note of two lines."), (question.Name, question.Words, question.Note));
        Assert.Equal((ChartKind.Bar, "a", "b"), (question.Chart.Kind, question.Chart.Labels.Single(), question.Chart.Values.Single()));
        Assert.Equal(
            (ValueFormat.Number, ValueFormat.Percent, ValueFormat.Id),
            (question.FormatOf("a"), question.FormatOf("b"), question.FormatOf("c")));
        Assert.True(question.RestsOnKnownSongs);
    }

    [Theory]
    [InlineData("-- Question: Which?", "-- Which?", "lacks a line '-- Question: …?'")]
    [InlineData("Which?", "Which.", "lacks a line '-- Question: …?'")]
    [InlineData("-- Chart: bar a b\n", "", "lacks a line '-- Chart: …'")]
    [InlineData("bar a b", "pie a b", "'-- Chart: pie a b' is none of number VALUE…, bar LABEL… VALUE")]
    [InlineData("bar a b", "bar a", "'-- Chart: bar a' is none of")]
    [InlineData("bar a b", "number", "'-- Chart: number' is none of")]
    [InlineData("bar a b", "line a", "'-- Chart: line a' is none of")]
    [InlineData("bar a b", "grid a b", "'-- Chart: grid a b' is none of")]
    [InlineData("bar a b", "table a", "'-- Chart: table a' is none of")]
    [InlineData("-- A note", "-- Chart: table", "has 2 lines '-- Chart: …'")]
    [InlineData("-- A note", "-- Show: b as money", "'-- Show: b as money' is not")]
    [InlineData("-- A note", "-- Show: b", "'-- Show: b' is not")]
    [InlineData("-- A note", "-- Covers: songs", "'-- Covers: songs' is not '-- Covers: known songs'")]
    public void A_header_that_is_wrong_is_refused_in_words(string of, string by, string reason)
    {
        var wrong = Assert.Throws<FormatException>(() => Read(Header.Replace(of, by, StringComparison.Ordinal)));

        Assert.StartsWith("src/Warehouse/analytics/name.sql: ", wrong.Message, StringComparison.Ordinal);
        Assert.Contains(reason, wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, 6_820, "1 of 6,820 plays has a known song: the metadata of the others has not come.")]
    [InlineData(5_000, 6_820, "5,000 of 6,820 plays have a known song: the metadata of the others has not come.")]
    [InlineData(0, 3, "None of 3 plays has a known song: their metadata has not come.")]
    [InlineData(2, 2, null)]
    [InlineData(0, 0, null)]
    public void How_far_the_known_songs_go_is_said_unless_they_go_all_the_way(long known, long plays, string? words) =>
        Assert.Equal(words, new KnownSongs(known, plays).Coverage);

    private static AnalystQuestion Read(string text) =>
        AnalystQuestion.Of("analytics/name.sql", text, AnalystQuestions.All[0].File);
}
