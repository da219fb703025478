using Sparkify.Local.CommandLine;
using Sparkify.Local.Generate;
using Sparkify.Local.Home;
using Sparkify.Local.Sharing;
using Sparkify.Reference;

namespace Sparkify.Tests.Local;

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
        var home = SparkifyHome.Open(homes[folder]);
        HomeCommand[] commands = [new QueryCommand { Sql = "SELECT 1 AS one", Json = true }, new QueryCommand { Sql = "SELEC" }, new FilesCommand()];
        var alone = new List<(int, string, string)>();
        foreach (var command in commands)
        {
            alone.Add(await RunAsync(home, command));
        }

        await using var owner = await OwnedHome.TryOpenAsync(home, inRealTime: true, TestContext.Current.CancellationToken);
        Assert.NotNull(owner);
        Assert.Null(await OwnedHome.TryOpenAsync(home, inRealTime: false, TestContext.Current.CancellationToken));
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
        var home = SparkifyHome.Open(_home.Path);
        await File.WriteAllTextAsync(home.Socket, "", TestContext.Current.CancellationToken);

        Assert.Equal(1, (await _home.QueryAsync("SELECT 1 AS one"))[0].GetProperty("one").GetInt32());
    }

    [Fact]
    public async Task A_load_beside_an_owner_is_delivered_by_the_owner()
    {
        var files = DatasetGenerator.Files(new GenerateOptions(100, 10, 5, ""))
            .Select(file => new SourceFile(file.Key.StartsWith("log_data/", StringComparison.Ordinal) ? Dataset.LogData : Dataset.SongData, file.Key, file.Bytes)).ToList();
        await using var owner = await OwnedHome.TryOpenAsync(SparkifyHome.Open(_home.Path), inRealTime: false, TestContext.Current.CancellationToken);

        var summary = await _home.LoadAsync(_home.FolderOf(files));

        Assert.Equal(files.Count, summary["files"]!["loaded"]!.GetValue<int>());
        Assert.Equal(StarSchema.Of(files).Songs.Rows.Count, await owner!.Stack.Ledger.CountsAsync(TestContext.Current.CancellationToken) is { } counts ? counts.Songs : -1);
    }

    private static async Task<(int, string, string)> RunAsync(SparkifyHome home, HomeCommand command)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var to = new CommandOutput(output, error, isTerminal: false, width: 0);
        var exit = await CommandErrors.TellAsync(to, () => OwnedHome.RunAsync(home.Path, command, to, TestContext.Current.CancellationToken));
        return (exit, output.ToString(), error.ToString());
    }
}
