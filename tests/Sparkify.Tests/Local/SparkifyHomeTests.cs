using Sparkify.Local.CommandLine;
using Sparkify.Local.Home;

namespace Sparkify.Tests.Local;

public sealed class SparkifyHomeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Reset_deletes_what_sparkify_made_and_nothing_else()
    {
        var home = SparkifyHome.Open(_folder["home"]);
        File.WriteAllText(home.Warehouse, "");
        Directory.CreateDirectory(Path.Combine(home.Bucket, "log_data"));
        File.WriteAllText(_folder["home/notes.txt"], "mine");

        Assert.Equal(ExitCode.AllWell, Reset("home"));
        Assert.Equal(["notes.txt"], Directory.EnumerateFileSystemEntries(_folder["home"]).Select(Path.GetFileName));

        File.Delete(_folder["home/notes.txt"]);
        SparkifyHome.Open(_folder["home"]);
        Assert.Equal(ExitCode.AllWell, Reset("home"));
        Assert.False(Directory.Exists(_folder["home"]));
    }

    [Fact]
    public void A_folder_that_is_no_home_is_neither_taken_nor_deleted()
    {
        Directory.CreateDirectory(_folder["documents"]);
        File.WriteAllText(_folder["documents/letter.txt"], "mine");

        Assert.Throws<NotAHomeException>(() => SparkifyHome.Open(_folder["documents"]));
        Assert.Equal(ExitCode.Failed, Reset("documents"));
        Assert.True(File.Exists(_folder["documents/letter.txt"]));
    }

    [Fact]
    public void A_home_in_use_is_not_forgotten()
    {
        var home = SparkifyHome.Open(_folder["home"]);
        using (HomeLock.TryTake(home))
        {
            Assert.Equal(ExitCode.Failed, Reset("home"));
        }
        Assert.True(Directory.Exists(home.Bucket));
    }

    private int Reset(string name)
    {
        using var writer = new StringWriter();
        return ResetCommand.Run(_folder[name], new CommandOutput(writer, writer, isTerminal: false, width: 0));
    }
}
