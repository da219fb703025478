using System.Text.RegularExpressions;
using CsCheck;
using Sparkify.Cli;
using Sparkify.Ingestion.Statements;
using Spectre.Console;

namespace Sparkify.Tests.Cli;

/// <summary>What a query's answer looks like on a terminal.</summary>
public sealed partial class CutTableTests
{
    private const int Width = 70;

    private static readonly Gen<object?> Value = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 60].Select(text => (object?)text), Gen.Const((object?)"日本語の長い文章です"),
        Gen.Const((object?)null));

    private static readonly Gen<QueryResult> Answer = Gen.Int[1, 15].SelectMany(columns => Value.Array[columns].List[0, 60].Select(rows =>
        new QueryResult(
            [.. Enumerable.Range(0, columns).Select(i => new QueryColumn($"column_{i}", "character varying"))],
            [.. rows.Select(IReadOnlyList<object?> (row) => row)])));

    [Fact]
    public void No_line_is_wider_than_the_terminal_and_the_last_one_counts_every_row() => Answer.Sample(answer =>
    {
        var lines = Draw(24, answer.Rows.Chunk(7).Select(rows => answer with { Rows = rows }).DefaultIfEmpty(answer));

        Assert.All(lines, line => Assert.True(line.GetCellWidth() <= Width, line));
        var count = answer.Rows.Count;
        Assert.StartsWith(
            count > 18 ? $"18 of {count} rows" : count == 1 ? "1 row" : $"{count} rows", lines[^1], StringComparison.Ordinal);

        // Three borders, the names and the count; over no row there is no border between.
        Assert.Equal(Math.Min(18, count), lines.Length - (count == 0 ? 4 : 5));
    });

    [Theory]
    [InlineData(24, 18)]
    [InlineData(200, CutTable.MostRows)]
    [InlineData(0, 10)]
    public void It_has_as_many_rows_as_the_terminal_has_room_for(int height, int rows) =>
        Assert.Equal($"{rows} of 1,000 rows; --all shows all", Draw(height, [Numbers(1_000)])[^1]);

    [Fact]
    public void Rows_are_counted_up_to_a_million_and_not_where_the_warehouse_knows_their_number()
    {
        var page = Numbers(1_000);
        using var screen = new StringWriter();
        var writer = Of(screen, 24);
        var pages = 0;
        while (writer.WantsMore)
        {
            writer.Write(page);
            pages++;
        }

        writer.End();

        Assert.Equal(1_000, pages);
        Assert.EndsWith("18 of more than 1,000,000 rows; --all shows all\n", screen.ToString(), StringComparison.Ordinal);

        var known = Of(TextWriter.Null, 24);
        known.Write(page with { AllRows = 5_000_000 });
        Assert.False(known.WantsMore);
        Assert.Equal("18 of 5,000,000 rows; --all shows all", Draw(24, [page with { AllRows = 5_000_000 }])[^1]);
    }

    [Fact]
    public void A_number_and_a_time_are_never_cut_and_columns_without_room_are_counted()
    {
        var row = new List<object?> { 123_456_789_012L, "2018-11-01 21:01:46.796", new string('a', 200), new string('b', 200) };
        var answer = new QueryResult(
            [
                new("user_id", "bigint"), new("start_time", "timestamp without time zone"), new("a", "character varying"),
                new("b", "character varying"), .. Enumerable.Range(0, 5).Select(i => new QueryColumn($"n{i}", "bigint")),
            ],
            [[.. row, .. Enumerable.Repeat((object?)long.MaxValue, 5)]]);

        var lines = Draw(24, [answer]);

        Assert.Contains("123456789012", lines[3], StringComparison.Ordinal);
        Assert.Contains("2018-11-01 21:01:46.796", lines[3], StringComparison.Ordinal);
        Assert.Contains("aaa…", lines[3], StringComparison.Ordinal);
        Assert.Equal("1 row, 4 of 9 columns; --all shows all", lines[^1]);
    }

    [Fact]
    public void NULL_is_dim_and_the_word_and_empty_text_are_not()
    {
        using var screen = new StringWriter();
        var writer = Of(screen, 24);
        writer.Write(new QueryResult(
            [new("a", "character varying"), new("b", "character varying"), new("c", "character varying")], [["NULL", "", null]]));
        writer.End();

        Assert.Contains("│ NULL │   │ \u001b[2;3mNULL\u001b[0m │", screen.ToString(), StringComparison.Ordinal);
    }

    private static QueryResult Numbers(int rows) =>
        new([new("n", "bigint")], [.. Enumerable.Range(0, rows).Select(IReadOnlyList<object?> (n) => [(long)n])]);

    private static IAnswerWriter Of(TextWriter screen, int height) =>
        new CommandOutput(screen, TextWriter.Null, isTerminal: true, Width) { Height = height }.AnswerTable(all: false);

    private static string[] Draw(int height, IEnumerable<QueryResult> pages)
    {
        using var screen = new StringWriter();
        var writer = Of(screen, height);
        foreach (var page in pages)
        {
            writer.Write(page);
        }

        writer.End();
        return [.. Colours().Replace(screen.ToString(), "").Split('\n')[..^1].Select(line => line.TrimEnd())];
    }

    [GeneratedRegex("\u001b\\[[0-9;]*m")]
    private static partial Regex Colours();
}
