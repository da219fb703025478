using System.Text.RegularExpressions;
using Sparkify.Ingestion.Statements;
using Sparkify.Tests.Cli;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.StandIns;
using Sparkify.Warehouse;

namespace Sparkify.Tests.Connecting;

/// <summary>docs/connect.md: what it shows works, on the file at rest and on an export, for a program that has nothing of ours.</summary>
public sealed partial class ConnectPageTests(LoadedHome home) : IClassFixture<LoadedHome>
{
    private static readonly string Page = File.ReadAllText(Repository.Path("docs/connect.md"));

    [Fact]
    public async Task Every_statement_of_the_page_runs()
    {
        using var folder = new TemporaryFolder();
        await home.RunAsync("", "export", folder["plays"]);
        var statements = Sql().Matches(Page).Select(match => match.Groups["sql"].Value).ToList();

        Assert.Equal(4, statements.Count);
        Assert.All(statements, sql => Assert.NotEmpty(RawDuckDb.Rows(
            sql.Replace("'plays/", $"'{folder["plays"]}/", StringComparison.Ordinal)
                .Replace("'.sparkify/", $"'{home.Home.Path}/", StringComparison.Ordinal),
            sql.Contains("'.", StringComparison.Ordinal) ? null : home.Home["warehouse.duckdb"])));
    }

    [Fact]
    public async Task At_rest_the_bare_names_of_the_views_have_the_rows_that_query_prints()
    {
        foreach (var view in SchemaChanges.Views)
        {
            var asked = await home.Home.QueryAsync($"SELECT * FROM {view}");

            var rows = RawDuckDb.Rows($"SELECT * FROM {view}", home.Home["warehouse.duckdb"]);

            Assert.Equal(asked.GetArrayLength(), rows.Count);
            Assert.Equal(
                asked.EnumerateArray().Select(row => row.EnumerateObject().First().Value.ToString()).Order(StringComparer.Ordinal),
                rows.Select(row => row[0] is DateTime time ? AnswerText.Of(time) : AnswerText.Of(row[0])).Order(StringComparer.Ordinal));
        }
    }

    [GeneratedRegex("```sql\n(?<sql>.+?)```", RegexOptions.Singleline)]
    private static partial Regex Sql();
}
