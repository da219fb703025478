using System.Text;
using System.Text.Json;
using Sparkify.Cli.Sharing;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Home;
using Sparkify.LocalCloud.Watching;
using Sparkify.Operations;
using Sparkify.Page;
using Sparkify.Tests.Aws;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Page;

/// <summary>
/// What <c>watch</c> runs, in this process: a home with its bucket watched, and the page over it. No window is waited for.
/// </summary>
internal sealed class PageHome : IAsyncDisposable
{
    private static readonly Dictionary<string, string> NoWindows = new() { ["BatchWindowSeconds"] = "0", ["LoadWindowSeconds"] = "0" };

    private readonly CancellationTokenSource _ending = new();
    private readonly HomeOwner _owned;
    private readonly PageServer _server;
    private readonly Task _watching;

    private PageHome(HomeOwner owned, PageServer server)
    {
        (_owned, _server) = (owned, server);
        Http = Loopback.Client();
        Http.BaseAddress = new Uri(server.Address);
        _watching = BucketWatcher.WatchAsync(owned.Stack, _ => { }, _ending.Token);
    }

    public string Address => _server.Address;
    public string Link => _server.Link;

    /// <summary>With which a browser comes that has been here.</summary>
    public string Cookie => $"sparkify-{new Uri(Address).Port}={Link[(Link.IndexOf('=', StringComparison.Ordinal) + 1)..]}";

    public HttpClient Http { get; }
    public LocalStack Stack => _owned.Stack;

    /// <param name="home">Whose files are kept.</param>
    /// <param name="inRealTime">Waits of the workflow last as long as they say.</param>
    /// <param name="files">How many are shown; null: as many as anybody sees.</param>
    public static async Task<PageHome> OpenAsync(LocalHome home, bool inRealTime = false, FileLimits? files = null)
    {
        var owned = await HomeOwner.TryOpenAsync(HomeFolder.Open(home.Path), inRealTime, TestContext.Current.CancellationToken, NoWindows);
        var page = new PageHome(
            owned!, await PageServer.StartAsync(owned!.Stack, port: 0, files ?? new FileLimits(), TestContext.Current.CancellationToken));
        // As a browser: the first visit leaves the cookie.
        (await page.Http.GetAsync(page.Link, TestContext.Current.CancellationToken)).Dispose();
        return page;
    }

    public async Task<JsonElement> GetAsync(string path)
    {
        var answer = await Http.GetAsync(path, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path} answered {answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    public Task<HttpResponseMessage> PutAsync(string key, string content) =>
        Http.PutAsync(
            $"api/objects?key={Uri.EscapeDataString(key)}",
            new StringContent(content, Encoding.UTF8),
            TestContext.Current.CancellationToken);

    /// <summary>Puts files and waits until the load of them has ended, whatever its end.</summary>
    public async Task LoadAsync(params IReadOnlyList<(string Key, string Content)> files)
    {
        var ended = new TaskCompletionSource();
        Stack.Workflows.Ended += _ => ended.TrySetResult();
        foreach (var (key, content) in files)
        {
            Assert.True((await PutAsync(key, content)).IsSuccessStatusCode);
        }

        await Patience.ForAsync(ended.Task, _watching);
        await Stack.Workflows.WhenIdleAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Puts files whose load fails, for a cause that is gone when this returns.</summary>
    public async Task FailAsync(params IReadOnlyList<(string Key, string Content)> files)
    {
        await Stack.RunBatchAsync("take a table away", ["ALTER TABLE dw.users RENAME TO users_away"], CancellationToken.None);
        await LoadAsync(files);
        await Stack.RunBatchAsync("bring it back", ["ALTER TABLE dw.users_away RENAME TO users"], CancellationToken.None);
        Assert.Contains(Stack.Workflows.Executions, execution => execution.Status is "FAILED");
    }

    /// <summary>Presses the button, and waits until songs and events are loaded.</summary>
    public async Task SampleAsync()
    {
        using var loads = new SemaphoreSlim(0);
        void Count(ExecutionEntry execution) => loads.Release();
        Stack.Workflows.Ended += Count;
        (await Http.PostAsync("api/sample", null, TestContext.Current.CancellationToken)).Dispose();
        await Patience.ForAsync(loads.WaitAsync(TestContext.Current.CancellationToken), _watching);
        await Patience.ForAsync(loads.WaitAsync(TestContext.Current.CancellationToken), _watching);
        await Stack.Workflows.WhenIdleAsync(TestContext.Current.CancellationToken);
        Stack.Workflows.Ended -= Count;
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        try
        {
            await _watching;
        }
        catch (OperationCanceledException)
        {
            // So it ends. Whatever else it ended with fails the test.
        }
        finally
        {
            Http.Dispose();
            await _server.DisposeAsync();
            await _owned.DisposeAsync();
            _ending.Dispose();
        }
    }
}
