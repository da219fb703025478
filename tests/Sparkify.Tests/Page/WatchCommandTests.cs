using System.Text.RegularExpressions;
using Sparkify.Tests.Aws;

namespace Sparkify.Tests.Page;

/// <summary><c>watch</c> as a process.</summary>
public sealed partial class WatchCommandTests
{
    [Fact]
    public async Task Watch_says_where_the_page_is_and_a_second_one_with_that_port_what_to_do()
    {
        using var sparkify = new EndToEnd.Sparkify();
        using var other = new EndToEnd.Sparkify();
        using var watch = sparkify.Start("watch", "--port", "0", "--window", "0");
        try
        {
            Assert.StartsWith(
                "Watching", await watch.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            var address = Address().Match((await watch.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))!);
            using var http = Loopback.Client();
            Assert.Contains(
                "<title>Sparkify Ingest</title>",
                await http.GetStringAsync(address.Value, TestContext.Current.CancellationToken),
                StringComparison.Ordinal);

            var second = other.Run("watch", "--port", address.Groups["port"].Value);
            Assert.Equal(1, second.ExitCode);
            Assert.Contains("--port", second.Errors, StringComparison.Ordinal);
            Assert.Equal(2, other.Run("watch", "--port", "70000").ExitCode);
        }
        finally
        {
            watch.Kill();
            await watch.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:(?<port>\d+)/\?token=(?<token>[0-9a-f]{48})")]
    private static partial Regex Address();
}
