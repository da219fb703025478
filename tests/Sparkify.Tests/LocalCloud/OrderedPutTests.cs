using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Sparkify.Ingestion.Objects;
using Sparkify.LocalCloud.Bucket;
using Sparkify.LocalCloud.Delivering;
using Sparkify.LocalCloud.Queues;
using Sparkify.LocalCloud.Template;
using Sparkify.Operations;

namespace Sparkify.Tests.LocalCloud;

/// <summary>Files that are read side by side are put as if one came after the other, wherever it ends.</summary>
public sealed class OrderedPutTests : IDisposable
{
    private const int Workers = 4;

    private readonly TemporaryFolder _folder = new();
    private int _run;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Whatever_the_files_are_all_is_as_if_they_were_put_one_after_the_other()
    {
        // A key may come again; what can't be opened or read, or is none, has a reason.
        var file = Gen.Select(Gen.Int[0, 15], Gen.Enum<Kind>());
        file.List[0, 60].Sample(files =>
        {
            var store = NewBucket(out var scratch);
            var (placed, announced, reported) = (new List<string>(), new List<string>(), new List<int>());
            store.Placed += stored => placed.Add($"{stored}");
            store.Stored += stored => announced.AddRange(stored.Select(one => $"{one}"));

            var (delivered, passedBy) = Put(store, files.Select((one, number) => Make(one.Item1, one.Item2, number)), reported.Add);

            var good = files.Select((one, number) => (Key: $"k/{one.Item1}", Kind: one.Item2, Content: $"{number}"))
                .Where(one => one.Kind is Kind.Good).ToList();
            Assert.Equal(
                good.Select(one => new FileVersionKey(one.Key, ETag.Of(Encoding.UTF8.GetBytes(one.Content)))), delivered);
            Assert.Equal(files.Where(one => one.Item2 is not Kind.Good).Select(one => $"k/{one.Item1}"), passedBy.Select(odd => odd.Key));
            Assert.Equal(Enumerable.Range(1, good.Count), reported);
            Assert.Equal(good.Count, placed.Count);
            Assert.Equal(placed, announced);
            Assert.All(good.GroupBy(one => one.Key), puts => Assert.Equal(
                ETag.Of(Encoding.UTF8.GetBytes(puts.Last().Content)), store.Find(puts.Key)!.ETag));
            Assert.Empty(Directory.GetFiles(scratch));
        }, iter: 100);
    }

    [Fact]
    public async Task A_file_that_is_read_first_waits_for_those_before_it()
    {
        var store = NewBucket(out _);
        var placed = new List<string>();
        store.Placed += stored => placed.Add(stored.Location.Key);
        using var others = new CountdownEvent(Workers - 1);
        var files = Enumerable.Range(0, Workers).Select(number => new FileToDeliver($"k/{number}", () =>
        {
            // The first is open until all others have been opened: they are in its way only where one thread reads all.
            if (number == 0)
            {
                others.Wait(Cancel);
            }
            else
            {
                others.Signal();
            }

            return new MemoryStream([1]);
        }));

        await OrderedPut.RunAsync(store, files, _ => { }, Cancel, Workers);

        Assert.Equal(["k/0", "k/1", "k/2", "k/3"], placed);
    }

    [Fact]
    public void Wherever_it_fails_what_has_its_place_has_its_notice_and_nothing_is_left_over() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[0, 39]).Where((count, at) => at < count).Sample((count, at) =>
        {
            var store = NewBucket(out var scratch);
            var announced = new List<string>();
            store.Stored += stored => announced.AddRange(stored.Select(one => one.Location.Key));
            var files = Enumerable.Range(0, count).Select(number => number == at
                ? new FileToDeliver("k", () => throw new InvalidOperationException("killed"))
                : FileToDeliver.Of($"k/{number:D2}", new byte[number]));

            Assert.Throws<InvalidOperationException>(() => Put(store, files, _ => { }));

            // Those before it, as far as they came.
            Assert.Equal(Enumerable.Range(0, announced.Count).Select(number => $"k/{number:D2}"), announced);
            Assert.InRange(announced.Count, 0, at);
            Assert.Equal(announced, store.Walk("").Select(found => found.Key));
            Assert.Empty(Directory.GetFiles(scratch));
        }, iter: 100);

    [Fact]
    public async Task A_put_that_nobody_waits_for_ends()
    {
        var store = NewBucket(out _);
        using var unwanted = new CancellationTokenSource();
        var endless = Enumerable.Range(0, int.MaxValue).Select(number => FileToDeliver.Of($"k/{number}", new byte[9]));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => OrderedPut.RunAsync(
            store, endless, done => _ = done == 100 ? Task.Run(unwanted.Cancel, Cancel) : null, unwanted.Token, Workers));
    }

    /// <summary>Counted: 15,000 notices are 30 lines of work for the journal, not 15,000.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(NoticeBatch.MostObjects, 1)]
    [InlineData((2 * NoticeBatch.MostObjects) + 1, 3)]
    public void Notices_are_journalled_many_at_once_in_the_order_of_the_files(int count, int writes)
    {
        var resource = new QueueResource("q", "arn", TimeSpan.FromSeconds(30), null, int.MaxValue);
        var queue = new LocalQueue(resource, _folder.Path, new FakeTimeProvider());
        var (sends, keys) = (0, Enumerable.Range(0, count).Select(number => $"k/{number:D5}").ToList());
        queue.Arrived += () => sends++;
        using (queue)
        {
            var store = NewBucket(out _);
            store.Stored += new BucketNotices(
                [.. ((string[])["k/", "other/"]).Select(prefix => new BucketNotification("s3:ObjectCreated:*", prefix, "", "q"))],
                new Dictionary<string, LocalQueue> { ["q"] = queue }).Send;
            Put(store, keys.Select(key => FileToDeliver.Of(key, new byte[1])), _ => { });
        }

        Assert.Equal(writes, sends);
        using var again = new LocalQueue(resource, _folder.Path, new FakeTimeProvider());
        Assert.Equal(keys, again.Messages.Select(message =>
            (string?)JsonNode.Parse(message.Body)!["Records"]![0]!["s3"]!["object"]!["key"]));
    }

    private FolderObjectStore NewBucket(out string scratch)
    {
        var run = string.Create(CultureInfo.InvariantCulture, $"{Interlocked.Increment(ref _run)}");
        scratch = _folder[$"scratch-{run}"];
        return new FolderObjectStore("bucket", _folder[$"bucket-{run}"], scratch);
    }

    private static (IReadOnlyList<FileVersionKey> Delivered, IReadOnlyList<NoObject> PassedBy) Put(
        FolderObjectStore store, IEnumerable<FileToDeliver> files, Action<int> report) =>
        OrderedPut.RunAsync(store, files, report, Cancel, Workers).GetAwaiter().GetResult();

    private static FileToDeliver Make(int key, Kind kind, int content) => kind switch
    {
        Kind.Good => FileToDeliver.Of($"k/{key}", Encoding.UTF8.GetBytes($"{content}")),
        Kind.Closed => new FileToDeliver($"k/{key}", () => throw new UnauthorizedAccessException("no right")),
        Kind.Broken => new FileToDeliver($"k/{key}", () => new BrokenStream()),
        _ => new FileToDeliver($"k/{key}", () => throw new InvalidOperationException("it was opened"))
        {
            PassedBy = new NoObject($"k/{key}", "odd", "mend it"),
        },
    };

    private enum Kind
    {
        Good,
        Closed,
        Broken,
        Odd,
    }

    /// <summary>It begins well.</summary>
    private sealed class BrokenStream : MemoryStream
    {
        private int _reads;

        public override int Read(byte[] buffer, int offset, int count) =>
            _reads++ == 0 ? 1 : throw new IOException("the disk is away");

        public override int Read(Span<byte> buffer) => _reads++ == 0 ? 1 : throw new IOException("the disk is away");
    }
}
