using System.Text;
using System.Text.Json;
using Sparkify.Cli;
using Sparkify.Ingestion.Backfill;
using Sparkify.Reference;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Page;

/// <summary>A backfill starts an execution for each load, and those start the loads: each names the one that it comes from.</summary>
public sealed class MapRunTests : IDisposable
{
    private readonly LocalHome _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_executions_of_a_map_run_lead_to_the_backfill_whether_the_page_saw_it_or_not(bool isSeen)
    {
        await _home.LoadAsync(
            _home.FolderOf([new SourceFile(Dataset.LogData, "log_data/a.json", Encoding.UTF8.GetBytes(Samples.Play(1)))]));
        string[] backfill = ["backfill", "log_data", "--force"];
        if (!isSeen)
        {
            Assert.Equal(ExitCode.AllWell, (await _home.RunAsync(backfill)).Exit);
        }

        await using var page = await PageHome.OpenAsync(_home);
        var epoch = (await page.GetAsync("api/executions")).GetProperty("epoch").GetString();
        await using var stream = await EventStream.OpenAsync(page, $"api/changes?after={epoch}.0");
        var running = isSeen ? _home.RunAsync(backfill) : null;

        var shown = new Dictionary<string, JsonElement>();
        while (!shown.Values.Any(execution => execution.GetProperty("machine").GetString()!.Contains('/', StringComparison.Ordinal)
            && execution.GetProperty("status").GetString() is "SUCCEEDED"))
        {
            foreach (var execution in (await stream.NextAsync()).Data.GetProperty("executions").EnumerateArray())
            {
                shown[execution.GetProperty("name").GetString()!] = execution;
            }
        }

        var child = shown.Values.Single(execution => execution.GetProperty("machine").GetString()!.Contains('/', StringComparison.Ordinal));
        Assert.EndsWith(
            "backfill", shown[child.GetProperty("parent").GetString()!].GetProperty("machine").GetString(), StringComparison.Ordinal);
        var visits = (await page.GetAsync($"api/executions/{child.GetProperty("name").GetString()}"))
            .GetProperty("visits")
            .EnumerateArray()
            .ToList();
        var load = visits.SelectMany(visit => visit.GetProperty("started").EnumerateArray()).First().GetString()!;
        Assert.True(shown.ContainsKey(load));
        Assert.Equal(isSeen, shown[load].TryGetProperty("parent", out _));
        if (running is not null)
        {
            Assert.Equal(ExitCode.AllWell, (await running).Exit);
        }
    }
}
