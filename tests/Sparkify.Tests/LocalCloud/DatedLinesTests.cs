using System.Globalization;
using System.Text;
using CsCheck;
using Sparkify.LocalCloud.Home;
using Sparkify.LocalCloud.Keeping;

namespace Sparkify.Tests.LocalCloud;

/// <summary>Of a file of dated lines the front can go: the rest is as it was.</summary>
public sealed class DatedLinesTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void What_is_left_is_an_end_of_the_lines_new_enough_within_the_size_and_no_shorter_than_need_be() =>
        Gen.Select(Gen.Int[0, 9].List[0, 30], Gen.Int[0, 200], Gen.Int[0, 2_000], Gen.Int[0, 3_000]).Sample((steps, days, most, filling) =>
        {
            using var folder = new TemporaryFolder();
            var day = 0;
            var lines = steps.ConvertAll(step => Line(day += step, new string('x', filling / (step + 1))));
            var path = folder["lines.jsonl"];
            File.WriteAllLines(path, lines);
            var since = Start.AddDays(days);

            var dropped = DatedLines.DropFront(path, since, most, line => DatedLines.TimeIn(line, "at"));

            var left = File.ReadAllLines(path);
            Assert.Equal(lines.Skip(lines.Count - left.Length), left);
            Assert.Equal(left.Length < lines.Count, dropped);
            Assert.All(left, line => Assert.True(DatedLines.TimeIn(Encoding.UTF8.GetBytes(line), "at") >= since));
            Assert.True(new FileInfo(path).Length <= most);
            if (dropped)
            {
                var next = lines[^(left.Length + 1)];
                Assert.True(
                    DatedLines.TimeIn(Encoding.UTF8.GetBytes(next), "at") < since || new FileInfo(path).Length + next.Length + 1 > most);
            }
        });

    [Fact]
    public void The_last_line_of_what_stands_until_the_next_stays()
    {
        using var folder = new TemporaryFolder();
        var path = folder["lines.jsonl"];
        string[] lines = [Line(1, "a"), Line(2, "b"), Line(3, "a"), Line(9, "c")];
        File.WriteAllLines(path, lines);

        var dropped = DatedLines.DropFront(
            path, Start.AddDays(5), 1_000, line => DatedLines.TimeIn(line, "at"),
            line => Encoding.UTF8.GetString(line.Span).Split('"')[^2]);

        Assert.True(dropped);
        Assert.Equal([lines[2], lines[1], lines[3]], File.ReadAllLines(path));
    }

    [Theory]
    [InlineData("7d", 7, 1_000_000_000)]
    [InlineData("500MB", 14, 500_000_000)]
    [InlineData("2GB", 14, 2_000_000_000)]
    public void A_limit_changes_what_it_names(string text, int days, long bytes) =>
        Assert.Equal(new KeepLimits(days, bytes), KeepLimits.Usual.With(text));

    [Theory]
    [InlineData("0d")]
    [InlineData("3651d")]
    [InlineData("9MB")]
    [InlineData("7")]
    [InlineData("-1d")]
    [InlineData("7d ")]
    [InlineData("")]
    public void What_is_no_limit_is_refused(string text) => Assert.Null(KeepLimits.Usual.With(text));

    private static string Line(int day, string text) =>
        $$"""{"at":"{{Start.AddDays(day).ToString("O", CultureInfo.InvariantCulture)}}","text":"{{text}}"}""";
}
