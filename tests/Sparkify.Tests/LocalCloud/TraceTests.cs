using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sparkify.Reference;
using Sparkify.SampleData;
using Sparkify.Tests.SampleData;

namespace Sparkify.Tests.LocalCloud;

/// <summary>The way of a file by one name: in the logs, in the execution's input and in the ledger.</summary>
public sealed partial class TraceTests : IDisposable
{
    private readonly LocalHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task One_trace_goes_from_the_notice_to_the_ledger()
    {
        var files = Sources.Of(new GenerateOptions(50, 0, 3, ""));

        await _home.LoadAsync(_home.FolderOf(files));

        var arrived = Assert.Single(Log("LogDataArrived"));
        var trace = (string)arrived["trace"]!;
        Assert.Matches("^1-[0-9a-f]{8}-[0-9a-f]{24}$", trace);
        Assert.Contains($"trace {trace}", (string)arrived["message"]!, StringComparison.Ordinal);
        Assert.Equal(trace, (string?)Assert.Single(Log("StartLoads"))["trace"]);
        Assert.Equal(trace, (string?)Assert.Single(Log("ReportLoad"))["trace"]);
        var load = Assert.Single(
            (await _home.QueryAsync(
                "SELECT load_id, trace_id, started_at <= copy_at AND copy_at <= recorded_at AND copy_ms >= 0 AS is_in_order FROM dw.loads"))
                .EnumerateArray());
        Assert.Equal((trace, true), (load.GetProperty("trace_id").GetString(), load.GetProperty("is_in_order").GetBoolean()));
        Assert.All(
            (await _home.QueryAsync("SELECT trace_id FROM dw.file_ledger")).EnumerateArray(),
            file => Assert.Equal(trace, file.GetProperty("trace_id").GetString()));
        var started = JsonNode.Parse(File.ReadLines(_home[$"executions/{load.GetProperty("load_id").GetString()}.jsonl"]).First())!;
        Assert.Equal(trace, (string?)JsonNode.Parse((string)started["executionStartedEventDetails"]!["input"]!)!["load"]!["traceId"]);
    }

    [Fact]
    public async Task The_parts_of_a_load_go_on_with_its_trace()
    {
        await _home.LoadAsync(_home.FolderOf(
        [
            SourceFile.OfText(Dataset.SongData, "song_data/bad.json", "no json"),
            SourceFile.OfText(Dataset.SongData, "song_data/good.json", """{"song_id":"S"}"""),
        ]));

        var loads = (await _home.QueryAsync("SELECT trace_id FROM dw.loads"))
            .EnumerateArray()
            .Select(load => load.GetProperty("trace_id").GetString())
            .ToList();
        Assert.Equal(2, loads.Count);
        Assert.Single(loads.Distinct());
    }

    [Fact]
    public async Task The_way_of_a_file_is_reported_step_by_step()
    {
        await _home.LoadAsync(_home.FolderOf([SourceFile.OfText(Dataset.SongData, "song_data/one.json", """{"song_id":"S"}""")]));

        var (_, shown, _) = await _home.RunAsync("files", "song_data/one.json");

        var trace = (await _home.QueryAsync("SELECT trace_id FROM dw.file_ledger"))[0].GetProperty("trace_id").GetString();
        var journey = shown[shown.IndexOf("version ", StringComparison.Ordinal)..].TrimEnd().Split(Environment.NewLine);
        Assert.EndsWith($", trace {trace}", journey[0], StringComparison.Ordinal);
        Assert.Equal(
            ["put into the bucket", "load", "COPY submitted", "staged", "merged: queryable"],
            journey.Skip(1).Select(line => Step().Match(line).Groups["what"].Value));
        Assert.Equal(journey.Skip(1).Order(StringComparer.Ordinal), journey.Skip(1));
    }

    [GeneratedRegex(@"^  [0-9-]{10} [0-9:.]{12} +\+[0-9.,]+ s  (?<what>load(?= song-data-)|.*)")]
    private static partial Regex Step();

    private IEnumerable<JsonNode> Log(string function) =>
        File.ReadLines(_home[$"logs/{function}.log"]).Select(line => JsonNode.Parse(line)!);
}
