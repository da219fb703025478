using System.Text.Json;

namespace Sparkify.Tests.Page;

/// <summary>The stream of changes: small, in order, and resumed where it broke off.</summary>
public sealed class ChangeStreamTests : OwnPage
{
    [Fact]
    public async Task Changes_come_by_themselves_and_show_the_states_that_were_passed()
    {
        await using var stream = await OpenAsync($"api/changes?after={await NowAsync()}");

        await Page.LoadAsync(("log_data/a.json", Samples.Play(1)));

        var passed = new List<string>();
        string? status = null;
        while (status is not "SUCCEEDED")
        {
            var (_, data) = await stream.NextAsync();
            foreach (var execution in data.GetProperty("executions").EnumerateArray())
            {
                passed.AddRange(execution.GetProperty("passed").EnumerateArray().Select(state => state.GetString()!));
                status = execution.GetProperty("status").GetString();
            }
        }

        Assert.Equal("Begin", passed[0]);
        Assert.Equal(
            ["StageFiles", "MergeStaged", "ReportLoad", "Loaded"],
            passed.Where(state => state is "StageFiles" or "MergeStaged" or "ReportLoad" or "Loaded"));
    }

    [Fact]
    public async Task A_stream_that_broke_off_goes_on_after_the_last_id_and_repeats_nothing()
    {
        var before = await NowAsync();
        await Page.LoadAsync(("log_data/a.json", Samples.Play(1)));
        string last;
        await using (var first = await OpenAsync($"api/changes?after={before}"))
        {
            // How large it was is known a moment later than that it ended: then nothing more is said of it.
            JsonElement data;
            do
            {
                (last, data) = await first.NextAsync();
            }
            while (!data.GetProperty("executions").EnumerateArray().Any(execution => execution.TryGetProperty("rows", out _)));
        }

        await Page.LoadAsync(("log_data/b.json", Samples.Play(2)));

        await using var second = await OpenAsync("api/changes", last);
        var names = (await second.NextAsync()).Data
            .GetProperty("executions")
            .EnumerateArray()
            .Select(execution => execution.GetProperty("name").GetString())
            .ToList();
        await using var whole = await OpenAsync($"api/changes?after={before}");
        var all = (await whole.NextAsync()).Data
            .GetProperty("executions")
            .EnumerateArray()
            .Select(execution => execution.GetProperty("name").GetString())
            .ToList();

        Assert.Equal(2, all.Count);
        Assert.Equal(all[1..], names);
    }

    [Theory]
    [InlineData("api/changes?after=00000000.5")]
    [InlineData("api/changes?after=nonsense")]
    [InlineData("api/changes")]
    public async Task Who_knows_the_numbers_of_another_process_has_to_start_anew(string path)
    {
        await using var stream = await OpenAsync(path);

        Assert.Equal("restart", (await stream.NextAsync()).Id);
    }

    private async Task<string> NowAsync()
    {
        var snapshot = await Page.GetAsync("api/executions");
        return $"{snapshot.GetProperty("epoch").GetString()}.{snapshot.GetProperty("change")}";
    }

    private Task<EventStream> OpenAsync(string path, string? lastId = null) => EventStream.OpenAsync(Page, path, lastId);
}
