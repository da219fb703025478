using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using Sparkify.Cli;

namespace Sparkify.Tests.LocalCloud;

/// <summary>Odd things in a folder hold nobody back: no command waits for them, each is named with its reason, all others load.</summary>
public sealed class OddThingsTests : IDisposable
{
    private const int Terminate = 15;

    private readonly LocalHome _home = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _home.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(OddThings.Names), MemberType = typeof(OddThings))]
    public async Task A_folder_with_an_odd_thing_loads_but_for_it(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has none of these");
        var thing = OddThings.All[name];
        using var made = thing.MakeIn(_folder["odd/log_data"]);
        Lay(_folder["odd/log_data"], 1);
        Lay(_folder["odd/log_data"], 2);

        var (exit, output, _) = await RunAsync("load", _folder["odd"]);

        Assert.Equal(ExitCode.DoneWithLosses, exit);
        Assert.Contains("2 files delivered: 2 loaded, 0 unchanged, 0 quarantined; 1 passed by.", output, StringComparison.Ordinal);
        var line = Assert.Single(output.Split('\n'), line => line.StartsWith("passed by: ", StringComparison.Ordinal));
        Assert.Contains($"log_data/{thing.Name}: ", line, StringComparison.Ordinal);
        Assert.Contains(thing.Says, line, StringComparison.Ordinal);
        Assert.Equal(2, await PlaysAsync());
    }

    [Theory]
    [MemberData(nameof(OddThings.Names), MemberType = typeof(OddThings))]
    public async Task A_bucket_with_an_odd_thing_is_listed_backfilled_and_rebuilt_beside_it(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has none of these");
        var thing = OddThings.All[name];
        Assert.Equal(ExitCode.AllWell, (await RunAsync("backfill", "log_data")).Exit);
        using var made = thing.MakeIn(_home["bucket/log_data"]);
        Lay(_home["bucket/log_data"], 1);
        Lay(_home["bucket/log_data"], 2);

        Assert.Equal(ExitCode.AllWell, (await RunAsync("backfill", "log_data")).Exit);
        Assert.Equal(ExitCode.AllWell, (await RunAsync("rebuild")).Exit);

        Assert.Equal(2, await PlaysAsync());
        var files = JsonDocument.Parse((await RunAsync("files", "--json")).Output).RootElement.EnumerateArray()
            .ToDictionary(file => file.GetProperty("key").GetString()!);
        Assert.Equal(3, files.Count);
        var odd = files[$"log_data/{thing.Name}"];
        Assert.Equal("not loaded", odd.GetProperty("status").GetString());
        Assert.Contains(thing.Says, odd.GetProperty("reason").GetString()!, StringComparison.Ordinal);
        Assert.NotEmpty(odd.GetProperty("what_to_do").GetString()!);
        Assert.Equal(ExitCode.AllWell, (await RunAsync("files", $"log_data/{thing.Name}")).Exit);
    }

    /// <summary>On S3 a key may have U+0000 in it: a bucket's folder writes it escaped.</summary>
    [Fact]
    public async Task A_key_that_no_load_can_hold_is_passed_by_counted_and_named_by_every_command()
    {
        Assert.Equal(ExitCode.AllWell, (await RunAsync("backfill", "log_data")).Exit);
        Lay(_home["bucket/log_data"], 1);
        Lay(_home["bucket/log_data"], 2, "%!a%00b.json");

        var (exit, output, _) = await RunAsync("backfill", "log_data");
        Assert.Equal(ExitCode.DoneWithLosses, exit);
        Assert.Contains("1 loaded, 0 quarantined, 0 not loaded", output, StringComparison.Ordinal);
        Assert.Contains("1 passed by, which no load can hold:", output, StringComparison.Ordinal);
        Assert.Contains("its key holds U+0000", output, StringComparison.Ordinal);

        (exit, output, _) = await RunAsync("rebuild", "--json");
        Assert.Equal(ExitCode.DoneWithLosses, exit);
        Assert.Equal(1, JsonDocument.Parse(output).RootElement.GetProperty("passedBy").GetInt32());
        Assert.Contains("its key holds U+0000", (await RunAsync("files")).Output, StringComparison.Ordinal);
        Assert.Equal(1, await PlaysAsync());

        // What a killed delivery left is looked for in the whole bucket.
        await File.WriteAllTextAsync(_home["delivering"], "", TestContext.Current.CancellationToken);
        Lay(_folder["more/log_data"], 3);
        Assert.Equal(ExitCode.AllWell, (await RunAsync("load", _folder["more"])).Exit);
        Assert.Equal(2, await PlaysAsync());
    }

    [Fact]
    public async Task A_file_that_may_not_be_read_is_passed_by_and_named()
    {
        Lay(_folder["odd/log_data"], 1);
        Lay(_folder["odd/log_data"], 2, "held.json");

        // Whoever the tests run as: this one is held by another.
        await using (new FileStream(_folder["odd/log_data/held.json"], FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            var (exit, output, _) = await RunAsync("load", _folder["odd"]);
            Assert.Equal(ExitCode.DoneWithLosses, exit);
            Assert.Contains("passed by: log_data/held.json: a file that can't be read: ", output, StringComparison.Ordinal);
        }

        Assert.Equal(1, await PlaysAsync());
        Assert.Equal(ExitCode.AllWell, (await RunAsync("load", _folder["odd"])).Exit);
        Assert.Equal(2, await PlaysAsync());
    }

    [Fact]
    public async Task Watch_passes_all_of_them_by_loads_what_comes_and_ends_when_it_is_asked_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has none of these");
        using var sparkify = new EndToEnd.Sparkify();
        var made = new List<IDisposable>();
        try
        {
            await WatchAsync(sparkify, 1, folder => made.AddRange(OddThings.All.Values.Select(thing => thing.MakeIn(folder))));
            // Now they were there before.
            await WatchAsync(sparkify, 2, _ => { });
        }
        finally
        {
            made.ForEach(thing => thing.Dispose());
        }

        Assert.Equal(2, sparkify.Table("songplays").Rows.Count);
    }

    private static async Task WatchAsync(EndToEnd.Sparkify sparkify, int number, Action<string> make)
    {
        using var watch = sparkify.Start("watch", "--port", "0", "--window", "0");
        try
        {
            var lines = new List<string>();
            await ReadUntilAsync(watch, lines, "See it at");
            var folder = Path.Combine(sparkify.Home, "bucket", "log_data");
            make(folder);
            Lay(folder, number);
            // A file that comes just when a watch begins may be noticed twice: then what is done first need not be this one's load.
            do
            {
                await ReadUntilAsync(watch, lines, " is done.");
            }
            while (sparkify.Table("songplays").Rows.Count < number);

            foreach (var thing in OddThings.All.Values.Where(thing => !lines.Exists(line => IsOf(thing, line))))
            {
                await ReadUntilAsync(watch, lines, line => IsOf(thing, line));
            }

            Assert.Equal(0, Kill(watch.Id, Terminate));
            await ReadUntilAsync(watch, lines, "Stopped.");
            await Patience.ForAsync(EndOfAsync(watch));
            Assert.Equal(ExitCode.AllWell, watch.ExitCode);
        }
        finally
        {
            watch.Kill();
            await EndOfAsync(watch);
        }
    }

    private static bool IsOf(OddThing thing, string line) =>
        line.Contains($" log_data/{thing.Name} is passed by: ", StringComparison.Ordinal)
        && line.Contains(thing.Says, StringComparison.Ordinal);

    /// <summary>A good file of one play.</summary>
    private static void Lay(string folder, int number, string? name = null) => File.WriteAllText(
        Path.Combine(
            Directory.CreateDirectory(folder).FullName, name ?? string.Create(CultureInfo.InvariantCulture, $"good-{number}.json")),
        $$"""{"itemInSession":{{number}},"level":"free","page":"NextSong","sessionId":7,"song":"S","ts":1541121934796,"userId":"9"}""");

    /// <summary>Whatever hangs in it: the test goes on.</summary>
    private Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments) =>
        Patience.ForAsync(Task.Run(() => _home.RunAsync(arguments)));

    private async Task<long> PlaysAsync() =>
        (await _home.QueryAsync("SELECT COUNT(*) AS plays FROM songplays"))[0].GetProperty("plays").GetInt64();

    private static Task ReadUntilAsync(Process process, List<string> lines, string text) =>
        ReadUntilAsync(process, lines, line => line.Contains(text, StringComparison.Ordinal));

    private static async Task ReadUntilAsync(Process process, List<string> lines, Func<string, bool> isIt)
    {
        do
        {
            lines.Add(await Patience.ForAsync(process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask())
                ?? throw new InvalidOperationException($"it ended too early: {string.Join('\n', lines)}"));
        }
        while (!isIt(lines[^1]));
    }

    private static async Task<bool> EndOfAsync(Process process)
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return true;
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
