using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sparkify.Cli;
using Sparkify.Ingestion.Statements;
using Sparkify.Tests.StandIns;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Cli;

/// <summary>A key, a reason or a value may hold anything: a terminal shows it, and does nothing of what it says.</summary>
public sealed class VisibleTextTests
{
    /// <summary>A colour, a bell, a cursor, an 8-bit escape, a turned order of letters, a tag and half a character.</summary>
    private const string Evil = "a\u001b[31mb\a\b\r\u009b2Jc\u202ed\u2066e\ufeff\U000e0001\u007f\ud800z";

    private static readonly int[] Joiners = [0x200c, 0x200d];

    public static TheoryData<string, string> Samples => new()
    {
        { "plain ü 歌 👩‍👩‍👧", "plain ü 歌 👩‍👩‍👧" },
        { "\u001b[2J", @"\u001b[2J" },
        { "log_data/\u202enosj.json", @"log_data/\u202enosj.json" },
        { "one\ntwo\tthree\rfour", @"one\ntwo\tthree\u000dfour" },
        { "\U000e0041", @"\udb40\udc41" },
        { "\ud83d", @"\ud83d" },
    };

    [Theory]
    [MemberData(nameof(Samples))]
    public void What_moves_a_terminal_is_shown(string text, string shown)
    {
        Assert.Equal(shown, VisibleText.OfLine(text));
        Assert.Equal(shown, VisibleText.OfLine(shown));
    }

    [Fact]
    public void Of_every_character_there_is_only_harmless_ones_are_sent()
    {
        for (var value = 0; value <= 0x10ffff; value++)
        {
            if (!Rune.IsValid(value))
            {
                continue;
            }

            var text = new Rune(value).ToString();
            var isSent = VisibleText.OfLine(text) == text;

            Assert.Equal(!IsSteering(new Rune(value)), isSent);
            Assert.Equal(isSent || value is '\n' or '\t', VisibleText.OfLines(text) == text);
        }
    }

    /// <summary>The page has the same rule.</summary>
    [Fact]
    public void A_browser_shows_the_same()
    {
        var script = Convert.ToBase64String(File.ReadAllBytes(Repository.Path("src/Page/assets/js/dom.js")));
        var texts = Samples.Select(sample => sample.Data.Item1).Append(Evil).ToArray();
        var units = $"[{string.Join(',', texts.Select(text => $"[{string.Join(',', text.Select(unit => (int)unit))}]"))}]";
        var answer = Tool.Run(
            "node",
            [
                "-e",
                $"import('data:text/javascript;base64,{script}').then(page => console.log(JSON.stringify("
                    + $"{units}.map(units => page.visible(String.fromCharCode(...units))))))"
            ]);
        Assert.SkipUnless(answer is not null, "node is not on the PATH");
        Assert.True(answer!.ExitCode == 0, answer.Error);

        Assert.Equal(texts.Select(VisibleText.OfLines), JsonNode.Parse(answer.Output)!.AsArray().Select(shown => (string?)shown));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whatever_a_command_prints_steers_no_terminal(bool isTerminal)
    {
        using var answer = new StringWriter();
        using var error = new StringWriter();
        var output = new CommandOutput(answer, error, isTerminal, width: 80);

        output.Line(Evil);
        output.Complain(Evil);
        output.Heading(Evil);
        output.Rows(new QueryResult([new QueryColumn(Evil, "character varying")], [[Evil], ["two\nlines"]]));
        output.Error.WriteLine(Evil);
        output.Error.Write(Evil.ToCharArray());
        await output.BarAsync(show =>
        {
            show(0.5, Evil);
            return Task.FromResult(true);
        });

        var written = answer.ToString() + error;
        // What is left is the terminal's own: colours, borders and the bar.
        Assert.DoesNotContain("\u001b[31m", written, StringComparison.Ordinal);
        Assert.DoesNotContain(written.EnumerateRunes(), rune => IsSteering(rune) && rune.Value is not ('\n' or '\r' or 0x1b));
        Assert.Equal(isTerminal, written.Contains('\u001b'));
        Assert.Contains(@"a\u001b[31mb", written, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_command_is_named_without_what_it_would_do()
    {
        using var answer = new StringWriter();
        using var error = new StringWriter();

        await SparkifyCommands.RunAsync(
            [Evil], new CommandOutput(answer, error, isTerminal: false, width: 0), TestContext.Current.CancellationToken);

        Assert.DoesNotContain((answer.ToString() + error).EnumerateRunes(), rune => IsSteering(rune) && rune.Value is not '\n');
        Assert.Contains(@"a\u001b[31mb", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void JSON_stays_JSON_and_means_the_same()
    {
        using var answer = new StringWriter();
        const string text = "a\u001b[31m\u202e\u009b\U000e0001 ü \"quoted\" \\ 歌";

        AnswerJson.Write(new QueryResult([new QueryColumn(text, "character varying")], [[text]]), answer);

        Assert.DoesNotContain(answer.ToString().EnumerateRunes(), rune => IsSteering(rune) && rune.Value is not '\n');
        Assert.Equal(text, JsonDocument.Parse(answer.ToString()).RootElement[0].GetProperty(text).GetString());
        Assert.Contains("ü", answer.ToString(), StringComparison.Ordinal);
    }

    private static bool IsSteering(Rune rune) => Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        || (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format && !Joiners.Contains(rune.Value));
}
