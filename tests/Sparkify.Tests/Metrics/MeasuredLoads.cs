using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sparkify.Cli.Sharing;
using Sparkify.Ingestion.Backfill;
using Sparkify.LocalCloud.Home;
using Sparkify.LocalCloud.Metrics;
using Sparkify.Reference;
using Sparkify.SampleData;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.SampleData;

namespace Sparkify.Tests.Metrics;

/// <summary>
/// Local loads in which everything happens that a metric shows: poison files of both kinds, refused rows, duplicates, songs that come late,
/// a reconciliation.
/// </summary>
public sealed class MeasuredLoads : IAsyncLifetime
{
    private readonly LocalHome _home = new();
    private HomeOwner _owned = null!;

    /// <summary>Every line that the loads wrote, by its JSON.</summary>
    internal IReadOnlyList<(string Text, JsonObject Json)> Lines { get; private set; } = [];

    /// <summary>The dashboard with this machine's names, a widget each.</summary>
    internal IReadOnlyList<Widget> Widgets { get; private set; } = [];

    internal int LogFiles { get; private set; }
    internal int SongFiles { get; private set; }
    internal int Duplicates { get; private set; }

    /// <summary>Tracks that were played before their songs came, each of another song.</summary>
    internal long Resolved { get; private set; }
    internal string HomePath => _home.Path;

    public async ValueTask InitializeAsync()
    {
        var files = Sources.Of(new GenerateOptions(600, 40, 3, "")).ToLookup(file => file.Dataset);
        var logs = files[Dataset.LogData].ToList();
        // Every event once more, and one row among them that COPY refuses and one that the rules do.
        var again = string.Concat(logs.Select(log => Encoding.UTF8.GetString(log.Bytes.Span)));
        var refused =
            "{\"ts\":\"soon\",\"page\":\"NextSong\"}\n{\"ts\":253402300800000,\"sessionId\":1,\"itemInSession\":5,\"page\":"
            + "\"NextSong\"}\n";
        logs.Add(SourceFile.OfText(Dataset.LogData, "log_data/again.json", again + refused));
        logs.Add(SourceFile.OfText(Dataset.LogData, "log_data/poison.json", "this is no JSON\n"));
        logs.Add(new SourceFile(Dataset.LogData, "log_data/cut.json.gz", CutShort(again)));
        var songs = files[Dataset.SongData].ToList();
        songs.Add(SourceFile.OfText(Dataset.SongData, "song_data/poison.json", "this is no JSON\n"));
        (LogFiles, SongFiles) = (logs.Count, songs.Count);

        await _home.LoadAsync(_home.FolderOf(logs));
        Duplicates = (int)(await _home.QueryAsync("SELECT COUNT(*) AS plays FROM songplays"))[0].GetProperty("plays").GetInt64();
        await _home.LoadAsync(_home.FolderOf(songs));
        Resolved = (await _home.QueryAsync("SELECT COUNT(DISTINCT song_id) AS songs FROM songplays"))[0].GetProperty("songs").GetInt64();
        foreach (var dataset in (string[])["log_data", "song_data"])
        {
            await _home.RunAsync("backfill", dataset, "--dry-run");
        }

        Lines = [.. File.ReadLines(_home["metrics.jsonl"]).Select(line => (line, JsonNode.Parse(line)!.AsObject()))];
        _owned = (await HomeOwner.TryOpenAsync(HomeFolder.Open(_home.Path), inRealTime: false, CancellationToken.None))!;
        Widgets =
        [
            .. JsonNode.Parse(_owned.Stack.Template.Dashboard!)!["widgets"]!.AsArray().Select(widget => new Widget(widget!.AsObject()))
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await _owned.DisposeAsync();
        _home.Dispose();
    }

    /// <summary>Gzip that ends early: COPY itself fails on it.</summary>
    private static ReadOnlyMemory<byte> CutShort(string text)
    {
        var bytes = Gzip.Compress(Encoding.UTF8.GetBytes(text));
        return bytes.AsMemory(0, bytes.Length / 2);
    }

    /// <summary>The metric over all of the loads, as one number of the given statistic; null where it has no points.</summary>
    internal double? Ask(WidgetMetric metric, string statistic)
    {
        var now = TimeProvider.System.GetUtcNow();
        var points = _owned.Stack.Metrics.Query(new MetricQuery
        {
            Namespace = metric.Namespace, Metric = metric.Name, Dimensions = metric.Dimensions, Statistic = statistic,
            PeriodSeconds = 7 * 86_400, From = now.AddHours(-1), To = now.AddHours(1),
        });
        return points.Count == 0 ? null : statistic is "Sum" or "SampleCount" ? points.Sum(point => point.Value) : points[^1].Value;
    }

    internal double Sum(string metric, string dataset) => Ask(Of(metric, dataset, "Sum"), "Sum") ?? 0;

    internal static WidgetMetric Of(string metric, string dataset, string statistic) => new(
        "Sparkify", metric, new Dictionary<string, string> { ["Stack"] = "sparkify-local", ["Dataset"] = dataset }, statistic);
}

[CollectionDefinition]
public sealed class MeasuredLoadsOnce : ICollectionFixture<MeasuredLoads>;
