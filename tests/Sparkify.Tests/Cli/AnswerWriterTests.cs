using System.Text.Json;
using CsCheck;
using Sparkify.Cli;
using Sparkify.Ingestion.Statements;
using Spectre.Console;

namespace Sparkify.Tests.Cli;

/// <summary>An answer is written page by page, and small ones look as a table that is drawn at once.</summary>
public sealed class AnswerWriterTests
{
    private static readonly string[] Odd = ["", "日本", "é", "two\nlines", "a long text of several words", "\u001b[31m"];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String[Gen.Char[' ', '~'], 0, 12], Gen.Int[0, Odd.Length - 1].Select(i => Odd[i]));

    private static readonly Gen<object?> Value = Gen.OneOf(
        Text.Select(text => (object?)text), Gen.Long.Select(number => (object?)number), Gen.Const((object?)null),
        Gen.Double[-1e6, 1e6].Select(number => (object?)number));

    private static readonly Gen<QueryResult> Result = Gen.Int[1, 4].SelectMany(columns => Gen.Select(
        Gen.String[Gen.Char['a', 'z'], 1, 9].Array[columns], Value.Array[columns].List[0, 12], (names, rows) => new QueryResult(
            [.. names.Select((name, i) => new QueryColumn(name + i, "character varying"))],
            [.. rows.Select(IReadOnlyList<object?> (row) => row)])));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_answer_of_one_page_is_drawn_as_a_whole_table_is(bool isTerminal) =>
        Result.Sample(result => Assert.Equal(Whole(result, isTerminal), Written(isTerminal, result)));

    [Fact]
    public void Off_a_terminal_no_cut_into_pages_leaves_out_a_value_and_each_row_is_a_line() =>
        Gen.Select(Result, Gen.Int[1, 5]).Sample((result, size) =>
        {
            var lines = Written(false, Pages(result, size)).Split('\n')[..^1];

            Assert.Equal(1 + result.Rows.Count, lines.Length);
            foreach (var (row, line) in result.Rows.Zip(lines.Skip(1)))
            {
                Assert.All(row, value => Assert.Contains(VisibleText.OfLine(AnswerText.Of(value)), line, StringComparison.Ordinal));
            }
        });

    [Fact]
    public void On_a_terminal_every_row_of_every_page_is_within_the_borders_of_the_first() =>
        Gen.Select(Result, Gen.Int[1, 5]).Sample((result, size) =>
        {
            var lines = Written(true, Pages(result, size)).Split('\n')[..^1];

            Assert.StartsWith("╭", lines[0], StringComparison.Ordinal);
            Assert.StartsWith("╰", lines[^1], StringComparison.Ordinal);
            Assert.All(lines.Skip(3).SkipLast(1), line => Assert.Equal(lines[0].TrimEnd().Length, line.TrimEnd().GetCellWidth()));
        });

    [Fact]
    public void JSON_is_the_same_in_any_pages() => Gen.Select(Result, Gen.Int[1, 5]).Sample((result, size) =>
    {
        var (whole, pages) = (new StringWriter(), new StringWriter());
        AnswerJson.Write(result, whole);
        var json = new AnswerJson(pages);
        Array.ForEach(Pages(result, size), json.Write);
        json.End();

        Assert.Equal(whole.ToString(), pages.ToString());
        Assert.Equal(result.Rows.Count, JsonDocument.Parse(whole.ToString()).RootElement.GetArrayLength());
    });

    private static QueryResult[] Pages(QueryResult result, int size) =>
        [.. result.Rows.Chunk(size).Select(rows => result with { Rows = rows }).DefaultIfEmpty(result)];

    private static string Written(bool isTerminal, params QueryResult[] pages)
    {
        using var answer = new StringWriter();
        var table = new CommandOutput(answer, TextWriter.Null, isTerminal, width: 60).Table();
        Array.ForEach(pages, table.Write);
        table.End();
        return answer.ToString();
    }

    private static string Whole(QueryResult result, bool isTerminal)
    {
        using var answer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Standard : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(answer),
        });
        console.Profile.Width = isTerminal ? 60 : 100_000;
        console.Profile.Capabilities.Ansi = isTerminal;
        var table = new Table { Border = isTerminal ? TableBorder.Rounded : TableBorder.None };
        for (var i = 0; i < result.Columns.Count; i++)
        {
            table.AddColumn(new TableColumn(new Text(result.Columns[i].Name, new Style(decoration: Decoration.Bold)))
            {
                Alignment = result.Rows.FirstOrDefault(row => row[i] is not null)?[i] is long or double ? Justify.Right : Justify.Left,
                NoWrap = !isTerminal,
            });
        }

        foreach (var row in result.Rows)
        {
            table.AddRow(row.Select(value => new Text(VisibleText.OfLine(AnswerText.Of(value)))));
        }

        console.Write(table);
        return answer.ToString();
    }
}
