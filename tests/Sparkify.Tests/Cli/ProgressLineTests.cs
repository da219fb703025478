using System.Text.RegularExpressions;
using Microsoft.Extensions.Time.Testing;
using Sparkify.Cli;
using Sparkify.Operations;

namespace Sparkify.Tests.Cli;

public sealed partial class ProgressLineTests : IDisposable
{
    private readonly StringWriter answer = new();
    private readonly StringWriter error = new();
    private readonly FakeTimeProvider time = new(DateTimeOffset.UnixEpoch);

    public void Dispose()
    {
        answer.Dispose();
        error.Dispose();
    }

    [Fact]
    public async Task On_a_terminal_it_is_a_bar_with_its_rate_that_goes_at_the_end()
    {
        await RunAsync(isTerminal: true, report =>
        {
            report(new WorkProgress("loads", 0, 40));
            time.Advance(TimeSpan.FromSeconds(10));
            report(new WorkProgress("loads", 10, 40));
        });

        // The last one stands until the end, and may be drawn again there.
        var shown = Shown().Distinct().ToList();
        Assert.Equal(
            ["loads: 0 of 40 (0 %, 0.0/s)", "loads: 10 of 40 (25 %, 1.0/s)"],
            shown.Select(line => line.TrimStart('━', '╸', '─', ' ')));
        Assert.All(shown, line => Assert.StartsWith(new string('━', 3), line, StringComparison.Ordinal));
        Assert.EndsWith("\u001b[?25h", answer.ToString(), StringComparison.Ordinal);
        Assert.Equal("", error.ToString());
    }

    [Fact]
    public async Task What_follows_has_a_rate_of_its_own()
    {
        await RunAsync(isTerminal: true, report =>
        {
            time.Advance(TimeSpan.FromMinutes(10));
            report(new WorkProgress("files listed", 600));
            report(new WorkProgress("loads", 0, 4));
            time.Advance(TimeSpan.FromSeconds(4));
            report(new WorkProgress("loads", 2, 4));
        });

        Assert.EndsWith("loads: 2 of 4 (50 %, 0.5/s)", Shown()[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bar_is_never_wider_than_its_terminal()
    {
        await RunAsync(isTerminal: true, report => report(new WorkProgress("loads", 1, 40)), width: 20);

        Assert.NotEmpty(Shown());
        Assert.All(Shown(), line => Assert.True(line.Length <= 20, line));
    }

    [Fact]
    public async Task Elsewhere_long_work_is_shown_in_plain_lines_beside_the_answer()
    {
        await RunAsync(isTerminal: false, report =>
        {
            for (var done = 0; done <= 50; done++)
            {
                report(new WorkProgress("loads", done, 50));
                time.Advance(TimeSpan.FromMilliseconds(100));
            }
        });

        Assert.Equal("", answer.ToString());
        Assert.Equal(
            ["loads: 20 of 50 (40 %, 10.0/s)", "loads: 40 of 50 (80 %, 10.0/s)"],
            error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Rows_are_shown_beside_the_loads_that_they_are_of()
    {
        await RunAsync(isTerminal: true, report =>
        {
            report(WorkProgress.OfRows(0, 0, 2));
            time.Advance(TimeSpan.FromSeconds(2));
            report(WorkProgress.OfRows(1_500_000, 1, 2));
        });

        Assert.EndsWith("rows read: 1,500,000 (750,000/s), 1 of 2 loads done", Shown()[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Where_the_answer_is_JSON_it_says_nothing(bool isTerminal)
    {
        await RunAsync(isTerminal, isSilent: true, work: report =>
        {
            time.Advance(TimeSpan.FromHours(1));
            report(new WorkProgress("loads", 1, 50));
        });

        Assert.Equal("", answer.ToString() + error);
    }

    private Task<bool> RunAsync(bool isTerminal, Action<Action<WorkProgress>> work, int width = 100, bool isSilent = false) =>
        ProgressLine.RunAsync(
            new CommandOutput(answer, error, isTerminal, width) { Time = time }, isSilent, report =>
            {
                work(report);
                return Task.FromResult(true);
            });

    /// <summary>The lines that were drawn one over the other, without what moves the cursor and colours them.</summary>
    private List<string> Shown() =>
        [.. Control().Replace(answer.ToString(), "").Split('\r', '\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];

    [GeneratedRegex(@"\x1b\[[?0-9;]*[a-zA-Z]")]
    private static partial Regex Control();
}
