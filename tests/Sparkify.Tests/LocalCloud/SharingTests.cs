using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Sparkify.Cli;
using Sparkify.Cli.Sharing;
using Sparkify.LocalCloud.Home;
using Sparkify.Reference;
using Sparkify.SampleData;
using Sparkify.Tests.SampleData;

namespace Sparkify.Tests.LocalCloud;

/// <summary>One process owns a home; the commands of others reach it all the same.</summary>
public sealed class SharingTests : IDisposable
{
    private readonly LocalHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("h")]
    [InlineData("a-path-that-is-longer-than-the-place-which-the-system-has-for-that-of-a-socket-so-that-it-must-be-kept-somewhere-else")]
    public async Task A_command_says_the_same_whether_it_runs_here_or_by_the_owner(string folder)
    {
        using var homes = new TemporaryFolder();
        var home = HomeFolder.Open(homes[folder]);
        string[][] commands = [["query", "SELECT 1 AS one", "--json"], ["query", "SELEC"], ["files"]];
        var alone = new List<(int, string, string)>();
        foreach (var command in commands)
        {
            alone.Add(await RunAsync(home, command));
        }

        await using var owner = await HomeOwner.TryOpenAsync(home, inRealTime: true, TestContext.Current.CancellationToken);
        Assert.NotNull(owner);
        Assert.Null(await HomeOwner.TryOpenAsync(home, inRealTime: false, TestContext.Current.CancellationToken));
        var shared = new List<(int, string, string)>();
        foreach (var command in commands)
        {
            shared.Add(await RunAsync(home, command));
        }

        Assert.Equal(alone, shared);
        Assert.Equal([ExitCode.AllWell, ExitCode.Failed, ExitCode.AllWell], shared.Select(result => result.Item1));
    }

    [Fact]
    public async Task A_socket_that_a_killed_owner_left_is_in_nobodys_way()
    {
        var home = HomeFolder.Open(_home.Path);
        await File.WriteAllTextAsync(home.Socket, "", TestContext.Current.CancellationToken);

        Assert.Equal(1, (await _home.QueryAsync("SELECT 1 AS one"))[0].GetProperty("one").GetInt32());
    }

    [Fact]
    public async Task A_load_beside_an_owner_is_delivered_by_the_owner()
    {
        var files = Sources.Of(new GenerateOptions(100, 10, 5, ""));
        await using var owner = await HomeOwner.TryOpenAsync(
            HomeFolder.Open(_home.Path), inRealTime: false, TestContext.Current.CancellationToken);

        var summary = await _home.LoadAsync(_home.FolderOf(files));

        Assert.Equal(files.Count, summary["files"]!["loaded"]!.GetValue<int>());
        Assert.Equal(
            StarSchema.Of(files).Songs.Rows.Count,
            await owner!.Stack.Ledger.CountsAsync(TestContext.Current.CancellationToken) is { } counts ? counts.Songs : -1);
    }

    [Fact]
    public async Task What_a_text_in_the_home_names_is_not_deleted_unless_it_is_a_socket_of_ours()
    {
        using var other = new TemporaryFolder();
        var home = HomeFolder.Open(_home.Path);
        foreach (var named in (string[])["letter.txt", "owner.sock"])
        {
            Directory.CreateDirectory(other["documents"]);
            await File.WriteAllTextAsync(other["documents/letter.txt"], "mine", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(home.SocketPath, other[$"documents/{named}"], TestContext.Current.CancellationToken);

            await _home.QueryAsync("SELECT 1 AS one");

            Assert.True(File.Exists(other["documents/letter.txt"]));
            Assert.False(File.Exists(home.SocketPath));
        }
    }

    [Fact]
    public async Task A_load_is_done_to_its_end_though_the_one_who_asked_has_gone()
    {
        var files = Sources.Of(new GenerateOptions(100, 2_000, 5, ""));
        var home = HomeFolder.Open(_home.Path);
        await using (await HomeOwner.TryOpenAsync(home, inRealTime: false, TestContext.Current.CancellationToken))
        {
            // A terminal is shown progress often: of the first file, and then nobody reads it.
            var request = new CommandRequest { Arguments = ["load", _home.FolderOf(files)], Folder = "/", IsTerminal = true, Width = 80 };
            byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(request, SharingJson.Default.CommandRequest), (byte)'\n'];
            using var client = (await HomeSocket.ConnectAsync(home, TestContext.Current.CancellationToken))!;
            await client.SendAsync(line, TestContext.Current.CancellationToken);
            Assert.True(await client.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken) > 0);
        }

        Assert.Equal(files.Count, (await _home.QueryAsync("SELECT COUNT(*) AS files FROM dw.file_ledger WHERE status = 'loaded'"))[0]
            .GetProperty("files")
            .GetInt32());
    }

    [Fact]
    public async Task A_path_means_what_it_means_where_it_was_typed()
    {
        using var elsewhere = new TemporaryFolder();
        Directory.CreateDirectory(elsewhere["here/log_data"]);
        await using var owner = await OwnAsync();

        var there = await AskAsync(new CommandRequest { Arguments = ["load", "here"], Folder = elsewhere.Path });
        var here = await AskAsync(new CommandRequest { Arguments = ["load", "here"], Folder = _home.Path });

        Assert.Contains("\"exit\":0", there, StringComparison.Ordinal);
        Assert.Contains("There is no log_data", here, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"arguments":["query","SELECT 1","--from-the-future"],"folder":"/"}""")]
    [InlineData("""{"arguments":["reset"],"folder":"/"}""")]
    [InlineData("""{"command":{"command":"query","sql":"SELECT 1"}}""")]
    public async Task An_owner_of_another_version_says_so(string request)
    {
        await using var owner = await OwnAsync();

        var reply = await AskAsync(request);

        Assert.Contains("This home is owned by a process that does not understand the command: ", reply, StringComparison.Ordinal);
        Assert.Contains("\"exit\":1", reply, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "Stopped.\n")]
    [InlineData(false, "goes on with what was begun.\n")]
    public async Task One_who_stops_looking_reads_whether_it_goes_on(bool onlyLooks, string shown)
    {
        var home = HomeFolder.Open(_home.Path);
        await using var owner = await HomeOwner.TryOpenAsync(home, inRealTime: false, TestContext.Current.CancellationToken);
        using var error = new StringWriter();
        var output = new CommandOutput(TextWriter.Null, error, isTerminal: false, width: 0);
        using var ctrlC = new CancellationTokenSource();
        var request = new CommandRequest { Arguments = onlyLooks ? ["query", Slow] : ["rebuild"], Folder = "/" };
        var running = CommandClient.TryRunAsync(home, request, onlyLooks, output, ctrlC.Token);
        await ctrlC.CancelAsync();

        Assert.Equal(ExitCode.Failed, await running);
        Assert.EndsWith(shown, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_who_wants_to_own_a_home_waits_for_a_command_that_just_has_it()
    {
        var home = HomeFolder.Open(_home.Path);
        var query = HomeLock.TryTake(home);
        var opening = HomeOwner.OpenSoonAsync(home, inRealTime: false, TestContext.Current.CancellationToken);
        query!.Dispose();

        await using var owned = await opening;
        Assert.NotNull(owned);
    }

    /// <summary>A hundred million rows.</summary>
    private static string Slow
    {
        get
        {
            var ten = string.Join(" UNION ALL ", Enumerable.Range(0, 10).Select(n => $"SELECT {n} AS n"));
            return $"WITH ten AS ({ten}) SELECT SUM(a.n * b.n + c.n * d.n + e.n * f.n + g.n * h.n) AS total FROM ten a, ten b, ten c, "
                + "ten d, ten e, ten f, ten g, ten h";
        }
    }

    private Task<HomeOwner?> OwnAsync() =>
        HomeOwner.TryOpenAsync(HomeFolder.Open(_home.Path), inRealTime: false, TestContext.Current.CancellationToken);

    private Task<string> AskAsync(CommandRequest request) =>
        AskAsync(JsonSerializer.Serialize(request, SharingJson.Default.CommandRequest));

    private async Task<string> AskAsync(string request)
    {
        var socket = await HomeSocket.ConnectAsync(HomeFolder.Open(_home.Path), TestContext.Current.CancellationToken);
        using var stream = new NetworkStream(socket!, ownsSocket: true);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request + "\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<(int, string, string)> RunAsync(HomeFolder home, string[] command)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var to = new CommandOutput(output, error, isTerminal: false, width: 0);
        var exit = await SparkifyCommands.RunAsync([.. command, "--home", home.Path], to, TestContext.Current.CancellationToken);
        return (exit, output.ToString(), error.ToString());
    }
}
