using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.StandIns;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Page;

/// <summary>The answers that the page shows, and its place for a SELECT.</summary>
public sealed class AnswersPageTests(AnswersPageTests.LoadedPage loaded) : IClassFixture<AnswersPageTests.LoadedPage>
{
    [Fact]
    public async Task Every_answer_has_a_chart_of_columns_that_it_has_and_says_how_far_it_goes()
    {
        var answers = (await loaded.Page.GetAsync("api/answers")).GetProperty("answers").EnumerateArray().ToList();

        Assert.Equal(AnalystQuestions.All.Select(question => question.Name), answers.Select(answer => Text(answer, "name")));
        Assert.All(answers, answer => Assert.Empty(
            answer.GetProperty("chart").GetProperty("labels").EnumerateArray()
                .Concat(answer.GetProperty("chart").GetProperty("values").EnumerateArray())
                .Select(name => name.GetString()!)
                .Except(answer.GetProperty("columns").EnumerateArray().Select(column => Text(column, "name")))));
        Assert.Equal(
            AnalystQuestions.All.Where(question => question.RestsOnKnownSongs).Select(question => question.Name),
            answers.Where(answer => answer.TryGetProperty("coverage", out _)).Select(answer => Text(answer, "name")));
        Assert.Equal(
            "2 of 3 plays have a known song: the metadata of the others has not come.",
            Text(answers.Find(answer => Text(answer, "name") == "decades"), "coverage"));
    }

    [Fact]
    public async Task A_SELECT_has_its_first_rows_and_how_many_there_are()
    {
        var (status, answer) = await AskAsync(
            "SELECT CAST(9007199254740993 AS BIGINT) AS n, NULL AS nothing, a.start_time FROM time a, time b, time c, time d");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((40, 81), (answer["rows"]!.AsArray().Count, (int)answer["count"]!));
        Assert.True((bool)answer["isCounted"]!);
        Assert.Equal("""["9007199254740993",null,""", answer["rows"]![0]!.ToJsonString()[..25]);
        Assert.Equal(["n", "nothing", "start_time"], answer["columns"]!.AsArray().Select(column => (string?)column!["name"]));
    }

    [Theory]
    [InlineData("DELETE FROM dw.users", "only a SELECT can be run here")]
    [InlineData("SELECT 1; DROP TABLE dw.users", "multiple commands")]
    [InlineData("SELECT user_id INTO dw.other FROM users", "syntax error at or near \"into\"")]
    [InlineData("WITH gone AS (DELETE FROM dw.users RETURNING user_id) SELECT * FROM gone", "syntax error at or near \"delete\"")]
    [InlineData("SELECT * FROM read_text('/etc/hostname')", "function read_text() does not exist")]
    [InlineData("SELECT * FROM '/etc/hostname'", "syntax error")]
    [InlineData("SELECT * FROM nowhere", "relation \"nowhere\" does not exist")]
    public async Task What_is_no_SELECT_of_the_warehouse_is_refused_in_words_and_changes_nothing(string sql, string words)
    {
        var (status, answer) = await AskAsync(sql);
        var (_, users) = await AskAsync("SELECT COUNT(*) FROM dw.users");

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains(words, (string?)answer["refused"], StringComparison.Ordinal);
        Assert.Equal("1", (string?)users["rows"]![0]![0]);
    }

    [Theory]
    [InlineData("""{"sql":" "}""")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("SELECT 1")]
    public async Task What_has_no_SELECT_is_refused(string body)
    {
        using var answer = await loaded.Page.Http.PostAsync(
            "api/query", new StringContent(body), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    private async Task<(HttpStatusCode Status, JsonNode Answer)> AskAsync(string sql)
    {
        using var answer = await loaded.Page.Http.PostAsync(
            "api/query", new StringContent(new JsonObject { ["sql"] = sql }.ToJsonString()), TestContext.Current.CancellationToken);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!;

    /// <summary>A page over a home with <c>samples/</c>: three plays, two of them of a song that has a file.</summary>
    public sealed class LoadedPage : IAsyncLifetime
    {
        private readonly LocalHome _home = new();

        internal PageHome Page { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            await _home.LoadAsync(Repository.Path("samples"));
            Page = await PageHome.OpenAsync(_home);
        }

        public async ValueTask DisposeAsync()
        {
            await Page.DisposeAsync();
            _home.Dispose();
        }
    }
}
