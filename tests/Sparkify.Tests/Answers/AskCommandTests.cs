using System.Text.Json;
using Sparkify.Cli;
using Sparkify.Reference;
using Sparkify.Tests.Cli;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.StandIns;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Answers;

/// <summary><c>ask</c> as somebody types it, on a home with <c>samples/</c>: three plays, two of them of a song that has a file.</summary>
public sealed class AskCommandTests(LoadedHome loaded) : IClassFixture<LoadedHome>
{
    private const string Coverage = "2 of 3 plays have a known song: the metadata of the others has not come.";

    [Fact]
    public async Task Without_a_name_it_lists_every_question_and_needs_no_home()
    {
        using var none = new LocalHome();

        var (exit, output, _) = await none.RunAsync("ask");

        Assert.Equal(ExitCode.AllWell, exit);
        Assert.All(AnalystQuestions.All, question =>
        {
            Assert.Contains(question.Name, output, StringComparison.Ordinal);
            Assert.Contains(question.Words, output, StringComparison.Ordinal);
        });
        Assert.False(Directory.Exists(none.Path));
    }

    [Fact]
    public async Task An_answer_has_its_question_its_rows_its_note_and_how_far_it_goes()
    {
        var (exit, output, _) = await loaded.Home.RunAsync("ask", "songs_with_metadata");

        Assert.Equal(ExitCode.AllWell, exit);
        Assert.Equal(
            [
                "Which songs with metadata are played most?", "title           artist        plays listeners",
                "Paper Boulevard Golden Parade     2         1", Coverage, "Title and artist are those of the song files.",
            ],
            output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd()));
    }

    [Fact]
    public async Task On_a_terminal_it_is_drawn()
    {
        var written = new StringWriter();

        await SparkifyCommands.RunAsync(
            ["ask", "top_songs", "--home", loaded.Home.Path],
            new CommandOutput(written, written, isTerminal: true, width: 80),
            TestContext.Current.CancellationToken);

        Assert.Matches("  Paper Boulevard +Golden Parade +2  █+ +1\n", written.ToString());
        Assert.DoesNotContain(Coverage, written.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_come_as_JSON_and_as_CSV()
    {
        var json = await loaded.Home.RunAsync("ask", "listening", "--json");
        var csv = await loaded.Home.RunAsync("ask", "listening", "--csv");
        var all = await loaded.Home.RunAsync("ask", "--all", "--json");

        Assert.Equal(
            """{"plays":3,"listeners":1,"sessions":1,"minutes":11}""", JsonDocument.Parse(json.Output).RootElement[0].GetRawText());
        Assert.Equal("plays,listeners,sessions,minutes\r\n3,1,1,11\r\n", csv.Output);
        Assert.Equal(
            AnalystQuestions.All.Select(question => question.Name),
            JsonDocument.Parse(all.Output).RootElement.EnumerateObject().Select(question => question.Name));
    }

    [Fact]
    public async Task All_are_answered_one_after_another()
    {
        var (exit, output, _) = await loaded.Home.RunAsync("ask", "--all");

        Assert.Equal(ExitCode.AllWell, exit);
        Assert.Equal(
            AnalystQuestions.All.Select(question => question.Words),
            output.Split('\n').Where(line => line.EndsWith('?')));
    }

    [Fact]
    public async Task A_home_without_plays_says_so()
    {
        using var home = new LocalHome();
        await home.LoadAsync(home.FolderOf([SourceFile.OfText(
            Dataset.SongData, "song_data/a.json", """{"song_id":"S","title":"T","artist_id":"A","artist_name":"N"}""")]));

        var (exit, output, _) = await home.RunAsync("ask", "decades");

        Assert.Equal(ExitCode.AllWell, exit);
        Assert.Equal("No play is loaded yet, and every question is about plays: ask again when there are some.", output.Trim());
    }

    [Theory]
    [InlineData("There is no question 'xyzzy'. 'ask' alone lists them all.", "ask", "xyzzy")]
    [InlineData("'cities' is one question, and --all is every one", "ask", "cities", "--all")]
    [InlineData("--csv is one table, and --all has many", "ask", "--all", "--csv")]
    [InlineData("--csv is one table, and --json is another form of it", "ask", "cities", "--json", "--csv")]
    [InlineData("There is no option --jason", "ask", "--jason")]
    public async Task What_makes_no_sense_is_refused_in_words(string words, params string[] arguments)
    {
        var (exit, _, error) = await loaded.Home.RunAsync(arguments);

        Assert.Equal(ExitCode.WrongUsage, exit);
        Assert.Contains(words, error, StringComparison.Ordinal);
    }
}
