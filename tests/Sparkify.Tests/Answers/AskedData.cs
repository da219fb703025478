using System.Text.Json.Nodes;
using Sparkify.Ingestion.Statements;
using Sparkify.Reference;
using Sparkify.SampleData;
using Sparkify.Tests.RedshiftOnDuckDb;
using Sparkify.Tests.SampleData;

namespace Sparkify.Tests.Answers;

/// <summary>Data that is asked about, loaded once into a warehouse, and what the questions must answer of it.</summary>
public sealed class AskedData : IAsyncLifetime
{
    /// <summary>November 2018 as it was.</summary>
    public const string Real = "sparkify-71";

    /// <summary>A generated November, and events that say odd things.</summary>
    public const string Odd = "generated";

    private readonly Dictionary<string, Task<(WarehouseRun Run, ExpectedAnswers Expected)>> _loaded = [];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    internal async Task<QueryResult> AskAsync(string data, string sql) =>
        await (await LoadedAsync(data)).Run.Warehouse.QueryAsync(sql, TestContext.Current.CancellationToken);

    internal async Task<ExpectedAnswers> ExpectedAsync(string data) => (await LoadedAsync(data)).Expected;

    public async ValueTask DisposeAsync()
    {
        foreach (var loaded in _loaded.Values.Where(loaded => loaded.IsCompletedSuccessfully))
        {
            await (await loaded).Run.DisposeAsync();
        }
    }

    private Task<(WarehouseRun Run, ExpectedAnswers Expected)> LoadedAsync(string data)
    {
        var files = data is Real && !_loaded.ContainsKey(data) ? SourceFile.InFolder(SharedData.Require("data/sparkify-71")) : null;
        return _loaded.TryGetValue(data, out var loaded) ? loaded : _loaded[data] = LoadAsync(files ?? Generated());
    }

    private static async Task<(WarehouseRun, ExpectedAnswers)> LoadAsync(IReadOnlyList<SourceFile> files)
    {
        var run = await WarehouseRun.OpenAsync();
        await run.PrepareAsync();
        await run.LoadAsync("all", files);
        return (run, new ExpectedAnswers(files));
    }

    private static List<SourceFile> Generated() =>
    [
        .. Sources.Of(new GenerateOptions(Events: 4_000, Songs: 120, Seed: 15, OutputDirectory: "")),
        SourceFile.OfText(Dataset.LogData, "log_data/2020/odd.json", string.Join('\n', OddEvents())),
    ];

    /// <summary>By a chance that is always the same: users, plans, times around two New Years, names, agents, now and then none.</summary>
    private static IEnumerable<string> OddEvents()
    {
        string?[] levels = ["free", "paid", "free", null, "trial"];
        string?[] texts = ["Über", "A, \"quoted\" name", "é", "Z", "a", "日本", null];
        string?[] agents =
        [
            null, "Lynx/2.8", "Mozilla/5.0 (iPad; CPU OS 7_1 like Mac OS X) Version/7.0 Mobile/11D257 Safari/9537.53",
            "Mozilla/5.0 (Windows NT 10.0) Chrome/42.0 Safari/537.36 Edge/12.246", "Opera/9.80 (X11; Linux i686) Presto/2.12",
            "Mozilla/5.0 (Linux; Android 8.0) Chrome/62.0 Mobile Safari/537.36", "Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0)",
        ];
        var chance = new Random(7);
        T Any<T>(T[] all) => all[chance.Next(all.Length)];
        var start = new DateTimeOffset(2019, 12, 16, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();
        for (var i = 0; i < 600; i++)
        {
            yield return new JsonObject
            {
                ["page"] = chance.Next(10) == 0 ? "Home" : "NextSong",
                ["ts"] = start + (chance.NextInt64(400L * 24 * 60) * 60_000),
                ["userId"] = Any(["", "1", "900001", "900002", "900030", "nobody"]),
                ["sessionId"] = chance.Next(40),
                ["itemInSession"] = chance.Next(5),
                ["level"] = Any(levels),
                ["gender"] = Any(["F", "M", null]),
                ["firstName"] = Any(texts),
                ["lastName"] = Any(texts),
                ["song"] = Any(texts),
                ["artist"] = Any(texts),
                ["length"] = chance.Next(4) switch { 0 => null, 1 => -1, 2 => 200, _ => 30.00001 + i },
                ["location"] = Any(texts),
                ["userAgent"] = Any(agents),
            }.ToJsonString();
        }
    }
}
