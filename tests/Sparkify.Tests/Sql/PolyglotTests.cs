using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Sql;

/// <summary>
/// The general shape of every statement, by the Redshift dialect of @polyglot-sql/sdk. It is lax where our own checks are strict (it takes
/// a MERGE with an alias), and strict where they are silent (every expression must parse). It knows few of COPY's parameters, so COPY is
/// left to our own; and it takes a column named key for MySQL's KEY clause, so it is given that name in quotes: KEY is not among Redshift's
/// reserved words.
/// </summary>
public sealed partial class PolyglotTests
{
    /// <summary>What it passes on unread.</summary>
    private static readonly string[] Unread = ["LOCK", "GRANT", "CREATE USER"];

    [Fact]
    public void Every_statement_but_copy_parses_as_redshifts()
    {
        var statements = RenderedSql.Statements.Select(statement => statement.Sql)
            .Where(sql => !sql.StartsWith("COPY", StringComparison.Ordinal))
            .ToList();

        var answers = Parse(statements);

        Assert.All(statements.Zip(answers), parsed => Assert.True(
            parsed.Second is { Kind: { } kind }
                && (kind != "command" || Unread.Any(unread => parsed.First.StartsWith(unread, StringComparison.Ordinal))),
            $"{parsed.Second}\n{parsed.First}"));
    }

    [Fact]
    public void A_broken_expression_is_noticed_in_every_statement_that_has_one()
    {
        var broken = RenderedSql.Statements.Select(statement => statement.Sql).Where(sql => sql.Contains(" = ", StringComparison.Ordinal))
            .Select(sql => sql.Replace(" = ", " = = ", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(broken);
        Assert.All(broken.Zip(Parse(broken)), parsed => Assert.True(parsed.Second.Error is not null, parsed.First));
    }

    private static IReadOnlyList<(string? Kind, string? Error)> Parse(IReadOnlyList<string> statements)
    {
        var tools = Deployment.Path("artifacts", "tools");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(tools, "node_modules", "@polyglot-sql", "sdk")),
            "artifacts/tools has no @polyglot-sql/sdk (npm install --prefix artifacts/tools @polyglot-sql/sdk)");
        var input = new JsonArray([.. statements.Select(sql => (JsonNode)ColumnNamedKey().Replace(sql, "\"key\""))]);
        var answer = Tool.Run("node", [Deployment.Path("tests", "Sparkify.Tests", "Sql", "parse.mjs"), tools], input.ToJsonString());
        Assert.SkipUnless(answer is not null, "node is not on the PATH");
        Assert.True(answer!.ExitCode == 0, answer.Error);
        return [.. JsonNode.Parse(answer.Output)!.AsArray().Select(one => ((string?)one!["kind"], (string?)one["error"]))];
    }

    [GeneratedRegex(@"\bkey\b")]
    private static partial Regex ColumnNamedKey();
}
