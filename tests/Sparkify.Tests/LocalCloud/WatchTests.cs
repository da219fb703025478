using Sparkify.Cli.Sharing;
using Sparkify.LocalCloud.Home;
using Sparkify.LocalCloud.Watching;

namespace Sparkify.Tests.LocalCloud;

public sealed class WatchTests : IDisposable
{
    private const string Play =
        """{"artist":"A","firstName":"F","gender":"F","itemInSession":1,"lastName":"L","length":1.5,"level":"free","location":"X","page":"NextSong","sessionId":7,"song":"S","ts":1541121934796,"userAgent":"U","userId":"9"}""";

    private readonly LocalHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task A_file_copied_into_the_bucket_is_loaded_without_a_command_and_one_that_was_there_before_too()
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var home = HomeFolder.Open(_home.Path);
        Copy("early", Play);
        await using var owner = await HomeOwner.TryOpenAsync(
            home,
            inRealTime: true,
            ending.Token,
            new Dictionary<string, string> { ["BatchWindowSeconds"] = "0", ["LoadWindowSeconds"] = "0" });
        var stack = owner!.Stack;
        var loaded = new SemaphoreSlim(0);
        stack.Workflows.Ended += _ => loaded.Release();
        var watching = BucketWatcher.WatchAsync(stack, _ => { }, ending.Token);

        await Patience.ForAsync(loaded.WaitAsync(ending.Token), watching);
        Assert.Equal(1, await CountAsync());
        // As from a machine whose clock is ahead.
        Copy("late", Play.Replace("\"itemInSession\":1", "\"itemInSession\":2", StringComparison.Ordinal), DateTime.UtcNow.AddHours(1));
        await Patience.ForAsync(loaded.WaitAsync(ending.Token), watching);
        Assert.Equal(2, await CountAsync());
        // In its place one of the same size and time.
        Copy(
            "late",
            Play.Replace("\"itemInSession\":1", "\"itemInSession\":3", StringComparison.Ordinal),
            File.GetLastWriteTimeUtc(_home["bucket/log_data/late.json"]));
        await Patience.ForAsync(loaded.WaitAsync(ending.Token), watching);
        Assert.Equal(3, await CountAsync());

        await ending.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    private void Copy(string name, string content, DateTime? changedAt = null)
    {
        var folder = Directory.CreateDirectory(_home["bucket/log_data"]);
        var path = Path.Combine(folder.FullName, $"{name}.json");
        File.WriteAllText(path, content);
        File.SetLastWriteTimeUtc(path, changedAt ?? DateTime.UtcNow);
    }

    private async Task<long> CountAsync() =>
        (await _home.QueryAsync("SELECT COUNT(*) AS plays FROM songplays"))[0].GetProperty("plays").GetInt64();
}
