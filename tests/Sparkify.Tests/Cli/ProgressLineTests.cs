using Microsoft.Extensions.Time.Testing;
using Sparkify.Cli;

namespace Sparkify.Tests.Cli;

public sealed class ProgressLineTests : IDisposable
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
    public void On_a_terminal_it_is_a_bar_with_rate_and_time_left_that_goes_at_the_end()
    {
        using (var progress = Progress(isTerminal: true))
        {
            progress.Tell("loads", 0, 40);
            time.Advance(TimeSpan.FromSeconds(10));
            progress.Tell("loads", 10, 40);
        }

        Assert.Equal(["", "[..............................] loads: 0 of 40 (0 %, 0.0/s)", "[#######.......................] loads: 10 of 40 (25 %, 1.0/s, 0:00:30 left)", ""], answer.ToString().Split("\r\u001b[K"));
        Assert.Equal("", error.ToString());
    }

    [Fact]
    public void What_follows_has_a_rate_of_its_own()
    {
        using (var progress = Progress(isTerminal: true))
        {
            time.Advance(TimeSpan.FromMinutes(10));
            progress.Tell("files listed", 600, null);
            progress.Tell("loads", 0, 4);
            time.Advance(TimeSpan.FromSeconds(4));
            progress.Tell("loads", 2, 4);
        }

        Assert.EndsWith("loads: 2 of 4 (50 %, 0.5/s, 0:00:04 left)\r\u001b[K", answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_bar_is_never_wider_than_its_terminal()
    {
        using (var progress = Progress(isTerminal: true, width: 20))
        {
            progress.Tell("loads", 1, 40);
        }

        Assert.All(answer.ToString().Split("\r\u001b[K"), line => Assert.True(line.Length < 20, line));
    }

    [Fact]
    public void Elsewhere_long_work_is_told_in_plain_lines_beside_the_answer()
    {
        using (var progress = Progress(isTerminal: false))
        {
            for (var done = 0; done <= 50; done++)
            {
                progress.Tell("loads", done, 50);
                time.Advance(TimeSpan.FromMilliseconds(100));
            }
        }

        Assert.Equal("", answer.ToString());
        Assert.Equal(["loads: 20 of 50 (40 %, 10.0/s, 0:00:03 left)", "loads: 40 of 50 (80 %, 10.0/s, 0:00:01 left)"], error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_the_answer_is_JSON_it_says_nothing(bool isTerminal)
    {
        using (var progress = Progress(isTerminal, isSilent: true))
        {
            time.Advance(TimeSpan.FromHours(1));
            progress.Tell("loads", 1, 50);
        }

        Assert.Equal("", answer.ToString() + error);
    }

    private ProgressLine Progress(bool isTerminal, int width = 100, bool isSilent = false) => new(new CommandOutput(answer, error, isTerminal, width), isSilent, time);
}
