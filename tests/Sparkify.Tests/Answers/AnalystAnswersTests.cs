using Sparkify.Cli;
using Sparkify.Cli.Answers;
using Sparkify.Ingestion.Statements;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Answers;

/// <summary>The questions of <c>src/Warehouse/analytics</c>, asked of real data and of generated data.</summary>
public sealed class AnalystAnswersTests(AskedData data) : IClassFixture<AskedData>
{
    public static MatrixTheoryData<string, string> Asked =>
        new([AskedData.Real, AskedData.Odd], AnalystQuestions.All.Select(question => question.Name));

    [Theory, MemberData(nameof(Asked))]
    public async Task A_question_has_the_answer_that_is_counted_over_the_files(string of, string name)
    {
        var question = AnalystQuestions.Find(name)!;
        var expected = await data.ExpectedAsync(of);
        Assert.True(
            expected.All.ContainsKey(name),
            $"src/Warehouse/{question.File.Path} has no expected answer: count it in tests/Sparkify.Tests/Answers/ExpectedAnswers.cs");

        var answer = await data.AskAsync(of, question.File.Render());

        Assert.Equal(
            expected.All[name]().Select(row => string.Join(" | ", row.Select(ExpectedAnswers.Text))),
            answer.Rows.Select(row => string.Join(" | ", row.Select(AnswerText.Of))));
        Assert.NotEmpty(answer.Rows);
    }

    [Fact]
    public async Task An_expected_answer_has_a_question() => Assert.Equal(
        AnalystQuestions.All.Select(question => question.Name).Order(StringComparer.Ordinal),
        (await data.ExpectedAsync(AskedData.Odd)).All.Keys.Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Asked))]
    public async Task An_answer_is_drawn_within_the_terminal(string of, string name)
    {
        var question = AnalystQuestions.Find(name)!;
        var answer = await data.AskAsync(of, question.File.Render());

        foreach (var width in new[] { 80, 120, 250 })
        {
            var lines = new AnswerDrawing(question, answer, width).Lines();
            Assert.All(lines, line => Assert.True(TableColumns.WidthOf(line) <= width, $"{width}: {line}"));
        }
    }

    [Fact]
    public async Task Every_play_is_a_played_track_with_what_it_says()
    {
        var expected = (await data.ExpectedAsync(AskedData.Odd)).Plays.OrderBy(play => play.SongplayId, StringComparer.Ordinal);

        var answer = await data.AskAsync(
            AskedData.Odd,
            "SELECT songplay_id, user_id, level, session_id, title, artist_name, seconds, song_id, artist_id FROM played_tracks "
            + "ORDER BY songplay_id");

        Assert.Equal(
            expected.Select(play => $"{play.SongplayId} {play.UserId} {play.Level} {play.SessionId} {play.Title} {play.ArtistName} "
                + $"{AnswerText.Of(play.Length)} {play.SongId} {play.ArtistId}"),
            answer.Rows.Select(row => string.Join(' ', row.Select(AnswerText.Of))));
    }
}
