using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Sparkify.Reference;

namespace Sparkify.Tests.RedshiftOnDuckDb;

/// <summary>Producers that number their sessions from the start, each for itself: their plays are different plays.</summary>
public sealed class PlayIdentityLoadTests
{
    /// <summary>An order of the three producers of the shared case, and which of them come in one load.</summary>
    public static TheoryData<string> Groupings =>
    [
        .. (from order in (string[])["012", "021", "102", "120", "201", "210"]
            from grouping in (string[])["012", "011", "001", "000"]
            let loads = order.Zip(grouping).GroupBy(one => one.Second, one => one.First)
            select string.Join(' ', loads.Select(load => string.Concat(load.Order())))).Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Groupings))]
    public async Task Three_producers_have_thirty_plays_in_any_order_and_grouping(string loads)
    {
        var producers = ((string[])["first", "second", "next-month"])
            .Select(name => SourceFile.InFolder(SharedData.Require($"data/cases/collision/{name}"))).ToList();
        await using var run = await WarehouseRun.OpenAsync();
        await run.PrepareAsync();

        foreach (var load in loads.Split(' '))
        {
            await run.LoadAsync($"load_{load}", load.SelectMany(producer => producers[producer - '0']));
        }

        var comparison = Comparison.Of(StarSchema.Of(producers.SelectMany(files => files)).Tables, await run.StarAsync());
        Assert.True(comparison.AreEqual, comparison.ToString());
        Assert.Equal(30L, await run.OneAsync("SELECT COUNT(*) FROM songplays"));
    }

    [Fact]
    public async Task The_real_november_twice_over_with_other_users_an_hour_later_has_twice_the_plays()
    {
        var files = SourceFile.InFolder(SharedData.Require("data/sparkify-71"));
        await using var run = await WarehouseRun.OpenAsync();
        await run.PrepareAsync();

        await run.LoadAsync("first", files);
        await run.LoadAsync("second", files.Where(file => file.Dataset == Dataset.LogData).Select(OfOthers));

        Assert.Equal(13_640L, await run.OneAsync("SELECT COUNT(*) FROM songplays"));
        Assert.Equal(13_640L, await run.OneAsync("SELECT COUNT(DISTINCT songplay_id) FROM songplays"));
    }

    private static SourceFile OfOthers(SourceFile file)
    {
        var lines = Encoding.UTF8.GetString(file.Bytes.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line =>
        {
            var played = JsonNode.Parse(line)!;
            played["ts"] = (long)played["ts"]! + 3_600_000;
            played["userId"] = (string)played["userId"]! is { Length: > 0 } user
                ? $"{int.Parse(user, CultureInfo.InvariantCulture) + 1_000}"
                : "";
            return played.ToJsonString();
        });
        return SourceFile.OfText(file.Dataset, file.Key.Replace("2018-11", "others", StringComparison.Ordinal), string.Join('\n', lines));
    }
}
