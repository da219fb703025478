using Sparkify.Functions.Backfill;
using Sparkify.Ingestion.Backfill;
using Sparkify.Ingestion.Objects;

namespace Sparkify.Functions.Tests.Backfill;

public sealed class ListFilesTests
{
    private readonly Surroundings around = new();

    [Fact]
    public async Task The_files_below_the_prefix_are_listed_and_numbered_in_the_order_of_their_keys()
    {
        Put("log_data/2018/b.json", "log_data/2018/a.json.gz", "log_data/2018/notes.txt", "log_data/2017/a.json");

        var progress = await RunAsync(Inputs.Run, new BackfillProgress { Found = 5 });

        Assert.Equal(
            (1, 2, null, true, 7L, false),
            (progress.Chunk, progress.ChunkFiles, progress.StartAfter, progress.IsListed, progress.Found, progress.IsPlanned));
        Assert.Equal(
            [
                $$"""{"n":0,"bucket":"sparkify","key":"log_data/2018/a.json.gz","etag":"{{ETag}}","size":3,"event_time":1541116800000}""",
                $$"""{"n":1,"bucket":"sparkify","key":"log_data/2018/b.json","etag":"{{ETag}}","size":3,"event_time":1541116800000}""",
            ],
            await around.LinesAsync(Inputs.Run.Listing(1)));
        Assert.Equal($"Information: backfill {Inputs.Run.Id}: chunk 1 of log_data/2018/ has 2 files", Assert.Single(around.Context.Lines));
    }

    /// <summary>From the first moment on, and before the second.</summary>
    [Theory]
    [InlineData(Inputs.NowMs, Inputs.NowMs + 1, 1)]
    [InlineData(Inputs.NowMs + 1, null, 0)]
    [InlineData(null, Inputs.NowMs, 0)]
    [InlineData(Inputs.NowMs - 1, Inputs.NowMs + 5, 1)]
    public async Task Only_files_put_within_the_bounds_are_found(long? from, long? to, int found)
    {
        Put("log_data/2018/a.json");

        Assert.Equal(found, (await RunAsync(Inputs.Run with { From = from, To = to }, new BackfillProgress())).ChunkFiles);
    }

    [Fact]
    public async Task A_chunk_without_a_file_is_a_chunk_and_leaves_no_object()
    {
        var progress = await RunAsync(Inputs.Run, new BackfillProgress { Chunk = 4 });

        Assert.Equal((5, 0, true), (progress.Chunk, progress.ChunkFiles, progress.IsListed));
        Assert.Null(await around.TextAsync(Inputs.Run.Listing(5)));
    }

    [Fact]
    public async Task A_listing_goes_on_page_by_page_until_half_a_minute_is_left_and_the_next_chunk_goes_on_after_it()
    {
        Put([.. Enumerable.Range(0, 2_500).Select(n => $"log_data/2018/{n:D5}.json")]);
        around.Context.Left(TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(31), TimeSpan.FromSeconds(30));

        var first = await RunAsync(Inputs.Run, new BackfillProgress());

        Assert.Equal((2_000, "log_data/2018/01999.json", false), (first.ChunkFiles, first.StartAfter, first.IsListed));

        around.Context.Left(TimeSpan.FromMinutes(2));
        var second = await RunAsync(Inputs.Run, first);
        Assert.Equal((2, 500, null, true, 2_500L), (second.Chunk, second.ChunkFiles, second.StartAfter, second.IsListed, second.Found));
        Assert.Contains(
            "\"n\":0,\"bucket\":\"sparkify\",\"key\":\"log_data/2018/02000.json\"",
            (await around.LinesAsync(Inputs.Run.Listing(2)))[0],
            StringComparison.Ordinal);
    }

    /// <summary>One such key would fail the question about its whole chunk, in every backfill and rebuild.</summary>
    [Fact]
    public async Task Keys_that_no_load_can_hold_are_passed_by_counted_and_named_and_those_beside_them_are_listed()
    {
        var tooLong = $"log_data/2018/{new string('k', 1_020)}.json";
        Put("log_data/2018/a.json", "log_data/2018/b\0.json", tooLong, "log_data/2018/z.json", "log_data/2018/\0.txt");

        var progress = await RunAsync(Inputs.Run, new BackfillProgress { PassedBy = 3 });

        Assert.Equal((2, 2L, 5L), (progress.ChunkFiles, progress.Found, progress.PassedBy));
        Assert.Equal(2, (await around.LinesAsync(Inputs.Run.Listing(1))).Count);
        Assert.Collection(
            await around.LinesAsync(Inputs.Run.PassedBy(1)),
            line => Assert.Contains("b\\u0000.json", line, StringComparison.Ordinal),
            line => Assert.Contains("at most 1,024 bytes without U\\u002B0000", line, StringComparison.Ordinal));
        Assert.Equal($"_ingest/backfills/{Inputs.Run.Id}/passed-by/000001.jsonl", Inputs.Run.PassedBy(1).Key);
        Assert.StartsWith(Inputs.Run.AllPassedBy.Key, Inputs.Run.PassedBy(1).Key, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunk_holds_fifty_thousand_files_at_most()
    {
        var bucket = new EndlessBucket();

        var progress = await new ListFiles(around.Ports with { Objects = bucket }).HandleAsync(
            new ListFilesInput { Backfill = Inputs.Run, Progress = new BackfillProgress() }, around.Context);

        Assert.Equal((50_000, 50, false), (progress.ChunkFiles, bucket.Pages, progress.IsListed));
    }

    private static string ETag => Sparkify.Tests.InMemoryObjectStore.ETagOf("abc"u8);

    private void Put(params string[] keys) => Array.ForEach(keys, key => around.Objects.Put(new("sparkify", key), "abc"));

    private Task<BackfillProgress> RunAsync(BackfillRun run, BackfillProgress progress) =>
        new ListFiles(around.Ports).HandleAsync(new ListFilesInput { Backfill = run, Progress = progress }, around.Context);

    /// <summary>Every page is full, and there is always another.</summary>
    private sealed class EndlessBucket : IObjectStore
    {
        public int Pages { get; private set; }

        public Task<ObjectPage> ListAsync(string bucket, string prefix, string? startAfter, CancellationToken cancellationToken)
        {
            Pages++;
            var page = Enumerable.Range(0, 1_000).Select(
                n => new ListedObject($"{prefix}{Pages:D5}-{n:D3}.json", ETag, 3, Inputs.Now)).ToList();
            return Task.FromResult(new ObjectPage(page, page[^1].Key));
        }

        public Task PutAsync(
            ObjectLocation location, ReadOnlyMemory<byte> content, string contentType, CancellationToken cancellationToken) =>
            Task.CompletedTask;

        public Task<ReadOnlyMemory<byte>> GetAsync(ObjectLocation location, CancellationToken cancellationToken) =>
            throw new NotSupportedException();
    }
}
