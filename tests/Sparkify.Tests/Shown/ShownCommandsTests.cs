using Microsoft.Extensions.Time.Testing;
using Sparkify.Cli;
using Sparkify.Tests.Backfill;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.Operated;
using Sparkify.Tests.StandIns;
using Sparkify.Tests.Template;

namespace Sparkify.Tests.Shown;

/// <summary>
/// What the pages show is what the commands say: each is run, in the page's order, in a folder of its own.
/// <c>SPARKIFY_WRITE_SHOWN=1</c> puts what they say now into the pages.
/// </summary>
public sealed class ShownCommandsTests : IDisposable
{
    private const string Operations = "docs/operations.md";
    private const string Overwritten = "song_data/A/A/A/TRAAAAA12011A45CF7.json";

    /// <summary>Commands that go on until somebody ends them, and have a test of their own; or that need a deployed stack.</summary>
    private static readonly string[] Elsewhere = ["./sparkify watch", "--stack "];

    private readonly TemporaryFolder folder = new();

    private string Home => folder[".sparkify"];

    public static TheoryData<string> PagesWithCommands =>
        [.. ShownCommand.Pages().Where(page => ShownCommand.Of(page).Any(IsRun))];

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(PagesWithCommands))]
    public async Task A_page_shows_what_its_commands_say(string page)
    {
        Directory.CreateSymbolicLink(folder["samples"], Repository.Path("samples"));
        var otherwise = new List<(ShownCommand Shown, string Said, string Difference)>();
        foreach (var shown in ShownCommand.Of(page).Where(IsRun))
        {
            await PrepareAsync(page, shown.Command);
            var said = await RunAsync(shown.Command);
            if (shown.Difference(said) is { } difference)
            {
                otherwise.Add((shown, said, difference));
            }
        }

        if (Environment.GetEnvironmentVariable("SPARKIFY_WRITE_SHOWN") is "1")
        {
            // From the last: the lines above stay where they are.
            otherwise.AsEnumerable().Reverse().ToList().ForEach(one => one.Shown.Write(one.Said));
        }

        Assert.True(otherwise.Count == 0, string.Join("\n\n", otherwise.Select(one => one.Difference)));
    }

    [Fact]
    public void The_pages_that_people_work_by_show_commands() =>
        Assert.Superset(
            new HashSet<string> { "README.md", "docs/deploy.md", Operations }, PagesWithCommands.Select(row => row.Data).ToHashSet());

    private static bool IsRun(ShownCommand shown) =>
        !Elsewhere.Any(part => shown.Command.Contains(part, StringComparison.Ordinal));

    /// <summary>What happened before somebody types the command.</summary>
    private async Task PrepareAsync(string page, string command)
    {
        switch (page, command)
        {
            case (Operations, "./sparkify files song_data/broken.json"):
                await RunAsync("./sparkify generate --events 600 --songs 39 --seed 1 --out made");
                await RunAsync("echo 'no JSON' > made/song_data/broken.json");
                await RunAsync("./sparkify load made");
                break;
            case (Operations, "./sparkify backfill song_data --dry-run"):
                File.WriteAllText(folder[$".sparkify/bucket/{Overwritten}"], BackfillHome.Song(1, "Another title"));
                break;
            case (Operations, "./sparkify failures"):
                await using (var world = await HomeWorld.OpenAsync(Home))
                {
                    await world.LayAsync("song_data/late.json", BackfillHome.Song(2));
                    await world.FailToLoadAsync("song_data/late.json", isListLost: true);
                }

                break;
            case (Operations, "./sparkify backfill log_data --force"):
                await RunAsync("./sparkify reset --yes");
                await RunAsync("./sparkify load made");
                break;
            case (Operations, "./sparkify redrive SongDataQueue"):
                await using (var world = await HomeWorld.OpenAsync(Home))
                {
                    await world.DieAsync("SongDataQueue", """{"Records":[null]}""");
                }

                break;
        }
    }

    /// <summary>
    /// In the folder, whose home is the usual one; demo has one of its own. What is no command of ours, a shell runs.
    /// </summary>
    private async Task<string> RunAsync(string command)
    {
        const string ours = "./sparkify ";
        if (!command.StartsWith(ours, StringComparison.Ordinal))
        {
            var ran = Tool.Run("sh", ["-c", $"cd '{folder.Path}' && {command}"])!;
            return ran.Output + ran.Error;
        }

        var typed = Tool.Run("sh", ["-c", $"for word in {command[ours.Length..]}; do printf '%s\\0' \"$word\"; done"])!;
        string[] words = [.. typed.Output.Split('\0')[..^1], CommonOptions.RelativeTo.Name, folder.Path];
        using var writer = new StringWriter();
        await SparkifyCommands.RunAsync(
            words[0] == "demo" ? words : [.. words, "--home", Home],
            new CommandOutput(writer, writer, isTerminal: false, width: 0) { Time = new FakeTimeProvider() },
            TestContext.Current.CancellationToken);
        return writer.ToString().Replace($" --home {Home}", "", StringComparison.Ordinal)
            .Replace(folder.Path + "/", "", StringComparison.Ordinal);
    }
}
