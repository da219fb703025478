using System.Text;
using CsCheck;
using Sparkify.Cli;
using Sparkify.Ingestion.Statements;

namespace Sparkify.Tests.Cli;

/// <summary>An answer as RFC 4180 has it, read by the words of the RFC.</summary>
public sealed class AnswerCsvTests
{
    private static readonly Gen<string?> Value = Gen.OneOf(
        Gen.Const((string?)null), Gen.Const((string?)""), Gen.String[Gen.OneOf(Gen.Char[' ', '~'], Gen.Const('"'), Gen.Const(','),
            Gen.Const('\n'), Gen.Const('\r'), Gen.Const('é')), 0, 8].Select(text => (string?)text));

    [Fact]
    public void Every_value_comes_back_from_any_pages_and_NULL_is_no_empty_text() =>
        Gen.Int[1, 4].SelectMany(columns => Gen.Select(Value.Array[columns].List[0, 12], Gen.Int[1, 5])).Sample((rows, size) =>
        {
            var names = Enumerable.Range(0, rows.FirstOrDefault()?.Length ?? 1).Select(at => $"a,{at}").ToArray();
            IReadOnlyList<QueryColumn> columns = [.. names.Select(name => new QueryColumn(name, "character varying"))];
            var written = new StringWriter();
            var csv = new AnswerCsv(written);
            foreach (var page in rows.Chunk(size).DefaultIfEmpty([]))
            {
                csv.Write(new QueryResult(columns, [.. page.Select(IReadOnlyList<object?> (row) => row)]));
            }

            csv.End();

            var read = Read(written.ToString());
            Assert.Equal(names, read[0]);
            Assert.Equal(rows, read.Skip(1));
        });

    [Fact]
    public void Numbers_are_bare_and_lines_end_as_the_RFC_has_it()
    {
        var written = new StringWriter();
        new AnswerCsv(written).Write(new QueryResult(
            [new QueryColumn("n", "bigint"), new QueryColumn("x", "double precision")], [[6820L, 13.25], [null, -1.5]]));

        Assert.Equal("n,x\r\n6820,13.25\r\n,-1.5\r\n", written.ToString());
    }

    private static List<string?[]> Read(string text)
    {
        var lines = new List<string?[]>();
        var fields = new List<string?>();
        for (var at = 0; at < text.Length;)
        {
            var field = new StringBuilder();
            var isQuoted = text[at] == '"';
            if (isQuoted)
            {
                for (at++; text[at] != '"' || (at + 1 < text.Length && text[at + 1] == '"'); at++)
                {
                    field.Append(text[at]);
                    at += text[at] == '"' ? 1 : 0;
                }

                at++;
            }
            else
            {
                for (; text[at] is not (',' or '\r'); at++)
                {
                    field.Append(text[at]);
                }
            }

            fields.Add(field.Length == 0 && !isQuoted ? null : field.ToString());
            if (text[at] == ',')
            {
                at++;
                continue;
            }

            Assert.Equal("\r\n", text.Substring(at, 2));
            at += 2;
            lines.Add([.. fields]);
            fields.Clear();
        }

        return lines;
    }
}
