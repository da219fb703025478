using Sparkify.Cli;
using Sparkify.Cli.Prompting;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Cli;

public sealed class QueryPromptTests : IDisposable
{
    private static readonly ConsoleKeyInfo Enter = new('\r', ConsoleKey.Enter, false, false, false);

    private readonly TemporaryFolder _folder = new();

    private string HistoryFile => _folder["state/history"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_statement_goes_over_lines_to_its_semicolon_and_each_is_run()
    {
        var (asked, _) = await TypeAsync("SELECT 'a;b'\rFROM songs;\rSELECT 1; SELECT 2;\r  \r\\d songs\rexit\rSELECT 3;\r");

        Assert.Equal(["SELECT 'a;b'\nFROM songs;", "SELECT 1; SELECT 2;", "\\d songs"], asked);
    }

    [Theory]
    [InlineData("SELET 1;", "left left left left C", "SELECT 1;")]
    [InlineData("bELECT 1;x", "Backspace Home Delete S", "SELECT 1;")]
    [InlineData("one two three", "^W ^W ^K ^A ^E 1 ;", "one 1;")]
    [InlineData("gone", "^U S ;", "S;")]
    [InlineData("a👍;", "left Backspace", "a;")]
    public async Task A_line_is_edited_with_the_keys_of_a_shell(string typed, string keys, string line)
    {
        var (asked, _) = await TypeAsync([.. typed.Select(Letter), .. keys.Split(' ').Select(Named), Enter]);

        Assert.Equal([line], asked);
    }

    [Fact]
    public async Task What_was_typed_comes_back_in_this_prompt_and_in_the_next()
    {
        await TypeAsync("SELECT 1;\rSELECT 'a\\\\b'\r, 2;\r");

        var (asked, _) = await TypeAsync(
        [
            Named("up"), Enter, Named("up"), Named("up"), Enter, Letter('x'), Named("up"), Named("down"), Letter(';'), Enter
        ]);

        Assert.Equal(["SELECT 'a\\\\b'\n, 2;", "SELECT 1;", "x;"], asked);
        Assert.Equal(["SELECT 1;", "SELECT 'a\\\\\\\\b'\\n, 2;", "SELECT 1;", "x;"], File.ReadAllLines(HistoryFile));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(HistoryFile));
        }
    }

    [Fact]
    public async Task Ctrl_C_drops_what_is_typed_and_Ctrl_D_leaves()
    {
        var (asked, screen) = await TypeAsync(
        [
            .. "SELECT 1".Select(Letter), Enter, .. "FROM".Select(Letter), Named("^C"), .. "S;".Select(Letter), Enter, Named("^D"),
            .. "T;".Select(Letter), Enter
        ]);

        Assert.Equal(["S;"], asked);
        Assert.DoesNotContain("T", screen.Split('\n')[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_is_wider_than_the_terminal_stays_one_line_of_it()
    {
        var (asked, screen) = await TypeAsync(new string('x', 300) + ";\r");

        Assert.Equal([new string('x', 300) + ";"], asked);
        Assert.All(
            screen.Split('\r', '\n'), drawn => Assert.True(drawn.Replace("\u001b[K", "", StringComparison.Ordinal).Length <= 40, drawn));
    }

    private Task<(List<string> Asked, string Screen)> TypeAsync(string keys) =>
        TypeAsync([.. keys.Select(key => key == '\r' ? Enter : Letter(key))]);

    private async Task<(List<string> Asked, string Screen)> TypeAsync(ConsoleKeyInfo[] keys)
    {
        using var screen = new StringWriter { NewLine = "\n" };
        var typed = new Queue<ConsoleKeyInfo>([.. keys, Named("^D")]);
        var output = new CommandOutput(screen, TextWriter.Null, isTerminal: true, width: 40);
        var history = new History(HistoryFile);
        var asked = new List<string>();
        var prompt = new QueryPrompt(new LineEditor(typed.Dequeue, screen, () => 40, history), history, output, statement =>
        {
            asked.Add(statement);
            return Task.FromResult(ExitCode.AllWell);
        });

        Assert.Equal(ExitCode.AllWell, await prompt.RunAsync());
        return (asked, screen.ToString());
    }

    private static ConsoleKeyInfo Letter(char letter) => new(letter, ConsoleKey.None, false, false, false);

    private static ConsoleKeyInfo Named(string name) => name switch
    {
        ['^', var letter] => new((char)(letter - '@'), Enum.Parse<ConsoleKey>($"{letter}"), false, false, true),
        "left" or "up" or "down" => new('\0', Enum.Parse<ConsoleKey>($"{name}Arrow", ignoreCase: true), false, false, false),
        [var one] => Letter(one),
        _ => new('\0', Enum.Parse<ConsoleKey>(name), false, false, false),
    };
}
