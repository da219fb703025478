using System.Text;
using System.Text.Json;
using Sparkify.Cli;
using Sparkify.Ingestion.Objects;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Bucket;
using Sparkify.LocalCloud.Home;
using Sparkify.LocalCloud.Queues;
using Sparkify.Page;
using Sparkify.Tests.Aws;
using Sparkify.Tests.LocalCloud;
using Sparkify.Tests.Page;

namespace Sparkify.Tests.Operated;

/// <summary>A home with a file of every kind that is not queryable, or not wholly; its page; and what the terminal says.</summary>
public sealed class MissingFiles : IAsyncLifetime
{
    /// <summary>By what docs/operations.md calls its case.</summary>
    public static readonly IReadOnlyDictionary<string, string> Keys = new Dictionary<string, string>
    {
        ["it has not arrived"] = "log_data/never-put.json",
        ["it waits in a queue"] = "log_data/waiting.json",
        ["it is in a load"] = "log_data/loading.json",
        ["it is quarantined"] = "log_data/poison.json",
        ["some of its rows were rejected"] = "log_data/rows.json",
        ["it was overwritten before it was read"] = "log_data/overwritten.json",
        ["it lies in another place"] = "elsewhere/plays.json",
        ["its name ends in something else"] = "log_data/plays.csv",
        ["it was deleted after it was loaded"] = "log_data/deleted.json",
        ["it was deleted before it was loaded"] = "log_data/lost.json",
        ["it can't be read"] = "log_data/unreadable.json",
        ["its load failed"] = "log_data/failed.json",
        ["no notice of it came"] = "log_data/copied.json",
        ["its notice is a dead letter"] = "log_data/letter.json",
    };

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = Loopback.Client();
    private readonly ManualResetEventSlim _mayLoad = new(initialState: true);
    private LocalStack? _stack;
    private PageServer? _page;
    private FileStream? _held;
    private Task _loading = Task.CompletedTask;

    private LocalStack Stack => _stack ?? throw new InvalidOperationException("the home was not opened");

    public LocalOperations Operated => new(Stack);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var isReading = new TaskCompletionSource();
        var reading = new Denying(_ =>
        {
            if (!_mayLoad.IsSet)
            {
                isReading.TrySetResult();
                _mayLoad.Wait();
            }

            return false;
        });
        _stack = await LocalStack.OpenAsync(HomeFolder.Open(_folder["home"]), inRealTime: false, reading.For, Cancellation);
        await LoadAsync(
            ("it is quarantined", Samples.Poison), ("some of its rows were rejected", Samples.WithARefusedRow),
            ("it was deleted after it was loaded", Samples.Play(1)));
        Stack.Bucket.Remove(Keys["it was deleted after it was loaded"]);

        await PutAsync("it was overwritten before it was read", Samples.Play(2));
        Copy("it was overwritten before it was read", Samples.Play(3));
        await LoadAsync();

        await PutAsync("it was deleted before it was loaded", Samples.Play(4));
        Stack.Bucket.Remove(Keys["it was deleted before it was loaded"]);
        await LoadAsync();

        await Stack.RunBatchAsync("take a table away", ["ALTER TABLE dw.users RENAME TO users_away"], Cancellation);
        await LoadAsync(("its load failed", Samples.Play(6)));
        await Stack.RunBatchAsync("bring it back", ["ALTER TABLE dw.users_away RENAME TO users"], Cancellation);

        // Whoever the tests run as: this one is held by another.
        await PutAsync("it can't be read", Samples.Play(7));
        _held = File.Open(PathOf("it can't be read"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        await LoadAsync();

        Copy("it lies in another place", Samples.Play(8));
        Copy("its name ends in something else", "a,b");
        Copy("no notice of it came", Samples.Play(9));
        Copy("its notice is a dead letter", Samples.Play(12));
        var letter = Stack.Bucket.Find(Keys["its notice is a dead letter"])!;
        Stack.QueuesWithDeadLetters.Single(queue => queue.Name == "LogDataQueue").DeadLetters!.Send(
            [S3Notification.Write(letter, "us-east-1")]);

        _mayLoad.Reset();
        await PutAsync("it is in a load", Samples.Play(10));
        _loading = Task.Run(() => Stack.SettleAsync(CancellationToken.None), Cancellation);
        await Patience.ForAsync(isReading.Task, _loading);
        await PutAsync("it waits in a queue", Samples.Play(11));

        _page = await PageServer.StartAsync(Stack, port: 0, Cancellation);
        _http.BaseAddress = new Uri(_page.Address);
        (await _http.GetAsync(_page.Link, Cancellation)).Dispose();
    }

    /// <summary>What the terminal prints, with the stack named as on the page.</summary>
    internal async Task<Said> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await OperatedWorld.RunAsync(
            arguments, Operated, new CommandOutput(output, error, isTerminal: false, width: 0));
        return new Said(exit, output.ToString(), error.ToString());
    }

    public async Task<(int Status, JsonElement Answer)> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(path, Cancellation);
        return ((int)answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Cancellation)).RootElement);
    }

    public async ValueTask DisposeAsync()
    {
        _mayLoad.Set();
        await _loading;
        if (_page is not null)
        {
            await _page.DisposeAsync();
        }

        if (_held is not null)
        {
            await _held.DisposeAsync();
        }

        if (_stack is not null)
        {
            await _stack.DisposeAsync();
        }

        _http.Dispose();
        _mayLoad.Dispose();
        _folder.Dispose();
    }

    private async Task LoadAsync(params IReadOnlyList<(string Of, string Content)> files)
    {
        foreach (var (of, content) in files)
        {
            await PutAsync(of, content);
        }

        await Stack.SettleAsync(Cancellation);
    }

    private Task<StoredObject> PutAsync(string of, string content) => Stack.Bucket.StoreAsync(
        new ObjectLocation(Stack.Bucket.Bucket, Keys[of]), Encoding.UTF8.GetBytes(content), Cancellation);

    /// <summary>As somebody copies a file in while nobody watches: no notice is sent of it.</summary>
    private void Copy(string of, string content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(of))!);
        File.WriteAllText(PathOf(of), content);
    }

    private string PathOf(string of) => Path.Combine(Stack.Home.Bucket, Keys[of]);
}
