using Sparkify.Bench.Postgres;
using Sparkify.LocalCloud.Template;
using static Sparkify.Bench.MarkdownTable;

namespace Sparkify.Bench;

/// <summary>
/// What is measured, each a process of its own. The plain script is what the same machine needs to bring the same rows into the same
/// tables with nothing around it.
/// </summary>
internal sealed class Scenarios(Workplace work, PostgresServer postgres, Sizes sizes)
{
    private const string Ask = "SELECT 1";

    private readonly Dictionary<string, StarRows> _plain = [];

    /// <summary>What each run of the load with a clock in it has printed.</summary>
    public List<string> Phased { get; } = [];

    /// <summary>In the order in which they are run: what one leaves, the next may need.</summary>
    /// <exception cref="BenchFailedException">What is needed could not be made.</exception>
    public async Task<IReadOnlyList<Series>> AllAsync(CancellationToken cancellationToken) =>
    [
        .. OfEvents(),
        .. OfSongs(),
        .. await OfHomesAsync(cancellationToken),
        .. LeftOut is null ? OfRealFiles() : [],
    ];

    /// <summary>Why the real files are not held against PostgreSQL; null: they are.</summary>
    public string? LeftOut => RealFiles is null
        ? "there is no folder data/sparkify-71 in ../shared, nor where SPARKIFY_SHARED says"
        : postgres.Lacking;

    private static string? RealFiles
    {
        get
        {
            var shared = Environment.GetEnvironmentVariable("SPARKIFY_SHARED") is { Length: > 0 } said
                ? said
                : Path.Combine(StackTemplate.FindRoot(), "..", "shared");
            var folder = Path.Combine(shared, "data", "sparkify-71");
            return Directory.Exists(folder) ? Path.GetFullPath(folder) : null;
        }
    }

    private List<Series> OfEvents()
    {
        var folder = work.Events(sizes.Events, sizes.Songs);
        var home = "";
        var plain = new Series(Text($"{sizes.Events:N0} events, plain script"), sizes.Events, null, stop => PlainAsync(folder, stop));
        var load = new Series(Text($"{sizes.Events:N0} events, load"), sizes.Events, plain, async stop =>
        {
            home = work.Fresh("home");
            return (await Workplace.LoadAsync(folder, home, _plain[folder], stop)).Cost;
        });
        var again = new Series(Text($"{sizes.Events:N0} events, the same load again"), sizes.Events, plain, async stop =>
        {
            var (cost, _, _) = await Workplace.LoadAsync(folder, home, _plain[folder], stop);
            Directory.Delete(home, recursive: true);
            return cost;
        });
        var phased = new Series(Text($"{sizes.Events:N0} events, load with a clock in it"), sizes.Events, load, async stop =>
        {
            var fresh = work.Fresh("home");
            var (cost, output) = await Child.BenchAsync([BenchCommand.Phases, folder, fresh], stop);
            Phased.Add(output);
            Directory.Delete(fresh, recursive: true);
            return cost;
        });
        return sizes.Large == 0 ? [plain, load, again, phased] : [plain, load, again, phased, .. OfManyEvents(load)];
    }

    private IEnumerable<Series> OfManyEvents(Series load)
    {
        yield return new Series(Text($"{sizes.Large:N0} events, one load"), sizes.Large, load, Most: 1, Measure: async stop =>
        {
            var (folder, home) = (work.Events(sizes.Large, sizes.Songs), work.Fresh("home"));
            var (cost, _, _) = await Workplace.LoadAsync(folder, home, rows: null, stop);
            Directory.Delete(folder, recursive: true);
            Directory.Delete(home, recursive: true);
            return cost;
        });
    }

    private List<Series> OfSongs()
    {
        var files = work.Songs(sizes.Songs);
        var file = work.InOneFile(files);
        var plain = new Series(Text($"{sizes.Songs:N0} song files, plain script"), sizes.Songs, null, stop => PlainAsync(files, stop));
        var one = new Series(Text($"{sizes.Songs:N0} songs in one file, load"), sizes.Songs, null, stop => LoadAsync(file, files, stop));
        return [plain, one, new(Text($"{sizes.Songs:N0} song files, load"), sizes.Songs, one, stop => LoadAsync(files, files, stop))];
    }

    private async Task<IReadOnlyList<Series>> OfHomesAsync(CancellationToken cancellationToken)
    {
        var (young, old) = (work.Fresh("home"), work.Fresh("home"));
        foreach (var home in (string[])[young, old])
        {
            await Workplace.LoadAsync(work.OneSong(), home, rows: null, cancellationToken);
        }

        OldHome.Age(old, sizes.LedgerLines);
        var statements = 0L;
        var query = new Series("query \"SELECT 1\"", 1, null, stop => AskAsync(young, stop));
        var song = new Series("one song, load", 1, null, async stop =>
        {
            (var cost, _, statements) = await Workplace.LoadAsync(work.OneSong(), young, rows: null, stop);
            return cost;
        });
        return
        [
            query,
            new(Text($"the same over {sizes.LedgerLines:N0} lines of the ledger"), 1, query, stop => AskAsync(old, stop)),
            song,
            new(Text($"one song, load, over {sizes.LedgerLines:N0} lines of the ledger"), 1, song, async stop =>
            {
                var (cost, _, asMany) = await Workplace.LoadAsync(work.OneSong(), old, rows: null, stop);
                return asMany == statements ? cost : throw new BenchFailedException(
                    $"a load into an old home takes {asMany} statements, and {statements} into a young one");
            }),
        ];
    }

    private List<Series> OfRealFiles()
    {
        var files = Directory.EnumerateFiles(RealFiles!, "*.json", SearchOption.AllDirectories).Count();
        var rows = new Series(Text($"{files} real files, into PostgreSQL row by row"), files, null, async stop =>
            (await Child.BenchAsync([BenchCommand.Rows, RealFiles!, postgres.Connection()], stop)).Cost);
        return
        [
            rows,
            new(Text($"{files} real files, load"), files, rows, async stop =>
            {
                var home = work.Fresh("home");
                var (cost, _, _) = await Workplace.LoadAsync(RealFiles!, home, rows: null, stop);
                Directory.Delete(home, recursive: true);
                return cost;
            }),
        ];
    }

    private async Task<Cost> PlainAsync(string folder, CancellationToken cancellationToken)
    {
        (var cost, _plain[folder]) = await work.PlainAsync(folder, cancellationToken);
        return cost;
    }

    private async Task<Cost> LoadAsync(string folder, string sameRows, CancellationToken cancellationToken)
    {
        var home = work.Fresh("home");
        var (cost, _, _) = await Workplace.LoadAsync(folder, home, _plain[sameRows], cancellationToken);
        Directory.Delete(home, recursive: true);
        return cost;
    }

    private static async Task<Cost> AskAsync(string home, CancellationToken cancellationToken) =>
        (await Child.SparkifyAsync(["query", Ask, "--home", home], cancellationToken)).Cost;
}
