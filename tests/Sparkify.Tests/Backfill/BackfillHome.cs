using Sparkify.Ingestion;
using Sparkify.Ingestion.Backfill;
using Sparkify.LocalCloud;
using Sparkify.LocalCloud.Home;
using Sparkify.Tests.LocalCloud;

namespace Sparkify.Tests.Backfill;

/// <summary>A home for one test: files are laid into its bucket while nothing listens, and backfills load them.</summary>
internal sealed class BackfillHome : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private LocalStack? _stack;

    public LocalStack Stack => _stack ?? throw new InvalidOperationException("the home is closed");

    public LocalBackfill Backfill => new(Stack);

    public static async Task<BackfillHome> OpenAsync()
    {
        var home = new BackfillHome();
        await home.ReopenAsync();
        return home;
    }

    public async Task ReopenAsync() =>
        _stack = await LocalStack.OpenAsync(HomeFolder.Open(_folder["home"]), inRealTime: false, TestContext.Current.CancellationToken);

    /// <summary>Stops whatever runs, as the end of the process would.</summary>
    public async Task CloseAsync()
    {
        if (_stack is not null)
        {
            await _stack.DisposeAsync();
            _stack = null;
        }
    }

    public void Lay(string key, ReadOnlySpan<byte> content)
    {
        var path = Path.Combine(Stack.Home.Bucket, key);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    public Task<BackfillSummary> RunAsync(Dataset dataset, Func<BackfillInput, BackfillInput>? with = null)
    {
        var input = new BackfillInput { Dataset = dataset.Name };
        return Backfill.RunAsync(with?.Invoke(input) ?? input, _ => { }, TestContext.Current.CancellationToken);
    }

    /// <summary>Every line of the ledger: a load, a version of a file, and what became of it.</summary>
    public async Task<IReadOnlyList<(string Load, string Key, string ETag, string Status)>> LedgerAsync() =>
        [.. (await Stack.AskAsync(
            "SELECT load_id, key, etag, status FROM dw.file_ledger ORDER BY recorded_at, load_id, key",
            TestContext.Current.CancellationToken)).Rows
            .Select(row => ((string)row[0]!, (string)row[1]!, (string)row[2]!, (string)row[3]!))];

    /// <summary>So many artists have made all songs.</summary>
    public const int Artists = 7;

    public static string Song(int number, string title = "Title") =>
        $$"""{"song_id":"SO{{number:D6}}","title":"{{title}}","artist_id":"AR{{number % Artists:D6}}","artist_name":"Artist {{number % Artists}}","artist_location":"","artist_latitude":null,"artist_longitude":null,"year":2000,"duration":{{number + 0.5}}}""";

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Dispose();
    }
}
