using CsCheck;
using Sparkify.Operations.Asking;

namespace Sparkify.Tests.Cli;

public sealed class SqlScriptTests
{
    private static readonly string[] Pieces =
    [
        "SELECT 1", "'a;b'", "'it''s; so'", "'\\';'", "\"a;\"\"b\"", "/* ; /* ; */ ; */", "-- ; it's one\n", " ", "\n", "x", "(", ")"
    ];

    /// <summary>A statement begins with a word, so that it is one.</summary>
    private static readonly Gen<string> Statement =
        Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).List[0, 8].Select(pieces => $"SELECT {string.Concat(pieces)}x");

    [Fact]
    public void Statements_that_are_joined_by_semicolons_come_back_each_with_its_line() =>
        Gen.Select(Statement.List[0, 5], Gen.Bool).Sample((statements, isClosed) =>
        {
            var text = string.Join(";\n -- between;\n", statements) + (isClosed ? ";" : "");

            var script = SqlScript.Read(text);

            Assert.Equal(statements, script.Statements.Select(statement => statement.Sql));
            Assert.Equal(isClosed || statements.Count == 0, script.IsComplete);
            foreach (var statement in script.Statements)
            {
                var rest = string.Join('\n', text.Split('\n').Skip(statement.Line - 1));
                Assert.StartsWith(statement.Sql, rest.TrimStart(), StringComparison.Ordinal);
            }
        });

    [Theory]
    [InlineData("SELECT 'a;", false, 1)]
    [InlineData("SELECT 1; -- ; nothing more", true, 1)]
    [InlineData("/* only; words */ ;;", true, 0)]
    [InlineData("SELECT /* a;", false, 1)]
    public void What_is_not_closed_goes_to_the_end(string text, bool isComplete, int statements)
    {
        var script = SqlScript.Read(text);

        Assert.Equal((isComplete, statements), (script.IsComplete, script.Statements.Count));
    }
}
