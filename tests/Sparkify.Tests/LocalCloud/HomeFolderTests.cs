using Sparkify.Cli;
using Sparkify.Cli.Sharing;
using Sparkify.LocalCloud.Home;
using Sparkify.Tests.StandIns;

namespace Sparkify.Tests.LocalCloud;

public sealed class HomeFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Reset_deletes_what_sparkify_made_and_nothing_else()
    {
        var home = HomeFolder.Open(_folder["home"]);
        File.WriteAllText(home.Warehouse, "");
        Directory.CreateDirectory(Path.Combine(home.Bucket, "log_data"));
        File.WriteAllText(_folder["home/notes.txt"], "mine");

        Assert.Equal(ExitCode.AllWell, await ResetAsync("home"));
        Assert.Equal(["notes.txt"], Directory.EnumerateFileSystemEntries(_folder["home"]).Select(Path.GetFileName));

        File.Delete(_folder["home/notes.txt"]);
        HomeFolder.Open(_folder["home"]);
        Assert.Equal(ExitCode.AllWell, await ResetAsync("home"));
        Assert.False(Directory.Exists(_folder["home"]));
    }

    [Fact]
    public async Task A_folder_that_is_no_home_is_neither_taken_nor_deleted()
    {
        Directory.CreateDirectory(_folder["documents"]);
        File.WriteAllText(_folder["documents/letter.txt"], "mine");

        Assert.Throws<NotAHomeException>(() => HomeFolder.Open(_folder["documents"]));
        Assert.Equal(ExitCode.Failed, await ResetAsync("documents"));
        Assert.True(File.Exists(_folder["documents/letter.txt"]));
    }

    [Theory]
    [InlineData(null, ExitCode.WrongUsage, false)]
    [InlineData("", ExitCode.AllWell, false)]
    [InlineData("n", ExitCode.AllWell, false)]
    [InlineData("y", ExitCode.AllWell, true)]
    [InlineData(null, ExitCode.AllWell, true, "--yes")]
    public async Task Files_of_the_bucket_are_deleted_only_by_somebody_who_is_sure(
        string? answer, int exit, bool isGone, params string[] more)
    {
        var home = HomeFolder.Open(_folder["home"]);
        Directory.CreateDirectory(Path.Combine(home.Bucket, "song_data"));
        File.WriteAllText(Path.Combine(home.Bucket, "song_data", "one.json"), "{}");

        Assert.Equal(exit, await ResetAsync("home", answer, more));
        Assert.Equal(isGone, !Directory.Exists(home.Path));
        Assert.Equal(isGone, !File.Exists(Path.Combine(home.Bucket, "song_data", "one.json")));
    }

    /// <summary>Somebody made the bucket and copied files into it before any command ran.</summary>
    [Theory]
    [InlineData("1 missing", "backfill", "song_data", "--dry-run")]
    [InlineData("1 loaded", "backfill", "song_data")]
    [InlineData("not loaded", "files")]
    [InlineData("0", "query", "SELECT COUNT(*) AS plays FROM songplays")]
    public async Task A_folder_that_holds_only_a_bucket_becomes_its_home(string answer, params string[] command)
    {
        using var home = new LocalHome();
        var songs = Path.Combine(home.Path, "bucket", "song_data");
        Directory.CreateDirectory(songs);
        File.Copy(
            Directory.EnumerateFiles(Repository.Path("samples/song_data"), "*.json", SearchOption.AllDirectories).First(),
            Path.Combine(songs, "one.json"));
        File.WriteAllText(Path.Combine(home.Path, ".DS_Store"), "");

        var (exit, output, error) = await home.RunAsync(command);

        Assert.Equal((ExitCode.AllWell, ""), (exit, error));
        Assert.Contains(answer, output, StringComparison.Ordinal);
    }

    /// <summary>What only looks at a home has nothing to write there, and waits for no disk.</summary>
    [Fact]
    public async Task A_look_into_a_home_leaves_its_warehouse_byte_for_byte()
    {
        using var home = new LocalHome();
        await home.LoadAsync(Repository.Path("samples"));
        var before = File.ReadAllBytes(home["warehouse.duckdb"]);

        await home.QueryAsync("SELECT COUNT(*) FROM songplays");

        Assert.Equal(before, File.ReadAllBytes(home["warehouse.duckdb"]));
    }

    [Fact]
    public async Task A_home_in_use_is_not_forgotten()
    {
        var home = HomeFolder.Open(_folder["home"]);
        using (HomeLock.TryTake(home))
        {
            Assert.Equal(ExitCode.Failed, await ResetAsync("home"));
        }

        Assert.True(Directory.Exists(home.Bucket));
    }

    [Fact]
    public void A_home_that_cannot_be_locked_is_not_called_in_use()
    {
        var home = HomeFolder.Open(_folder["home"]);
        Directory.Delete(home.Path, recursive: true);

        Assert.Throws<DirectoryNotFoundException>(() => HomeLock.TryTake(home));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"version\"")]
    [InlineData("{\"version\":\"one\"}")]
    [InlineData("[]")]
    public async Task A_damaged_mark_is_reported_in_words_and_can_be_reset(string mark)
    {
        HomeFolder.Open(_folder["home"]);
        File.WriteAllText(_folder["home/sparkify-home.json"], mark);

        Assert.Contains(
            "sparkify-home.json is damaged",
            Assert.Throws<NotAHomeException>(() => HomeFolder.Open(_folder["home"])).Message,
            StringComparison.Ordinal);
        Assert.Equal(ExitCode.AllWell, await ResetAsync("home"));
        Assert.False(Directory.Exists(_folder["home"]));
    }

    [Fact]
    public async Task A_mark_that_another_process_is_just_writing_is_not_something_else()
    {
        Directory.CreateDirectory(_folder["home"]);
        File.WriteAllText(_folder["home/sparkify-home.json.abc"], "{");

        HomeFolder.Open(_folder["home"]);

        Assert.Equal(ExitCode.AllWell, await ResetAsync("home"));
        Assert.False(Directory.Exists(_folder["home"]));
    }

    [Fact]
    public async Task Asking_makes_no_home()
    {
        string[][] commands =
            [["query", "SELECT 1"], ["files"], ["failures"], ["redrive", "--all"], ["rebuild"], ["backfill", "song_data", "--dry-run"]];
        foreach (var command in commands)
        {
            using var writer = new StringWriter();
            var output = new CommandOutput(writer, writer, isTerminal: false, width: 0);

            var exit = await SparkifyCommands.RunAsync(
                [.. command, "--home", _folder["typo"]], output, TestContext.Current.CancellationToken);

            Assert.Equal(ExitCode.Failed, exit);
            Assert.Contains(
                $"there is no home at {_folder["typo"]}: ./sparkify load DIR --home {_folder["typo"]} makes one",
                writer.ToString(),
                StringComparison.Ordinal);
            Assert.False(Directory.Exists(_folder["typo"]));
        }
    }

    [Fact]
    public async Task What_a_killed_process_left_unfinished_is_gone_when_the_home_is_owned_again()
    {
        var home = HomeFolder.Open(_folder["home"]);
        await File.WriteAllTextAsync(Path.Combine(home.Scratch, "half"), "ha", TestContext.Current.CancellationToken);

        await using var owned = await HomeOwner.TryOpenAsync(home, inRealTime: false, TestContext.Current.CancellationToken);

        Assert.Empty(Directory.EnumerateFileSystemEntries(home.Scratch));
    }

    [Theory]
    [InlineData(".sparkify", "")]
    [InlineData("/var/lib/home-1", " --home /var/lib/home-1")]
    [InlineData("my home", " --home 'my home'")]
    [InlineData("it's", @" --home 'it'\''s'")]
    [InlineData("~/home", " --home '~/home'")]
    public void A_home_is_named_so_that_a_shell_reads_it_as_one_word(string called, string option) =>
        Assert.Equal(option, HomeOption.Of(called));

    private Task<int> ResetAsync(string name) => ResetAsync(name, answer: null);

    /// <param name="answer">What somebody types when asked; null: nobody is there.</param>
    private async Task<int> ResetAsync(string name, string? answer, params string[] more)
    {
        using var writer = new StringWriter();
        var output = new CommandOutput(writer, writer, isTerminal: false, width: 0) { Ask = answer is null ? null : _ => answer };
        return await SparkifyCommands.RunAsync(
            ["reset", "--home", _folder[name], .. more], output, TestContext.Current.CancellationToken);
    }
}
